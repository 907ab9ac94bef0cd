import {
  type CallLogEntry,
  type Client,
  type ClientOptions,
  memorySession,
  nodeEnv,
  type OpenLink,
  type SessionStore,
} from '@chappe/client/node'
import type { DataCenterOptions } from '@chappe/server'
import { type FakeTimeWorld, startFakeTimeWorld } from './fake-time.ts'

/** Lives in data center 2. */
export const ada = '+12025550123'

/** Data centers 1, 2 and 3 of one Telegram in one time; clients begin with data center 1. */
export interface DcTown extends FakeTimeWorld {
  /** What the clients opened by `visit` called where, and how that ended: `1 auth.sendCode PHONE_MIGRATE_2`. */
  readonly calls: string[]
  /** Opens a client whose calls are noted. */
  visit(session?: SessionStore, openLink?: OpenLink): Promise<Client>
  /** The last code that was sent to a number. */
  code(phone_number: string): string
  /** Logs a client in, wherever the account lives. */
  logIn(tg: Client, phone_number?: string): Promise<void>
}

export async function startDcTown(options: DataCenterOptions = {}): Promise<DcTown> {
  const world = await startFakeTimeWorld({
    dcs: [{ id: 1 }, { id: 2 }, { id: 3 }],
    accounts: [{ phone_number: ada, first_name: 'Ada', dc: 2 }],
    policy: { limits: { codesPerNumber: null, loginsPerAccount: null } },
    ...options,
  })
  const calls: string[] = []
  const onCall = ({ dc, method, outcome }: CallLogEntry): void => void calls.push(`${dc} ${method} ${outcome}`)
  const code = (phone_number: string): string => world.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
  return {
    ...world,
    calls,
    code,
    visit(session = memorySession(), openLink = nodeEnv.openLink) {
      const clientOptions: Partial<ClientOptions> = { session, onCall }
      return world.openClient(clientOptions, openLink)
    },
    async logIn(tg, phone_number = ada) {
      // A token from an earlier login may make the code unnecessary.
      const { at } = await tg.login.start({ phone_number })
      if (at !== 'done') await tg.login.enterCode(code(phone_number))
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}

/** The data center that a session has as its home. */
export async function homeOf(session: SessionStore): Promise<number | undefined> {
  return (await session.load())?.dc.id
}
