import { randomBytes } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IntegrityVerifier } from '../domain/integrity.ts'
import { OptionsError } from '../options-error.ts'
import { createIntegritySigner, type IntegritySigner } from '../testing/integrity-signer.ts'
import { createJwsIntegrity } from './jws-integrity.ts'

const nonce = randomBytes(32)
const nowMs = 1_700_000_000_000

let signer: IntegritySigner
let verifier: IntegrityVerifier

beforeAll(async () => {
  signer = await createIntegritySigner([4])
  verifier = createJwsIntegrity(signer.options)
})

const byPlay = (token: string) => verifier.verify({ kind: 'playIntegrity', token }, nonce, nowMs)
const bySafetyNet = (token: string) => verifier.verify({ kind: 'safetyNet', token }, nonce, nowMs)

describe('a proof of integrity', () => {
  it('is asked of known programs alone, by the better way first', () => {
    expect(verifier.kindsFor(4)).toEqual(['playIntegrity', 'safetyNet'])
    expect(verifier.kindsFor(5)).toEqual([])
    expect(verifier.playIntegrityProjectId).toBe(1_234_567_890n)
  })

  it('is good when everything in it is', async () => {
    expect(await byPlay(await signer.playIntegrityToken(nonce, nowMs))).toBe(true)
    expect(await bySafetyNet(await signer.safetyNetToken(nonce, nowMs))).toBe(true)
  })

  it('is for one nonce', async () => {
    expect(await byPlay(await signer.playIntegrityToken(randomBytes(32), nowMs))).toBe(false)
    expect(await bySafetyNet(await signer.safetyNetToken(randomBytes(32), nowMs))).toBe(false)
  })

  it('is fresh for five minutes, and not from the future', async () => {
    const outcomes = [-300_000, -300_001, 60_000, 60_001].map(async shift => [
      await byPlay(await signer.playIntegrityToken(nonce, nowMs + shift)),
      await bySafetyNet(await signer.safetyNetToken(nonce, nowMs + shift)),
    ])
    expect(await Promise.all(outcomes)).toEqual([
      [true, true],
      [false, false],
      [true, true],
      [false, false],
    ])
  })

  it.each([{ isGenuine: false }, { packageName: 'org.example.other' }, { certificate: randomBytes(32) }])(
    'is about a program and a device as they should be: %j',
    async changes => {
      expect(await byPlay(await signer.playIntegrityToken(nonce, nowMs, changes))).toBe(false)
      expect(await bySafetyNet(await signer.safetyNetToken(nonce, nowMs, changes))).toBe(false)
    },
  )

  it('does not stand in for one of the other kind', async () => {
    expect(await byPlay(await signer.safetyNetToken(nonce, nowMs))).toBe(false)
    expect(await bySafetyNet(await signer.playIntegrityToken(nonce, nowMs))).toBe(false)
  })

  it('is signed by a trusted key, encrypted to ours, and untouched', async () => {
    const stranger = await createIntegritySigner([4])
    expect(await byPlay(await stranger.playIntegrityToken(nonce, nowMs))).toBe(false)
    expect(await bySafetyNet(await stranger.safetyNetToken(nonce, nowMs))).toBe(false)
    const [header, payload, signature] = (await signer.safetyNetToken(nonce, nowMs)).split('.')
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object
    const forged = Buffer.from(JSON.stringify({ ...claims, apkPackageName: 'x' })).toString('base64url')
    expect(await bySafetyNet(`${header}.${forged}.${signature}`)).toBe(false)
  })

  it('does not choose how it is checked', async () => {
    const [, payload] = (await signer.safetyNetToken(nonce, nowMs)).split('.')
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>
    expect(await bySafetyNet(new UnsecuredJWT(claims).encode())).toBe(false)
    const publicKey = JSON.stringify(signer.options.safetyNet?.verificationKeys[0])
    const byHmac = await new CompactSign(Buffer.from(payload ?? '', 'base64url'))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(publicKey))
    expect(await bySafetyNet(byHmac)).toBe(false)
  })

  it.each(['', 'a', 'a.b.c', 'a.b.c.d.e', `${'a'.repeat(70_000)}.b.c`])('is not garbage: %#', async token => {
    expect(await byPlay(token)).toBe(false)
    expect(await bySafetyNet(token)).toBe(false)
  })

  it('may be signed by any of several keys, of either kind', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const rsa = await exportJWK(publicKey)
    const { safetyNet, playIntegrity: _, ...options } = signer.options
    const keys = [...(safetyNet?.verificationKeys ?? []), rsa]
    const several = createJwsIntegrity({ ...options, safetyNet: { verificationKeys: keys } })
    const [, payload] = (await signer.safetyNetToken(nonce, nowMs)).split('.')
    const token = await new CompactSign(Buffer.from(payload ?? '', 'base64url'))
      .setProtectedHeader({ alg: 'RS256' })
      .sign(privateKey)
    expect(await several.verify({ kind: 'safetyNet', token }, nonce, nowMs)).toBe(true)
    const other = await signer.safetyNetToken(nonce, nowMs)
    expect(await several.verify({ kind: 'safetyNet', token: other }, nonce, nowMs)).toBe(true)
    expect(several.kindsFor(4)).toEqual(['safetyNet'])
  })

  it('may be signed only, where no key for decryption is set', async () => {
    const { playIntegrity, ...options } = signer.options
    const { projectId = 0n, verificationKeys = [] } = playIntegrity ?? {}
    const signedOnly = createJwsIntegrity({ ...options, playIntegrity: { projectId, verificationKeys } })
    const token = await signer.playIntegrityToken(nonce, nowMs)
    expect(await signedOnly.verify({ kind: 'playIntegrity', token }, nonce, nowMs)).toBe(false)
  })
})

describe('options of integrity', () => {
  it('are refused when they would prove nothing', () => {
    const { playIntegrity, safetyNet, ...rest } = signer.options
    const wrong = [
      { ...rest },
      { ...signer.options, packages: [] },
      { ...signer.options, certificates: ['abc'] },
      { ...rest, safetyNet: { verificationKeys: [] } },
      { ...rest, playIntegrity: { projectId: 1n, verificationKeys: [{}], decryptionKey: 'short' } },
    ]
    for (const options of wrong) expect(() => createJwsIntegrity(options)).toThrow(OptionsError)
  })
})
