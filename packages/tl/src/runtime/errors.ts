/** Why a value could not be encoded. */
export type TlEncodeErrorCode =
  | 'WRONG_TYPE'
  | 'OUT_OF_RANGE'
  | 'UNKNOWN_CONSTRUCTOR'
  | 'UNKNOWN_FUNCTION'
  | 'PARTIAL_FLAGS'
  | 'STRING_LENGTH'
  | 'TOTAL_SIZE'
  | 'DEPTH'

/** A value does not fit its TL type. */
export class TlEncodeError extends Error {
  override readonly name = 'TlEncodeError'
  readonly code: TlEncodeErrorCode
  /** From the outermost name to the field at fault: `auth.sendCode.settings.logout_tokens[2]`; empty when unknown. */
  readonly path: string

  constructor(code: TlEncodeErrorCode, what: string, path = '') {
    super(`[${code}] ${path === '' ? '' : `${path}: `}${what}`)
    this.code = code
    this.path = path
  }
}

/** Why bytes could not be decoded. */
export type TlDecodeErrorCode =
  | 'UNEXPECTED_END'
  | 'UNKNOWN_CONSTRUCTOR'
  | 'UNKNOWN_FUNCTION'
  | 'TRAILING_BYTES'
  | 'DEPTH'
  | 'COUNT'
  | 'STRING_LENGTH'
  | 'TOTAL_SIZE'
  | 'INFLATE'

/** Bytes are not the TL that was expected, or go over a limit of the reader. */
export class TlDecodeError extends Error {
  override readonly name = 'TlDecodeError'
  readonly code: TlDecodeErrorCode
  /** Bytes from the start of the reader to the word at fault. */
  readonly offset: number
  /** From the outermost name to the field at fault: `messages.dialogs.users[3].status`; empty when unknown. */
  readonly path: string
  /** The unknown constructor number, unsigned. */
  readonly id: number | undefined
  /** What was wrong, without code, path and offset. */
  readonly what: string

  constructor(code: TlDecodeErrorCode, what: string, offset: number, options: { path?: string; id?: number } = {}) {
    const { path = '', id } = options
    super(`[${code}] ${path === '' ? '' : `${path}: `}${what} (byte ${offset})`)
    this.code = code
    this.offset = offset
    this.path = path
    this.id = id
    this.what = what
  }
}

/** Tells a {@link TlEncodeError} apart, also one of another copy of this package. */
export function isTlEncodeError(error: unknown): error is TlEncodeError {
  return error instanceof Error && error.name === 'TlEncodeError'
}

/** Tells a {@link TlDecodeError} apart, also one of another copy of this package. */
export function isTlDecodeError(error: unknown): error is TlDecodeError {
  return error instanceof Error && error.name === 'TlDecodeError'
}
