// A client loads these tables with the first refusal, which takes a time that no clock of a test knows.
import '@chappe/schema/facts'
import '@chappe/schema/remedies'
import {
  type Client,
  type ClientOptions,
  memorySession,
  nodeEnv,
  type OpenLink,
  openClientOver,
} from '@chappe/client/node'
import { DataCenter, type DataCenterOptions } from '@chappe/server'
import { FakeClock } from '@chappe/server/testing'

/** A data center and clients of it that live in one time, which stands still until a test moves it. */
export interface FakeTimeWorld extends AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  /**
   * Opens a client over real TCP; each has a key of its own unless it is given a session.
   *
   * @param openLink - stands between the client and its sockets
   */
  openClient(options?: Partial<ClientOptions>, openLink?: OpenLink): Promise<Client>
  /** Moves time forward, in steps that neither side's keep-alive misses, and lets both sides act in between. */
  pass(seconds: number): Promise<void>
}

/** Starts a data center in memory. */
export async function startFakeTimeWorld(options: DataCenterOptions = {}): Promise<FakeTimeWorld> {
  const clock = new FakeClock()
  const dc = await DataCenter.start({ ...options, clock })
  const clients: Client[] = []
  return {
    clock,
    dc,
    async openClient(clientOptions = {}, openLink = nodeEnv.openLink) {
      const env = {
        ...nodeEnv,
        openLink,
        clock: {
          now: () => clock.now(),
          setTimer: (atMs: number, task: () => void) => clock.schedule(atMs, task),
          defer: nodeEnv.clock.defer,
        },
      }
      const client = await openClientOver(env, {
        session: memorySession(),
        api_id: dc.api_id,
        api_hash: dc.api_hash,
        dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
        ...clientOptions,
      })
      clients.push(client)
      return client
    },
    async pass(seconds) {
      for (let left = seconds * 1000; left > 0; left -= stepMs) {
        clock.advance(Math.min(left, stepMs))
        await settle()
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map(client => client.close()))
      await dc.stop()
    },
  }
}

const stepMs = 10_000

/** Lets bytes that are on their way arrive and be answered. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setImmediate(resolve))
}
