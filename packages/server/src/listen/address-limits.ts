import { isIPv6 } from 'node:net'

/** How much one address may ask of the data center. */
export interface AddressLimitOptions {
  /** Connections open at once. */
  readonly connectionsMax: number
  /** Connections opened in a burst before the rate counts. */
  readonly connectsBurst: number
  /** Connections per minute after that. */
  readonly connectsPerMinute: number
  /** Key exchanges begun in a burst before the rate counts. Each costs an RSA and two modular powers. */
  readonly exchangesBurst: number
  /** Key exchanges per minute after that. */
  readonly exchangesPerMinute: number
}

/**
 * Counts connections and key exchanges per address. Nobody is banned: what exceeds the rate is refused, and the next
 * attempt counts afresh against a budget that refills all the time.
 *
 * IPv6 addresses are counted by their /64 network, since a single host usually has all of it.
 */
export class AddressLimits {
  readonly #options: AddressLimitOptions
  readonly #byAddress: Map<string, AddressRecord> = new Map()

  constructor(options: AddressLimitOptions) {
    this.#options = options
  }

  /** Takes a place for a new connection; false when the address has none left. Give it back with `disconnect`. */
  connect(nowMs: number, address: string): boolean {
    const record = this.#record(nowMs, address)
    const { connectionsMax, connectsBurst, connectsPerMinute } = this.#options
    if (record === undefined || record.connections >= connectionsMax) return false
    if (!spend(record.connects, nowMs, connectsBurst, connectsPerMinute)) return false
    record.connections++
    return true
  }

  disconnect(address: string): void {
    const record = this.#byAddress.get(networkOf(address))
    if (record !== undefined && record.connections > 0) record.connections--
  }

  /** Takes a key exchange from the budget of the address; false when it is used up. */
  exchange(nowMs: number, address: string): boolean {
    const record = this.#record(nowMs, address)
    const { exchangesBurst, exchangesPerMinute } = this.#options
    return record !== undefined && spend(record.exchanges, nowMs, exchangesBurst, exchangesPerMinute)
  }

  #record(nowMs: number, address: string): AddressRecord | undefined {
    const network = networkOf(address)
    const known = this.#byAddress.get(network)
    if (known !== undefined) return known
    if (this.#byAddress.size >= ADDRESSES_MAX) this.#forget(nowMs)
    if (this.#byAddress.size >= ADDRESSES_MAX) return undefined
    const record: AddressRecord = {
      connections: 0,
      connects: { left: this.#options.connectsBurst, at: nowMs },
      exchanges: { left: this.#options.exchangesBurst, at: nowMs },
    }
    this.#byAddress.set(network, record)
    return record
  }

  /** Drops addresses that have nothing open and whose budgets have refilled by now. */
  #forget(nowMs: number): void {
    for (const [network, { connections, connects, exchanges }] of this.#byAddress) {
      const idleMs = nowMs - Math.max(connects.at, exchanges.at)
      if (connections === 0 && idleMs > REFILL_MS) this.#byAddress.delete(network)
    }
  }
}

/** Addresses remembered at once, about 200 bytes each; beyond it new addresses wait until old ones are idle. */
const ADDRESSES_MAX = 65_536

/** After this long without a connection an address has nothing to be remembered for. */
const REFILL_MS = 600_000

interface AddressRecord {
  connections: number
  readonly connects: Budget
  readonly exchanges: Budget
}

/** A token bucket. */
interface Budget {
  left: number
  at: number
}

function spend(budget: Budget, nowMs: number, burst: number, perMinute: number): boolean {
  const elapsedMs = Math.max(0, nowMs - budget.at)
  budget.left = Math.min(burst, budget.left + (elapsedMs * perMinute) / 60_000)
  budget.at = nowMs
  if (budget.left < 1) return false
  budget.left--
  return true
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  const [head = '', tail = ''] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (address.includes('::')) {
    const after = tail === '' ? [] : tail.split(':')
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - after.length)).fill('0'), ...after)
  }
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
