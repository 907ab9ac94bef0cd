/**
 * What a server answers to a call it cannot fulfil: `rpc_error#2144ca19 error_code:int error_message:string = RpcError`.
 *
 * `FLOOD_WAIT_31` is taken apart: `errorName` is `FLOOD_WAIT`, `argument` is 31. What a check asks for, a nonce or a key, is
 * no part of `errorName` either: that of `RECAPTCHA_CHECK_signup__6LcExample` is `RECAPTCHA_CHECK`.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#rpc-error}
 * @see {@link https://core.telegram.org/api/errors}
 */
export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code = 'RPC_ERROR'
  /** The number of the kind of error, as received: 303, 400, 401, 403, 406, 420, 500, … */
  readonly error_code: number
  /** The text as received, for example `FLOOD_WAIT_31`. */
  readonly error_message: string
  /** The text without its argument, for example `FLOOD_WAIT`. */
  readonly errorName: string
  /** The number at the end of the text, for example 31; undefined when there is none. */
  readonly argument: number | undefined

  constructor(error_code: number, error_message: string, details: { readonly cause?: unknown } = {}) {
    super(`[${error_message}] the server refused the call with error ${error_code}`, details)
    this.error_code = error_code
    this.error_message = error_message
    const check = /^(APNS_VERIFY_CHECK|INTEGRITY_CHECK_CLASSIC|RECAPTCHA_CHECK)_/.exec(error_message)
    const match = check ?? /^(.+)_(\d{1,10})$/.exec(error_message)
    this.errorName = match?.[1] ?? error_message
    this.argument = match?.[2] === undefined ? undefined : Number(match[2])
  }
}

/** Tells whether a value is an {@link RpcError}, also one of another copy of this package. */
export function isRpcError(value: unknown): value is RpcError {
  return value instanceof RpcError || (value instanceof Error && value.name === 'RpcError' && 'error_code' in value)
}
