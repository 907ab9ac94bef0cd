import { describe, expect, it } from 'vitest'
import { createCodeSecrets } from './code-secrets.ts'

const secrets = createCodeSecrets(new Uint8Array(32).fill(7))
const others = createCodeSecrets(new Uint8Array(32).fill(8))

describe('code secrets', () => {
  it('give the same code for the same hash, and unrelated ones for anything else', () => {
    const code = secrets.code('hash', '999', 0, 7)
    expect(secrets.code('hash', '999', 0, 7)).toBe(code)
    const different = [
      secrets.code('hash', '999', 1, 7),
      secrets.code('hasi', '999', 0, 7),
      secrets.code('hash', '998', 0, 7),
      secrets.code('has', 'h999', 0, 7),
      others.code('hash', '999', 0, 7),
    ]
    expect(new Set([code, ...different]).size).toBe(6)
  })

  it('spread codes evenly, leading zeros included', () => {
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 5000; index++) {
      const code = secrets.code(`hash ${index}`, '999', 0, 5)
      expect(code).toMatch(/^\d{5}$/)
      counts[Number(code[0])] = (counts[Number(code[0])] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(120)
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
