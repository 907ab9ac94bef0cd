/**
 * What went wrong, as a closed set of codes.
 *
 * - `LENGTH_INVALID`: an input has the wrong number of bytes
 * - `NUMBER_TOO_LONG`, `NUMBER_INVALID`: a number is outside of its range
 * - `HEX_INVALID`, `PEM_INVALID`, `DER_INVALID`: a text or key file cannot be read
 * - `KEY_UNSUITABLE`: a key is well formed, but not one that MTProto can use
 * - `DH_PRIME_UNSAFE`, `DH_GENERATOR_INVALID`, `DH_VALUE_OUT_OF_RANGE`: the peer's Diffie–Hellman values are refused
 * - `SRP_VALUE_INVALID`: a value of the password check is refused
 * - `RANDOM_EXHAUSTED`: the random source gave no usable value in a bounded number of draws
 * - `KERNEL_UNAVAILABLE`: this engine cannot run the WebAssembly part
 */
export type CryptoErrorCode =
  | 'LENGTH_INVALID'
  | 'NUMBER_TOO_LONG'
  | 'NUMBER_INVALID'
  | 'HEX_INVALID'
  | 'PEM_INVALID'
  | 'DER_INVALID'
  | 'KEY_UNSUITABLE'
  | 'DH_PRIME_UNSAFE'
  | 'DH_GENERATOR_INVALID'
  | 'DH_VALUE_OUT_OF_RANGE'
  | 'SRP_VALUE_INVALID'
  | 'RANDOM_EXHAUSTED'
  | 'KERNEL_UNAVAILABLE'

/**
 * Tells that an input was refused. The message starts with the code in brackets and never holds key material.
 */
export class CryptoError extends Error {
  override readonly name: string = 'CryptoError'
  readonly code: CryptoErrorCode

  constructor(code: CryptoErrorCode, message: string, options?: ErrorOptions) {
    super(`[${code}] ${message}`, options)
    this.code = code
  }
}

/**
 * Tells whether a caught value is a {@link CryptoError}, also one from another copy of this package.
 */
export function isCryptoError(value: unknown): value is CryptoError {
  return value instanceof Error && value.name === 'CryptoError' && 'code' in value
}

/**
 * Checks the length of an input at the door.
 *
 * @throws {CryptoError} `LENGTH_INVALID`
 */
export function expectLength(what: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) {
    throw new CryptoError('LENGTH_INVALID', `${what} must have ${length} bytes, but has ${bytes.length}`)
  }
}
