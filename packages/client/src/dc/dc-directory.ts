import { isRpcError } from '@chappe/mtproto'
import type { Config, DcOption, Update, Updates } from '@chappe/schema/api'
import { orAborted } from '../call/or-aborted.ts'
import type { Clock } from '../clock.ts'
import { ConnectionError, isConnectionError } from '../connection/connection-error.ts'
import { otherKey } from '../session/other-keys.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { StoredAddress } from '../session/stored-address.ts'
import { UsageError } from '../usage-error.ts'
import { type AddressBook, bookFromConfig, bookWithOptions, candidates } from './address-book.ts'
import { builtInDataCenter, builtInNumbers, type DataCenterChoice } from './data-centers.ts'

/** What a directory needs. */
export interface DcDirectoryEnv {
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly choice: DataCenterChoice
  readonly obfuscated: boolean
  /** Calls `help.getConfig`, of the home unless a number is given; the answer comes to {@link DcDirectory.learn}. */
  readonly askForConfig: (dc?: number) => Promise<unknown>
  /** Hears of addresses that were not kept. */
  readonly onTrouble: (error: unknown) => void
}

/** Least time between two times that the home is sought, in milliseconds. */
const seekPauseMs = 30_000

/**
 * Knows where the data centers are: by hand, from the last configuration (kept in the session until it expires), and for
 * Telegram's own from a built-in list.
 *
 * @see {@link https://core.telegram.org/api/datacenter}
 */
export class DcDirectory {
  readonly #env: DcDirectoryEnv
  #asking: Promise<unknown> | undefined
  #soughtAt = Number.NEGATIVE_INFINITY

  constructor(env: DcDirectoryEnv) {
    this.#env = env
  }

  /** Where a data center may be, the best address first; empty when nothing is known of it. */
  addressesOf(id: number): readonly StoredAddress[] {
    const { keeper, choice, obfuscated } = this.#env
    const { dc: home, addresses } = keeper.data
    // Given by hand: that is how this program reaches it, whatever the server says.
    if (typeof choice === 'object' && choice.id === id) {
      return [{ id, host: choice.host, port: choice.port, test: home.test }]
    }
    const said = addresses ? candidates(addresses, { id, test: home.test, obfuscated }) : []
    const last = home.id === id ? home : otherKey(keeper.data, id)?.dc
    const builtIn = typeof choice === 'string' ? builtInDataCenter(choice, id) : undefined
    if (said.length === 0)
      return last ? [last] : builtIn ? [{ id, host: builtIn.host, port: builtIn.port, test: home.test }] : []
    if (!last) return said
    // The one that worked last goes first if it is still among them, and last if it is not.
    const isLast = ({ host, port }: StoredAddress): boolean => host === last.host && port === last.port
    const others = said.filter(address => !isLast(address))
    return others.length < said.length ? [last, ...others] : [...said, last]
  }

  /**
   * Makes sure that an address is known, and asks the home when there is none or the configuration has expired.
   *
   * @throws {UsageError} `DC_UNKNOWN`
   */
  async find(id: number, signal: AbortSignal | undefined): Promise<StoredAddress> {
    const isFresh = (this.#env.keeper.data.addresses?.expiresAt ?? 0) > this.#env.clock.now()
    let [first] = this.addressesOf(id)
    if (!first || (!isFresh && !this.#isByHand(id))) {
      try {
        await orAborted(this.#ask(), signal)
      } catch (error) {
        // What was known before may still be right.
        if (!first || !(isRpcError(error) || isConnectionError(error))) throw error
      }
      first = this.addressesOf(id)[0]
    }
    if (first) return first
    throw new UsageError(
      'DC_UNKNOWN',
      `the server named data center ${id} but gave no address for it that this client can use; ` +
        'open the client with that data center as `dc`',
      { id },
    )
  }

  /**
   * Asks another data center where the home is now, because it does not answer where it was. The one that the program was
   * opened with can say so, whatever became of the addresses in the session.
   */
  async seek(): Promise<void> {
    const { keeper, clock, choice, askForConfig } = this.#env
    const homeId = keeper.data.dc.id
    const guides = typeof choice === 'object' ? [choice.id] : builtInNumbers(choice)
    const now = clock.now()
    // There is no other one to ask when it is the home itself that was given by hand.
    const guide = this.#isByHand(homeId) ? undefined : guides.find(id => id !== homeId)
    if (guide === undefined || now < this.#soughtAt + seekPauseMs) return
    this.#soughtAt = now
    await askForConfig(guide)
  }

  /** Keeps the addresses of a configuration, unless they are those of the other environment: it knows no key of ours. */
  learn(config: Config): void {
    const { keeper, clock, onTrouble } = this.#env
    const { test } = keeper.data.dc
    if (config.test_mode === test) keeper.update({ addresses: bookFromConfig(config, clock.now()) })
    else onTrouble(otherEnvironment(test))
  }

  /** Has the configuration asked for again when an address is needed next. */
  expire(): void {
    const { keeper } = this.#env
    const { addresses } = keeper.data
    if (addresses) keeper.update({ addresses: { ...addresses, expiresAt: 0 } })
  }

  /** Takes from `Updates` what is about data centers. */
  hear(updates: Updates): void {
    if (updates._ === 'updateShort') this.#onUpdate(updates.update)
    else if (updates._ === 'updates' || updates._ === 'updatesCombined') {
      for (const update of updates.updates) this.#onUpdate(update)
    }
  }

  #onUpdate(update: Update): void {
    // updateConfig#a229dd06 = Update; updateDcOptions#8e5e9873 dc_options:Vector<DcOption> = Update;
    if (update._ === 'updateConfig') this.expire()
    if (update._ === 'updateDcOptions') this.#replace(update.dc_options)
  }

  #replace(dc_options: readonly DcOption[]): void {
    const { keeper } = this.#env
    keeper.update({ addresses: bookWithOptions(keeper.data.addresses ?? emptyBook, dc_options) })
  }

  #isByHand(id: number): boolean {
    const { choice } = this.#env
    return typeof choice === 'object' && choice.id === id
  }

  /** All that wait share one call. */
  #ask(): Promise<unknown> {
    this.#asking ??= this.#env.askForConfig().finally(() => {
      this.#asking = undefined
    })
    return this.#asking
  }
}

function otherEnvironment(test: boolean): ConnectionError {
  const [theirs, ours] = test ? ['production', 'test'] : ['test', 'production']
  return new ConnectionError(
    'DC_WRONG',
    `the server belongs to ${theirs}, and this client was opened for ${ours}: the addresses that it gave are not used; ` +
      `open the client with dc: '${theirs}', or with test: ${!test} in a \`dc\` of your own`,
  )
}

const emptyBook: AddressBook = { expiresAt: 0, prefersIpv6: false, entries: [] }
