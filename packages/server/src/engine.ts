/** Everything of a process but its ports: what all data centers share, and the data centers. */
import type { CryptoProvider, RsaPrivateKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { createPqPool, createReplayCache, type MtprotoEnv, type PqPool } from '@chappe/mtproto'
import { createAppPolicy } from './apps.ts'
import { nodeCompression } from './compression.ts'
import type { ResolvedOptions } from './data-center-options.ts'
import { createDcEngine, type DcEngine, type SharedEngine } from './dc-engine.ts'
import { AppCodes } from './delivery/app-codes.ts'
import type { DeliveryLog } from './delivery/delivery-log.ts'
import type { Inbox } from './delivery/inbox.ts'
import { type Courier, openCourier } from './delivery/open-courier.ts'
import { defaultTextSettings } from './delivery/texts/compose-text.ts'
import { createCodeSecrets } from './domain/code-secrets.ts'
import { MissingCodes } from './domain/missing-codes.ts'
import { type Chore, Housekeeping } from './housekeeping.ts'
import { loadServerKeys } from './keys/server-keys.ts'
import type { AccountsPolicy } from './policy/login-policy.ts'
import { systemRandom } from './random.ts'
import type { DcAddress } from './rpc/call-context.ts'
import { ClientRegistry } from './rpc/client-registry.ts'
import { SessionDevices } from './rpc/session-devices.ts'
import { openDataDirectory } from './store/data-directory.ts'
import { openStore, type Store } from './store/open-store.ts'
import { ServerSecret } from './store/server-secret.ts'

/** The inside of a running process: one store, and one or several data centers over it. */
export interface Engine {
  readonly store: Store
  readonly keys: readonly [RsaPrivateKey, ...RsaPrivateKey[]]
  readonly inbox: Inbox
  readonly deliveries: DeliveryLog
  readonly missingCodes: MissingCodes
  /** The data centers; the first is the home of whoever has no other. */
  readonly dcs: readonly [DcEngine, ...DcEngine[]]
  /** Says where a data center listens, once it does. */
  listening(dc: DcAddress): void
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
  const { clock, log } = options
  const env = createEnv(options)
  const { inbox, deliveries } = courier
  const missingCodes = new MissingCodes()
  const pqPool = createPqPool(env)
  const addresses: DcAddress[] = []
  const devices = new SessionDevices({
    keysOf: key_id => [...new Set(dcs.flatMap(dc => dc.keys.keysOf(key_id)))],
    sessionsOf: auth_key_id => dcs.flatMap(({ sessions }) => sessions.of(auth_key_id)),
    sessions: store.sessions,
    texts: options.delivery?.texts ?? defaultTextSettings,
    clock,
    log,
  })
  const appCodes = new AppCodes(courier, {
    store,
    devices,
    secrets: createCodeSecrets(secret.derive('login codes')),
    clock,
    lifetimeMs: options.policy.code.lifetimeSeconds * 1000,
  })
  const shared: SharedEngine = {
    options,
    store,
    secret,
    env,
    crypto: env.crypto,
    courier,
    appCodes,
    missingCodes,
    serverKeys: keys,
    clients: new ClientRegistry(store.sessions, createAppPolicy(options.apps, options.policy.apps), clock),
    devices,
    pqPool,
    replayCache: createReplayCache(),
    dcs: () => addresses,
  }
  const [first, ...others] = options.dcs
  const dcs: Engine['dcs'] = [createDcEngine(shared, first), ...others.map(plan => createDcEngine(shared, plan))]
  const housekeeping = new Housekeeping(chores(store, dcs, pqPool, appCodes, options.policy.accounts), clock, log)
  return {
    store,
    keys,
    inbox,
    deliveries,
    missingCodes,
    dcs,
    listening: dc => void addresses.push(dc),
    async close() {
      await housekeeping.stop()
      courier.close()
      options.integrity?.pushes?.close()
      await store[Symbol.asyncDispose]()
    },
  }
}

function createEnv({ random }: ResolvedOptions): MtprotoEnv {
  const crypto: CryptoProvider =
    random === undefined ? nodeCrypto : { ...nodeCrypto, random: length => random.bytes(length) }
  return { crypto, compression: nodeCompression }
}

function chores(
  store: Store,
  dcs: Engine['dcs'],
  pqPool: PqPool,
  appCodes: AppCodes,
  { passwordWithinDays }: AccountsPolicy,
): readonly Chore[] {
  // What is in the store is the same from whichever data center.
  const { authorizations, accountDeletion } = dcs[0].services
  return [
    { name: 'pq', everyMs: 1_000, run: () => fill(pqPool) },
    { name: 'sessions', everyMs: 60_000, run: nowMs => dcs.forEach(dc => void dc.sessions.expire(nowMs)) },
    {
      name: 'codes',
      everyMs: 600_000,
      run: async nowMs => {
        appCodes.forgetExpired(nowMs)
        await store.codes.deleteExpired(nowMs)
        await store.passwordChanges.deleteExpired(nowMs)
        await store.emailVerifications.deleteExpired(nowMs)
        await store.passwordRecoveries.deleteExpired(nowMs)
        await store.loginTokens.deleteExpired(nowMs)
        await store.futureTokens.deleteExpired(nowMs)
        await store.payments.deleteExpired(nowMs)
        await store.exportedAuthorizations.deleteExpired(nowMs)
        await store.passkeyChallenges.deleteExpired(nowMs)
        await store.webTokens.deleteExpired(nowMs)
      },
    },
    { name: 'idle sessions', everyMs: 3_600_000, run: nowMs => authorizations.endIdle(nowMs) },
    {
      name: 'accounts',
      everyMs: 3_600_000,
      run: async nowMs => {
        await accountDeletion.deleteAbandoned(nowMs)
        if (passwordWithinDays !== null) await authorizations.endUnprotected(nowMs, passwordWithinDays)
      },
    },
  ]
}

/** Makes a few products for coming key exchanges, about a third of a millisecond each. */
function fill(pqPool: PqPool): void {
  let left = 8
  while (left-- > 0 && pqPool.fillOne());
}
