/** The inside of one data center: its keys, sessions and services, and the machines of its connections. */
import type { RsaPrivateKey } from '@chappe/crypto'
import {
  type MtprotoEnv,
  type PqPool,
  type ReplayCache,
  SaltSchedule,
  ServerConnection,
  SessionTable,
} from '@chappe/mtproto'
import type { DcPlan } from './dc-plans.ts'
import { Homes } from './domain/homes/homes.ts'
import { KeyRing } from './keys/key-ring.ts'
import type { ConnectionHost } from './listen/tcp-connection.ts'
import type { MachineHooks } from './listen/tcp-listener.ts'
import { methods } from './methods/index.ts'
import type { Services } from './rpc/call-context.ts'
import type { ClientRegistry } from './rpc/client-registry.ts'
import { Dispatcher } from './rpc/dispatcher.ts'
import { silentRefusalOf } from './rpc/rpc-errors.ts'
import type { SessionDevices } from './rpc/session-devices.ts'
import { createServices, type SharedParts } from './services.ts'

/** The inside of one data center. */
export interface DcEngine {
  readonly plan: DcPlan
  readonly keys: KeyRing
  readonly sessions: SessionTable
  readonly services: Services
  readonly connectionHost: ConnectionHost
  createMachine(hooks: MachineHooks): ServerConnection
}

/** What all data centers of a process share, down to their connections. */
export interface SharedEngine extends SharedParts {
  readonly env: MtprotoEnv
  readonly serverKeys: readonly [RsaPrivateKey, ...RsaPrivateKey[]]
  readonly clients: ClientRegistry
  readonly devices: SessionDevices
  readonly pqPool: PqPool
  readonly replayCache: ReplayCache
}

/** Makes one of the data centers of a process. */
export function createDcEngine(shared: SharedEngine, plan: DcPlan): DcEngine {
  const { options, store, secret, env, clients, devices } = shared
  const { clock, log, policy, dcs } = options
  const [first, ...others] = dcs
  const homes = new Homes(plan.id, [first.id, ...others.map(({ id }) => id)], policy)
  const keys = new KeyRing(store.keys, env.crypto, clock, homes)
  const sessions = new SessionTable(env, { salts: new SaltSchedule(env, secret.derive('server salts')) })
  const forgetKeys = (auth_key_ids: readonly bigint[]): void => {
    for (const auth_key_id of auth_key_ids) sessions.forgetKey(auth_key_id)
  }
  const services = createServices(shared, { plan, homes, keys, forgetKeys })
  const dispatcher = new Dispatcher({
    services,
    clients,
    methods,
    inflate: env.compression.gunzip,
    log,
    noteSession: (session, wantsUpdates) => devices.note(session, wantsUpdates),
  })
  const acceptedIds = new Set(plan.acceptedIds)
  return {
    plan,
    keys,
    sessions,
    services,
    connectionHost: {
      findKey: auth_key_id => keys.find(auth_key_id),
      storeKey: key => keys.add(key),
      async destroyKey(session, msg_id) {
        const deleted = await keys.delete(session.auth_key_id)
        clients.forget(session.auth_key_id)
        session.answerDestroyAuthKey(clock.now(), msg_id, deleted.length > 0 ? 'ok' : 'none')
        forgetKeys([...deleted, session.auth_key_id])
      },
      async answer(session, msg_id, body, peer) {
        const outcome = await dispatcher.dispatch({ session, msg_id, body, peer })
        if ('error' in outcome) session.answerError(clock.now(), msg_id, outcome.error)
        else session.answer(clock.now(), msg_id, outcome.result)
        const permanent = keys.permanentOf(session.key)
        const name = 'error' in outcome ? silentRefusalOf(outcome.error) : undefined
        if (name !== undefined && permanent !== undefined) await devices.tell(permanent, { kind: 'refused', name })
        await clients.touch(permanent, peer.address)
      },
    },
    createMachine: hooks =>
      new ServerConnection(env, clock.now(), {
        sessions,
        exchange: {
          keys: shared.serverKeys,
          acceptsDc: dc => acceptedIds.has(Math.abs(dc) % TEST_OFFSET),
          pqPool: shared.pqPool,
          allowExchange: hooks.allowExchange,
        },
        transport: { replayCache: shared.replayCache },
        onReady: hooks.onReady,
      }),
  }
}

/** Test clients add this to the number of the data center. */
const TEST_OFFSET = 10_000
