import { describe, expect, it } from 'vitest'
import { FutureTokens, futureTokensMax } from './future-tokens.ts'

const token = (number: number): Uint8Array => Uint8Array.of(number)
const numbers = (tokens: FutureTokens): number[] => tokens.expose().map(([number]) => number ?? -1)

/** Tokens 0, 1, …, in the order in which they came. */
function tokensUpTo(count: number): FutureTokens {
  return Array.from({ length: count }, (_, number) => token(number)).reduce(
    (tokens, one) => tokens.with(one),
    FutureTokens.none,
  )
}

describe('future auth tokens', () => {
  it('are in the order in which they came, the newest last', () => {
    expect(numbers(tokensUpTo(3))).toEqual([0, 1, 2])
  })

  it('make room for a new one by the oldest', () => {
    const kept = numbers(tokensUpTo(futureTokensMax + 1))
    expect(kept).toEqual(Array.from({ length: futureTokensMax }, (_, index) => index + 1))
    expect(kept.at(-1)).toBe(futureTokensMax)
  })

  it('come back from a store as they were', () => {
    const back = FutureTokens.fromBytes(tokensUpTo(futureTokensMax).toBytes())
    expect(back && numbers(back)).toEqual(numbers(tokensUpTo(futureTokensMax)))
  })

  it('leave out what no server gives, and print as a number', () => {
    expect(tokensUpTo(1).with(new Uint8Array(0)).with(new Uint8Array(2000)).size).toBe(1)
    expect(JSON.stringify(tokensUpTo(2))).toBe('"FutureTokens(2, redacted)"')
    expect(FutureTokens.fromBytes(Uint8Array.of(1, 2))).toBeUndefined()
  })
})
