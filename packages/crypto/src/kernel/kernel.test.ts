import { describe, expect, it } from 'vitest'
import { plainKernel, relaxedKernel } from '../../gen/kernel.js'
import { AuthKey } from '../auth-key.ts'
import { toHex } from '../bytes.ts'
import { nodeCrypto } from '../node/index.ts'
import { decodeBase64 } from '../pem.ts'
import { createKernel, type KernelExports } from './kernel.ts'
import { loadKernel, loadKernelNow } from './load-kernel.ts'
import { SHORT_BODY_BYTES_MAX } from './short-envelope.ts'
import { instantiateNow } from './web-assembly.ts'

const builds = [
  ['plain', plainKernel],
  ['relaxed', relaxedKernel],
] as const

describe.each(builds)('the kernel, %s build', (build, base64) => {
  const exports = instantiateNow(decodeBase64(base64)) as KernelExports
  const kernel = createKernel(exports)
  const memory = Buffer.from(exports.memory.buffer)
  const untouched = Buffer.from(memory)

  it('leaves nothing of keys and data in its memory', () => {
    const random = (length: number): Uint8Array => nodeCrypto.random(length)
    const authKey = AuthKey.from(random(256), nodeCrypto)
    const runs: (() => unknown)[] = [
      () => kernel.igeEncrypt(random(160), random(32), random(32)),
      () => kernel.igeDecrypt(random(160), random(32), random(32)),
      () => kernel.igeEncrypt(random(70_000 - (70_000 % 16)), random(32), random(32)),
      () => kernel.createCtr(random(32), random(16)).update(random(77)),
      () => kernel.createCtr(random(32), random(16)).update(random(70_001)),
      ...[0, 1, 55, 64, 119, 65_530, 65_536, 65_600, 131_072].flatMap(length => [
        () => kernel.sha1(random(length)),
        () => kernel.sha256(random(length)),
        () => kernel.sha512(random(length)),
      ]),
      ...[16, 64, 208, SHORT_BODY_BYTES_MAX].flatMap(length => [
        () => kernel.shortEnvelope.seal(authKey, 'client', random(length)),
        () =>
          kernel.shortEnvelope.open(
            authKey,
            'server',
            kernel.shortEnvelope.seal(authKey, 'server', random(length)).packet,
          ),
        () =>
          kernel.shortEnvelope.open(
            authKey,
            'client',
            kernel.shortEnvelope.seal(authKey, 'server', random(length)).packet,
          ),
      ]),
    ]
    for (const run of runs) {
      run()
      expect(memory.equals(untouched)).toBe(true)
    }
  })

  it('seals and opens as the composed version does, up to its longest body', () => {
    const authKey = AuthKey.from(nodeCrypto.random(256), nodeCrypto)
    for (const length of [16, 32, 48, 496, 512, 528, 1024, SHORT_BODY_BYTES_MAX]) {
      const body = nodeCrypto.random(length)
      for (const sender of ['client', 'server'] as const) {
        const sealed = kernel.shortEnvelope.seal(authKey, sender, body)
        expect(nodeCrypto.open(authKey, sender, sealed.packet)?.body).toEqual(body)
        const other = nodeCrypto.seal(authKey, sender, body)
        expect(toHex(sealed.packet)).toBe(toHex(other.packet))
        expect(sealed.msg_key).toEqual(other.msg_key)
        expect(sealed.quickAckToken).toBe(other.quickAckToken)
        expect(kernel.shortEnvelope.open(authKey, sender, sealed.packet)).toEqual({
          body,
          quickAckToken: sealed.quickAckToken,
        })
      }
    }
  })

  it('can be asked for by name', async () => {
    const key = new Uint8Array(32)
    const expected = kernel.igeEncrypt(key, key, key)
    expect(loadKernelNow(build).igeEncrypt(key, key, key)).toEqual(expected)
    expect((await loadKernel(build)).igeEncrypt(key, key, key)).toEqual(expected)
  })
})
