import type { Clock } from '../clock.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Repositories } from '../domain/repositories.ts'
import type { Devices } from '../domain/sessions/devices.ts'
import type { Courier } from './open-courier.ts'

/** What the other sessions of an account are reached through. */
export interface SessionsReach {
  readonly store: Pick<Repositories, 'accounts' | 'sessions'>
  readonly devices: Pick<Devices, 'tell'>
  readonly clock: Clock
}

/**
 * Brings the codes of the medium `app` to the sessions of the account, as a message from 777000, and to whoever receives
 * them besides, such as the inbox. Everything else goes its way.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeApp
 */
export function alsoToSessions(courier: Courier, { store, devices, clock }: SessionsReach): Delivery {
  const { delivery, deliveries, takesApp } = courier
  return {
    async deliver(request) {
      if (request.medium !== 'app') return delivery.deliver(request)
      const account = await store.accounts.findByPhone(request.phone_number)
      const sessions = account === undefined ? [] : await store.sessions.listByUser(account.id)
      const loggedIn = sessions.filter(({ authorization }) => authorization?.password_pending === false)
      const atMs = clock.now()
      const news = { kind: 'loginCode', code: request.code, atMs } as const
      await Promise.all(loggedIn.map(({ key_id }) => devices.tell(key_id, news)))
      if (takesApp || loggedIn.length === 0) return delivery.deliver(request)
      const { medium, phone_number, reason } = request
      const how = {
        provider: 'sessions',
        outcome: 'accepted',
        latencyMs: clock.now() - atMs,
        failure: undefined,
      } as const
      deliveries.add({ ...how, atMs: clock.now(), medium, phone_number, reason })
      return 'accepted'
    },
  }
}
