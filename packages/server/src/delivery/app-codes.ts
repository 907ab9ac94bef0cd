import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { CodeSecrets } from '../domain/code-secrets.ts'
import type { Delivery, DeliveryRequest } from '../domain/delivery.ts'
import type { Repositories } from '../domain/repositories.ts'
import type { SessionOwner } from '../domain/sessions/authorizations.ts'
import type { Devices, News } from '../domain/sessions/devices.ts'
import type { Courier } from './open-courier.ts'

/** What the other sessions of an account are reached through. */
export interface SessionsReach {
  readonly store: Pick<Repositories, 'accounts' | 'sessions' | 'codes'>
  readonly devices: Pick<Devices, 'tell'>
  readonly secrets: Pick<CodeSecrets, 'codeMark'>
  readonly clock: Clock
  /** How long a code lives after it was sent. */
  readonly lifetimeMs: number
}

/**
 * Brings the codes of the medium `app` to every session of the account but the one that asks, as a message from 777000,
 * and to whoever receives them besides, such as the inbox. Everything else goes its way.
 *
 * A session that is not connected is told when it comes back, as long as the code is good. For that the codes are kept in
 * memory, and nowhere else: after a restart only who was told before has them, and who asked goes on with the next medium.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeApp
 */
export class AppCodes implements Delivery {
  readonly #courier: Courier
  readonly #reach: SessionsReach
  /** By number; the one that was sent a code last is at the end. */
  readonly #sent: Map<string, readonly SentAppCode[]> = new Map()

  constructor(courier: Courier, reach: SessionsReach) {
    this.#courier = courier
    this.#reach = reach
  }

  async deliver(request: DeliveryRequest): Promise<'accepted' | 'failed'> {
    const { delivery, deliveries, takesApp } = this.#courier
    if (request.medium !== 'app') return delivery.deliver(request)
    const { store, devices, clock } = this.#reach
    const { medium, phone_number, purpose, code, key_id, reason } = request
    const account = await store.accounts.findByPhone(phone_number)
    const sessions = account === undefined ? [] : await store.sessions.listByUser(account.id)
    const others = sessions.filter(other => other.key_id !== key_id && other.authorization?.password_pending === false)
    if (others.length === 0) return delivery.deliver(request)
    const atMs = clock.now()
    const sent: SentAppCode = { key_id, phone_number, purpose, code, atMs }
    this.#keep(sent)
    await Promise.all(others.map(other => devices.tell(other.key_id, this.#newsOf(sent))))
    if (takesApp) return delivery.deliver(request)
    const latencyMs = clock.now() - atMs
    const how = { provider: 'sessions', outcome: 'accepted', latencyMs, failure: undefined } as const
    deliveries.add({ ...how, atMs: clock.now(), medium, phone_number, reason })
    return 'accepted'
  }

  /** Tells a session that has come back of the codes that it may have missed: those that are still good. */
  async remind({ key_id, user_id }: SessionOwner): Promise<void> {
    const { store, devices } = this.#reach
    const account = await store.accounts.find(user_id)
    for (const sent of this.#sent.get(account?.phone_number ?? '') ?? []) {
      if (sent.key_id !== key_id && (await this.#isGood(sent))) await devices.tell(key_id, this.#newsOf(sent))
    }
  }

  /** Forgets codes that nobody can enter any more. */
  forgetExpired(nowMs: number): void {
    for (const [phone_number, codes] of this.#sent) {
      const living = codes.filter(({ atMs }) => atMs + this.#reach.lifetimeMs > nowMs)
      if (living.length === 0) this.#sent.delete(phone_number)
      else this.#sent.set(phone_number, living)
    }
  }

  #keep(sent: SentAppCode): void {
    const { phone_number } = sent
    const before = this.#sent.get(phone_number) ?? []
    this.#sent.delete(phone_number)
    this.#sent.set(phone_number, [...before, sent].slice(-codesPerNumberMax))
    const [oldest] = this.#sent.keys()
    if (this.#sent.size > numbersMax && oldest !== undefined) this.#sent.delete(oldest)
  }

  /** Whether a code can still be entered: it was not used, cancelled, replaced or leaked since. */
  async #isGood({ key_id, phone_number, purpose, code }: SentAppCode): Promise<boolean> {
    const { store, secrets, clock } = this.#reach
    const mark = secrets.codeMark(phone_number, code)
    return (await store.codes.listByNumber(phone_number, purpose)).some(
      pending =>
        pending.key_id === key_id &&
        pending.stage === 'sent' &&
        pending.expiresAtMs > clock.now() &&
        pending.codeMark.length === mark.length &&
        timingSafeEqual(pending.codeMark, mark),
    )
  }

  #newsOf({ phone_number, code, atMs }: SentAppCode): News {
    const id = Buffer.from(this.#reach.secrets.codeMark(phone_number, code).subarray(0, idBytes)).toString('hex')
    return { kind: 'loginCode', id, code, atMs }
  }
}

/** A code as it went to the sessions of an account. */
type SentAppCode = Pick<DeliveryRequest, 'key_id' | 'phone_number' | 'purpose' | 'code'> & { readonly atMs: number }

/** More than a number is sent within the life of a code. */
const codesPerNumberMax = 20
/** With the limit above, what is kept is bounded. */
const numbersMax = 10_000
/** Enough to tell the codes of one second apart. */
const idBytes = 8
