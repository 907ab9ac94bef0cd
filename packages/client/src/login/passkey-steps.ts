/** The ways in that need neither a number nor a code: a passkey, and a token of a web page. */
import type { auth, InputPasskeyCredential } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import { assertionToTl, optionsOf } from '../passkey/credential-to-tl.ts'
import { parseUserHandle } from '../passkey/user-handle.ts'
import type { GetPasskey, PasskeyRequestOptions } from '../passkey/webauthn.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { isUsageError } from '../usage-error.ts'

/** A signature to send, to the data center where its account lives. */
export interface FinishPasskeyLogin {
  readonly _: 'finishPasskeyLogin'
  readonly credential: InputPasskeyCredential
  /** Where the challenge was asked for, and under which key. */
  readonly from: { readonly dc: number; readonly auth_key_id: bigint | undefined }
  /** Where the account was at home when the passkey was made; absent when the passkey does not say. */
  readonly home?: number
}

/** A token of a web page to send. */
interface ImportWebToken {
  readonly _: 'importWebTokenAuthorization'
  readonly web_auth_token: string
  /** The data center that the page named with it. */
  readonly dc?: number
}

/** The calls of these ways in. */
export type NumberlessCommand = FinishPasskeyLogin | ImportWebToken

/** What the calls of these ways in need. */
export interface NumberlessEnv {
  readonly keeper: SessionKeeper
  readonly api_id: number
  readonly api_hash: string
  readonly call: CallNext
}

/**
 * Asks the server what to sign, and has the device sign it.
 *
 * @throws {RpcError} `API_ID_INVALID`, `METHOD_INVALID` where there are no passkeys, …
 * @throws {UsageError} `PASSKEY_INVALID`
 */
export async function askForPasskey(
  env: NumberlessEnv,
  get: GetPasskey,
  signal: AbortSignal | undefined,
): Promise<FinishPasskeyLogin> {
  const { keeper, api_id, api_hash, call } = env
  const parameters = { api_id, api_hash }
  const { options } = (await call({
    method: 'auth.initPasskeyLogin',
    parameters,
    signal,
  })) as auth.passkeyLoginOptions
  // The challenge belongs to this key, also when another data center becomes the home meanwhile.
  const from = { dc: keeper.data.dc.id, auth_key_id: keeper.data.auth_key?.auth_key_id }
  const outcome = await get(optionsOf<PasskeyRequestOptions>(options), { signal })
  signal?.throwIfAborted()
  const { credential, user_handle } = assertionToTl(outcome)
  const home = parseUserHandle(user_handle)?.dc
  return { _: 'finishPasskeyLogin', credential, from, ...(home !== undefined && { home }) }
}

/** Makes the call of one of these ways in. */
export async function callWithoutNumber(
  env: NumberlessEnv,
  command: NumberlessCommand,
  signal: AbortSignal | undefined,
): Promise<auth.Authorization> {
  const { call, api_id, api_hash } = env
  if (command._ === 'importWebTokenAuthorization') {
    const { web_auth_token, dc } = command
    const parameters = { api_id, api_hash, web_auth_token }
    const answer = call({ method: 'auth.importWebTokenAuthorization', parameters, signal, ...(dc && { dc }) })
    return (await answer) as auth.Authorization
  }
  return finishPasskeyLogin(env, command, signal)
}

async function finishPasskeyLogin(
  { call, keeper }: NumberlessEnv,
  { credential, from, home }: FinishPasskeyLogin,
  signal: AbortSignal | undefined,
): Promise<auth.Authorization> {
  const method = 'auth.finishPasskeyLogin'
  const fields = { from_dc_id: from.dc, from_auth_key_id: from.auth_key_id }
  const here = { method, parameters: { credential, ...(keeper.data.dc.id !== from.dc && fields) }, signal }
  if (home === undefined || home === keeper.data.dc.id) return (await call(here)) as auth.Authorization
  try {
    // Both fields or neither, as the flag in front of them wants it.
    const there = home === from.dc ? {} : fields
    return (await call({ method, parameters: { credential, ...there }, signal, dc: home })) as auth.Authorization
  } catch (error) {
    // A number that no server has any more, or never had to us: the one at hand knows where the account lives.
    if (!isUsageError(error) || error.code !== 'DC_UNKNOWN') throw error
    return (await call(here)) as auth.Authorization
  }
}

/** Calls that are refused in the same way: nothing was lost by trying them. */
const numberless: ReadonlySet<string> = new Set<NumberlessCommand['_']>([
  'finishPasskeyLogin',
  'importWebTokenAuthorization',
])

/** Whether a call is that of one of these ways in. */
export function isNumberless(name: string): name is NumberlessCommand['_'] {
  return numberless.has(name)
}
