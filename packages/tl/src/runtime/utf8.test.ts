import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as native from './utf8.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('UTF-8 without Buffer', () => {
  test('reads, writes and counts like Buffer does', async () => {
    vi.stubGlobal('Buffer', undefined)
    vi.resetModules()
    const plain = await import('./utf8.ts')
    vi.unstubAllGlobals()
    expect(plain.utf8Read).not.toBe(native.utf8Read)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), fc.uint8Array({ maxLength: 50 }), (text, bytes) => {
        const ours = new Uint8Array(160)
        const theirs = new Uint8Array(160)
        expect(plain.utf8Write(ours, text, 3)).toBe(native.utf8Write(theirs, text, 3))
        expect(ours).toEqual(theirs)
        expect(plain.utf8Length(text)).toBe(native.utf8Length(text))
        expect(plain.utf8Read(bytes, 0, bytes.length)).toBe(native.utf8Read(bytes, 0, bytes.length))
      }),
    )
    expect(plain.utf8Length('\ud800')).toBe(3)
    expect(plain.utf8Read(Uint8Array.of(0xef, 0xbb, 0xbf), 0, 3)).toBe('\ufeff')
  })
})
