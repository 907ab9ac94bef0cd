import type { CryptoProvider } from '@chappe/crypto'
import type { Updates } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import type { Clock } from '../clock.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'

/** What a login needs from its client. */
export interface LoginEnv {
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly crypto: CryptoProvider
  readonly api_id: number
  readonly api_hash: string
  /** Makes a call without telling the login of it; `dc` makes it at that data center, the home once it has answered. */
  readonly call: CallNext
  /** Iterates over what the server sends, from the first `next` on. */
  readonly receiveUpdates: (signal: AbortSignal) => AsyncIterable<Updates>
  /** Hears of troubles that no caller waits for. */
  readonly onTrouble: (error: unknown) => void
}

/** Options of one step. */
export interface LoginStepOptions {
  readonly signal?: AbortSignal
}
