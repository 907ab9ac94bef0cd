/** Everything of a data center but its ports: what one connection needs, joined together. */
import type { CryptoProvider, RsaPrivateKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import {
  createPqPool,
  createReplayCache,
  type MtprotoEnv,
  type PqPool,
  SaltSchedule,
  ServerConnection,
  SessionTable,
} from '@chappe/mtproto'
import { createAppPolicy } from './apps.ts'
import { nodeCompression } from './compression.ts'
import type { ResolvedOptions } from './data-center-options.ts'
import { createDelivery } from './delivery/create-delivery.ts'
import { DeliveryLog } from './delivery/delivery-log.ts'
import { Inbox } from './delivery/inbox.ts'
import { createAccessHashes } from './domain/access-hash.ts'
import { createCodeSecrets } from './domain/code-secrets.ts'
import { LoginCodes } from './domain/login-codes.ts'
import { type Chore, Housekeeping } from './housekeeping.ts'
import { KeyRing } from './keys/key-ring.ts'
import { loadServerKeys } from './keys/server-keys.ts'
import type { ConnectionHost } from './listen/tcp-connection.ts'
import type { MachineHooks } from './listen/tcp-listener.ts'
import { methods } from './methods/index.ts'
import { systemRandom } from './random.ts'
import type { Services } from './rpc/call-context.ts'
import { ClientRegistry } from './rpc/client-registry.ts'
import { Dispatcher } from './rpc/dispatcher.ts'
import { openDataDirectory } from './store/data-directory.ts'
import { openStore, type Store } from './store/open-store.ts'
import { ServerSecret } from './store/server-secret.ts'

/** The inside of a running data center. */
export interface Engine {
  readonly store: Store
  readonly keys: readonly [RsaPrivateKey, ...RsaPrivateKey[]]
  readonly inbox: Inbox
  readonly deliveries: DeliveryLog
  readonly connectionHost: ConnectionHost
  createMachine(hooks: MachineHooks): ServerConnection
  /** Ends housekeeping and closes the store. */
  close(): Promise<void>
}

/** Opens the data and builds the inside of a data center. @throws {StoreError} when the data cannot be used */
export async function createEngine(options: ResolvedOptions): Promise<Engine> {
  const { store, secret } = await openData(options)
  try {
    const keys = await loadServerKeys(store.serverKeys, options.privateKey, options.clock)
    return joinParts(options, store, secret, keys)
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
}

async function openData({ dataDir, random }: ResolvedOptions): Promise<{ store: Store; secret: ServerSecret }> {
  if (dataDir !== undefined) return openDataDirectory(dataDir, random === undefined ? {} : { random })
  const secret = ServerSecret.create(random)
  return { secret, store: await openStore({ file: ':memory:', secret }) }
}

function joinParts(options: ResolvedOptions, store: Store, secret: ServerSecret, keys: Engine['keys']): Engine {
  const { clock, log, policy } = options
  const random = options.random ?? systemRandom
  const env = createEnv(options)
  const inbox = new Inbox(clock)
  const deliveries = new DeliveryLog()
  const keyRing = new KeyRing(store.keys, env.crypto, clock)
  const apps = createAppPolicy(options.apps)
  const clients = new ClientRegistry(store.sessions, apps, clock)
  const salts = new SaltSchedule(env, secret.derive('server salts'))
  const sessions = new SessionTable(env, { salts })
  const forgetKeys = (auth_key_ids: readonly bigint[]): void => {
    for (const auth_key_id of auth_key_ids) sessions.forgetKey(auth_key_id)
  }
  const services: Services = {
    store,
    loginCodes: new LoginCodes({
      store,
      secrets: createCodeSecrets(secret.derive('login codes')),
      delivery: createDelivery({ providers: [inbox], log: deliveries, clock }),
      policy,
      clock,
      random,
    }),
    keys: keyRing,
    clock,
    apps,
    accessHashes: createAccessHashes(secret.derive('access hashes')),
    crypto: env.crypto,
    forgetKeys,
    site: {
      dcId: options.dcId,
      advertise: options.advertise,
      country: options.country,
    },
  }
  const dispatcher = new Dispatcher({ services, clients, methods, inflate: env.compression.gunzip, log })
  const acceptedDcs = new Set(options.acceptedDcIds)
  const pqPool = createPqPool(env)
  const replayCache = createReplayCache()
  const housekeeping = new Housekeeping(chores(store, sessions, pqPool), clock, log)
  return {
    store,
    keys,
    inbox,
    deliveries,
    connectionHost: {
      findKey: auth_key_id => keyRing.find(auth_key_id),
      storeKey: key => keyRing.add(key),
      async destroyKey(session, msg_id) {
        const deleted = await keyRing.delete(session.auth_key_id)
        clients.forget(session.auth_key_id)
        session.answerDestroyAuthKey(clock.now(), msg_id, deleted.length > 0 ? 'ok' : 'none')
        forgetKeys([...deleted, session.auth_key_id])
      },
      async answer(session, msg_id, body, peer) {
        const outcome = await dispatcher.dispatch({ session, msg_id, body, peer })
        if ('error' in outcome) session.answerError(clock.now(), msg_id, outcome.error)
        else session.answer(clock.now(), msg_id, outcome.result)
        await clients.touch(keyRing.permanentOf(session.key), peer.address)
      },
    },
    createMachine: hooks =>
      new ServerConnection(env, clock.now(), {
        sessions,
        exchange: {
          keys,
          acceptsDc: dc => acceptedDcs.has(Math.abs(dc) % TEST_OFFSET),
          pqPool,
          allowExchange: hooks.allowExchange,
        },
        transport: { replayCache },
        onReady: hooks.onReady,
      }),
    async close() {
      await housekeeping.stop()
      await store[Symbol.asyncDispose]()
    },
  }
}

/** Test clients add this to the number of the data center. */
const TEST_OFFSET = 10_000

function createEnv({ random }: ResolvedOptions): MtprotoEnv {
  const crypto: CryptoProvider =
    random === undefined ? nodeCrypto : { ...nodeCrypto, random: length => random.bytes(length) }
  return { crypto, compression: nodeCompression }
}

function chores(store: Store, sessions: SessionTable, pqPool: PqPool): readonly Chore[] {
  return [
    { name: 'pq', everyMs: 1_000, run: () => fill(pqPool) },
    { name: 'sessions', everyMs: 60_000, run: nowMs => void sessions.expire(nowMs) },
    {
      name: 'codes',
      everyMs: 600_000,
      run: async nowMs => {
        await store.codes.deleteExpired(nowMs)
      },
    },
  ]
}

/** Makes a few products for coming key exchanges, about a third of a millisecond each. */
function fill(pqPool: PqPool): void {
  let left = 8
  while (left-- > 0 && pqPool.fillOne());
}
