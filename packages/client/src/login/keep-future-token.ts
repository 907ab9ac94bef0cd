import { FutureTokens } from '../session/future-tokens.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { LoginEvent } from './login-events.ts'

/** Keeps the token that came with an answer, so that the next login may need no code. */
export async function keepFutureToken(keeper: SessionKeeper, event: LoginEvent): Promise<void> {
  const token = futureTokenOf(event)
  if (token === undefined) return
  const kept = keeper.data.future_auth_tokens ?? FutureTokens.none
  await keeper.save({ future_auth_tokens: kept.with(token) })
}

function futureTokenOf(event: LoginEvent): Uint8Array | undefined {
  if (event._ === 'loggedOut') return event.future_auth_token
  const authorization =
    event._ === 'authorized'
      ? event.authorization
      : event._ === 'sent' && event.sentCode._ === 'auth.sentCodeSuccess'
        ? event.sentCode.authorization
        : undefined
  return authorization?._ === 'auth.authorization' ? authorization.future_auth_token : undefined
}
