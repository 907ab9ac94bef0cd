import { TlReader, TlWriter } from '@chappe/tl/runtime'

/** Tokens that are kept, and sent, at once. */
export const futureTokensMax = 20

/** Longest token that is kept, in bytes; real ones have a few dozen. */
const tokenBytesMax = 1024

/**
 * Tokens from earlier logins, of whatever accounts, newest last: with one of them a login needs no code. They are
 * private to this object, which prints as redacted: whoever has one may log in, once.
 *
 * @see {@link https://core.telegram.org/api/auth#future-auth-tokens}
 */
export class FutureTokens {
  readonly #tokens: readonly Uint8Array[]

  private constructor(tokens: readonly Uint8Array[]) {
    this.#tokens = tokens
  }

  /** None. */
  static readonly none: FutureTokens = new FutureTokens([])

  /** Reads what {@link FutureTokens.toBytes} gave; undefined when it is damaged. */
  static fromBytes(bytes: Uint8Array): FutureTokens | undefined {
    try {
      const reader = new TlReader(bytes)
      const count = reader.int()
      if (count < 0 || count > futureTokensMax) return undefined
      const tokens = Array.from({ length: count }, () => reader.bytes())
      reader.expectEnd()
      return tokens.every(isUsable) ? new FutureTokens(tokens) : undefined
    } catch {
      return undefined
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#tokens.length
  }

  /** These and one more; the oldest goes when there are too many. */
  with(token: Uint8Array): FutureTokens {
    return isUsable(token) ? new FutureTokens([...this.#tokens, token].slice(-futureTokensMax)) : this
  }

  /** The tokens themselves, to be sent in `codeSettings.logout_tokens`. */
  expose(): readonly Uint8Array[] {
    return this.#tokens
  }

  /** The tokens for a store. */
  toBytes(): Uint8Array {
    const writer = new TlWriter()
    writer.int(this.#tokens.length)
    for (const token of this.#tokens) writer.bytes(token)
    return writer.finish().slice()
  }

  toJSON(): string {
    return `FutureTokens(${this.size}, redacted)`
  }
}

function isUsable(token: Uint8Array): boolean {
  return token.length > 0 && token.length <= tokenBytesMax
}

/** Longest form in a store. */
export const futureTokensBytesMax: number = 4 + futureTokensMax * (tokenBytesMax + 8)
