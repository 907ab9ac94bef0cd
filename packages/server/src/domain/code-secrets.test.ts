import { describe, expect, it } from 'vitest'
import { createCodeSecrets } from './code-secrets.ts'

const secrets = createCodeSecrets(new Uint8Array(32).fill(7))
const others = createCodeSecrets(new Uint8Array(32).fill(8))

describe('code secrets', () => {
  it('give the same bytes for the same hash, and unrelated ones for anything else', () => {
    const hex = (from: typeof secrets, hash: string, number: string, generation: number) =>
      Buffer.from(from.codeBytes(hash, number, generation)).toString('hex')
    const bytes = hex(secrets, 'hash', '999', 0)
    expect(bytes).toHaveLength(64)
    expect(hex(secrets, 'hash', '999', 0)).toBe(bytes)
    const different = [
      hex(secrets, 'hash', '999', 1),
      hex(secrets, 'hasi', '999', 0),
      hex(secrets, 'hash', '998', 0),
      hex(secrets, 'has', 'h999', 0),
      hex(others, 'hash', '999', 0),
      Buffer.from(secrets.nonce('hash', '999')).toString('hex'),
    ]
    expect(new Set([bytes, ...different]).size).toBe(7)
  })

  it('recognise a code by its digest, under the same secret only', () => {
    const digest = secrets.codeDigest('hash', '999', '12345')
    expect(digest).toHaveLength(32)
    expect(secrets.codeMatches(digest, 'hash', '999', '12345')).toBe(true)
    expect(secrets.codeMatches(digest, 'hash', '999', '12346')).toBe(false)
    expect(secrets.codeMatches(digest, 'hash', '999', '1234')).toBe(false)
    expect(others.codeMatches(digest, 'hash', '999', '12345')).toBe(false)
  })

  it('give hashes a digest that differs under another secret', () => {
    expect(secrets.hashDigest('hash')).toEqual(secrets.hashDigest('hash'))
    expect(secrets.hashDigest('hash')).not.toEqual(others.hashDigest('hash'))
  })
})
