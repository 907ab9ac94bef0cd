import { deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { sessionEnv } from '../../test/support/session-env.ts'
import { containerLength, writeContainer } from './container.ts'
import { packGzip, unpackGzip } from './gzip.ts'
import { tlBytesLength, writeTlBytes } from './tl-bytes.ts'

const env = sessionEnv(1)
const dull = new Uint8Array(5000).fill(3)

function packedOf(stream: Uint8Array): Uint8Array {
  const body = new Uint8Array(4 + tlBytesLength(stream.length))
  new DataView(body.buffer).setUint32(0, 0x3072cfa1, true)
  writeTlBytes(body, 4, stream)
  return body
}

test('what shrinks is packed, and comes out again', () => {
  const packed = packGzip(env, dull)
  expect(packed.length).toBeLessThan(100)
  expect(packed.length % 4).toBe(0)
  expect(unpackGzip(env, packed)).toEqual(dull)
})

test('a packed form longer than 253 bytes has the long prefix', () => {
  const lively = Uint8Array.from({ length: 4000 }, (_, index) => (index * index) % 251)
  const body = new Uint8Array(8000)
  body.set(lively)
  const packed = packGzip(env, body)
  expect(packed[4]).toBe(254)
  expect(unpackGzip(env, packed)).toEqual(body)
})

test('what does not shrink stays as it is', () => {
  const random = env.crypto.random(2000)
  expect(packGzip(env, random)).toBe(random)
})

test('a zlib stream is accepted like a gzip stream', () => {
  expect(unpackGzip(env, packedOf(deflateSync(dull)))).toEqual(dull)
})

test('a body that is not packed is returned untouched', () => {
  expect(unpackGzip(env, dull)).toBe(dull)
})

const container = new Uint8Array(containerLength([]))
writeContainer(container, 0, [])

test.each([
  ['a stream that unpacks beyond the bound', packedOf(gzipSync(new Uint8Array(2 * 1024 * 1024))), 1024 * 1024],
  ['a broken stream', packedOf(new Uint8Array(40).fill(9)), 1000],
  ['a cut stream', packedOf(gzipSync(dull).subarray(0, 20)), 10_000],
  ['another packed object inside', packedOf(gzipSync(packedOf(gzipSync(dull)))), 10_000],
  ['a container inside', packedOf(gzipSync(container)), 10_000],
  ['bytes behind the stream field', new Uint8Array([...packedOf(gzipSync(dull)), 0, 0, 0, 0]), 10_000],
])('%s is refused', (_, body, bytesMax) => {
  expect(() => unpackGzip(env, body, bytesMax)).toThrow(expect.objectContaining({ code: 'GZIP_MALFORMED' }))
})
