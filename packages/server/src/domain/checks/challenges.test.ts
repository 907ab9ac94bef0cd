import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/fake-clock.ts'
import { seededRandom } from '../../testing/seeded-random.ts'
import { type ChallengeSubject, Challenges } from './challenges.ts'

const subject = (key_id: bigint, changes: Partial<ChallengeSubject> = {}): ChallengeSubject => ({
  key_id,
  method: 'auth.sendCode',
  kind: 'apns',
  ...changes,
})

describe('challenges', () => {
  it('are one per key, method and kind, and good once', () => {
    const challenges = new Challenges(new FakeClock(), seededRandom('challenges'))
    const first = challenges.open(subject(1n))
    expect(first).toMatchObject({ isKnown: false })
    expect(challenges.open(subject(1n))).toEqual({ ...first, isKnown: true })
    for (const other of [subject(2n), subject(1n, { method: 'auth.signUp' }), subject(1n, { kind: 'playIntegrity' })]) {
      expect(challenges.open(other).nonce).not.toBe(first.nonce)
      expect(challenges.take(other, first.nonce)).toBeUndefined()
    }
    expect(challenges.take(subject(1n), first.nonce)?.secret).toBe(first.secret)
    expect(challenges.take(subject(1n), first.nonce)).toBeUndefined()
  })

  it('end after five minutes', () => {
    const clock = new FakeClock()
    const challenges = new Challenges(clock, seededRandom('challenges'))
    const { nonce } = challenges.open(subject(1n))
    clock.advance(299_999)
    expect(challenges.open(subject(1n)).nonce).toBe(nonce)
    clock.advance(1)
    expect(challenges.take(subject(1n), nonce)).toBeUndefined()
  })

  it('are ten thousand at most: the oldest makes room', () => {
    const challenges = new Challenges(new FakeClock(), seededRandom('challenges'))
    const nonces = Array.from({ length: 10_001 }, (_, index) => challenges.open(subject(BigInt(index))).nonce)
    expect(challenges.take(subject(0n), nonces[0] ?? '')).toBeUndefined()
    expect(challenges.take(subject(1n), nonces[1] ?? '')).toBeDefined()
    expect(challenges.take(subject(10_000n), nonces[10_000] ?? '')).toBeDefined()
  })
})
