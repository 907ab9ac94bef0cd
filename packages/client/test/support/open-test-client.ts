import { type Client, type ClientEnv, openClient } from '../../src/client.ts'
import { nodeDevice } from '../../src/node/device.ts'
import type { ClientOptions } from '../../src/options.ts'
import { memorySession } from '../../src/session/memory-session.ts'
import { FakeClock } from './fake-clock.ts'
import { mtprotoEnv, type ScriptAnswer, ScriptedServer, type SeenCall } from './scripted-server.ts'

export interface TestSetup {
  readonly clock: FakeClock
  readonly server: ScriptedServer
  /** Troubles that the client reported. */
  readonly troubles: unknown[]
  readonly open: (options?: Partial<ClientOptions>) => Promise<Client>
}

/** A scripted server with a fake clock, and a way to open clients that talk to it. */
export async function setUp(answer: (call: SeenCall) => ScriptAnswer): Promise<TestSetup> {
  // The first error loads them, which takes real time, while the test's own would go on.
  await Promise.all([import('@chappe/schema/facts'), import('@chappe/schema/remedies')])
  const clock = new FakeClock()
  const server = await ScriptedServer.start(clock, answer)
  const troubles: unknown[] = []
  const env: ClientEnv = {
    mtproto: mtprotoEnv,
    openLink: (...args) => server.openLink(...args),
    clock,
    random: () => 0,
    device: nodeDevice,
  }
  const open = (options: Partial<ClientOptions> = {}): Promise<Client> =>
    openClient(env, {
      session: memorySession(),
      api_id: 1,
      api_hash: '0123456789abcdef0123456789abcdef',
      dc: { id: 2, host: 'memory', port: 1, public_key: server.publicKey },
      onTrouble: error => troubles.push(error),
      ...options,
    })
  return { clock, server, troubles, open }
}

/** Answers that most tests can use. */
export const nearestDc = { _: 'nearestDc', country: 'GB', this_dc: 2, nearest_dc: 2 } as const
