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
import type { DeliveryLog } from './delivery/delivery-log.ts'
import type { Inbox } from './delivery/inbox.ts'
import { type Courier, openCourier } from './delivery/open-courier.ts'
import { createAccessHashes } from './domain/access-hash.ts'
import { createCodeSecrets } from './domain/code-secrets.ts'
import { LoginCodes } from './domain/login-codes.ts'
import { MissingCodes } from './domain/missing-codes.ts'
import { createMailCodes } from './domain/password/mail-codes.ts'
import { Passwords } from './domain/password/passwords.ts'
import { SrpQuestions } from './domain/password/srp-questions.ts'
import { Authorizations } from './domain/sessions/authorizations.ts'
import { Bots } from './domain/sessions/bots.ts'
import { FutureTokens } from './domain/sessions/future-tokens.ts'
import { LoginTokens } from './domain/sessions/login-tokens.ts'
import { createTokenSecrets } from './domain/sessions/token-secrets.ts'
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
import { SessionDevices } from './rpc/session-devices.ts'
import { openDataDirectory } from './store/data-directory.ts'
import { openStore, type Store } from './store/open-store.ts'
import { ServerSecret } from './store/server-secret.ts'

/** The inside of a running data center. */
export interface Engine {
  readonly store: Store
  readonly keys: readonly [RsaPrivateKey, ...RsaPrivateKey[]]
  readonly inbox: Inbox
  readonly deliveries: DeliveryLog
  readonly missingCodes: MissingCodes
  readonly bots: Bots
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
    const { clock, log, policy, random = systemRandom } = options
    const courier = await openCourier({ plan: options.delivery, spending: policy.spending, store, clock, random, log })
    return joinParts(options, store, secret, keys, courier)
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

function joinParts(
  options: ResolvedOptions,
  store: Store,
  secret: ServerSecret,
  keys: Engine['keys'],
  courier: Courier,
): Engine {
  const { clock, log, policy } = options
  const random = options.random ?? systemRandom
  const env = createEnv(options)
  const { inbox, deliveries } = courier
  const missingCodes = new MissingCodes()
  const keyRing = new KeyRing(store.keys, env.crypto, clock)
  const apps = createAppPolicy(options.apps)
  const clients = new ClientRegistry(store.sessions, apps, clock)
  const salts = new SaltSchedule(env, secret.derive('server salts'))
  const sessions = new SessionTable(env, { salts })
  const forgetKeys = (auth_key_ids: readonly bigint[]): void => {
    for (const auth_key_id of auth_key_ids) sessions.forgetKey(auth_key_id)
  }
  const devices = new SessionDevices({
    keysOf: key_id => keyRing.keysOf(key_id),
    sessionsOf: auth_key_id => sessions.of(auth_key_id),
    sessions: store.sessions,
    clock,
    log,
  })
  const secrets = createTokenSecrets(secret.derive('login tokens'), random)
  const sessionContext = { store, clock, random, devices, secrets }
  const authorizations = new Authorizations(sessionContext, options.country)
  const bots = new Bots(sessionContext)
  const services: Services = {
    store,
    loginCodes: new LoginCodes({
      store,
      secrets: createCodeSecrets(secret.derive('login codes')),
      delivery: courier.delivery,
      policy,
      clock,
      random,
      missingCodes,
      integrity: options.integrity,
    }),
    passwords: new Passwords({
      store,
      crypto: env.crypto,
      clock,
      random,
      mailer: courier.mailer,
      devices,
      questions: new SrpQuestions(clock, random),
      codes: createMailCodes(secret.derive('password mail codes')),
      saltKey: secret.derive('password salts'),
      temporaryKey: secret.derive('temporary passwords'),
    }),
    loginTokens: new LoginTokens(sessionContext),
    futureTokens: new FutureTokens(sessionContext),
    authorizations,
    bots,
    officialApps: policy.apps.official,
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
  const dispatcher = new Dispatcher({
    services,
    clients,
    methods,
    inflate: env.compression.gunzip,
    log,
    noteSession: (session, wantsUpdates) => devices.note(session, wantsUpdates),
  })
  const acceptedDcs = new Set(options.acceptedDcIds)
  const pqPool = createPqPool(env)
  const replayCache = createReplayCache()
  const housekeeping = new Housekeeping(chores(store, sessions, pqPool, authorizations), clock, log)
  return {
    store,
    keys,
    inbox,
    deliveries,
    missingCodes,
    bots,
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
      courier.close()
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

function chores(
  store: Store,
  sessions: SessionTable,
  pqPool: PqPool,
  authorizations: Authorizations,
): readonly Chore[] {
  return [
    { name: 'pq', everyMs: 1_000, run: () => fill(pqPool) },
    { name: 'sessions', everyMs: 60_000, run: nowMs => void sessions.expire(nowMs) },
    {
      name: 'codes',
      everyMs: 600_000,
      run: async nowMs => {
        await store.codes.deleteExpired(nowMs)
        await store.passwordChanges.deleteExpired(nowMs)
        await store.passwordRecoveries.deleteExpired(nowMs)
        await store.loginTokens.deleteExpired(nowMs)
        await store.futureTokens.deleteExpired(nowMs)
      },
    },
    { name: 'idle sessions', everyMs: 3_600_000, run: nowMs => authorizations.endIdle(nowMs) },
  ]
}

/** Makes a few products for coming key exchanges, about a third of a millisecond each. */
function fill(pqPool: PqPool): void {
  let left = 8
  while (left-- > 0 && pqPool.fillOne());
}
