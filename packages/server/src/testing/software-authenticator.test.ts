import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { coseAlgorithms } from './cose-key.ts'
import { type CreationRequest, createSoftwareAuthenticator } from './software-authenticator.ts'

const origin = 'https://web.chat.example'
const challenge = Buffer.alloc(32, 7).toString('base64url')
const creation = (alg = -7, excluded: readonly string[] = []): CreationRequest => ({
  publicKey: {
    challenge,
    rp: { id: 'chat.example' },
    user: { id: Buffer.from('2:1').toString('base64url') },
    pubKeyCredParams: [{ alg }],
    excludeCredentials: excluded.map(id => ({ id })),
  },
})
const request = { publicKey: { challenge, rpId: 'chat.example' } }

describe('a software authenticator', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'makes passkeys of the kind %s that verify, and signs by them',
    async algorithm => {
      const device = createSoftwareAuthenticator({ algorithm, aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4' })
      const created = device.create(creation(coseAlgorithms[algorithm]), { origin })
      const asked = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: 'chat.example' }
      const { registrationInfo } = await verifyRegistrationResponse({
        ...asked,
        supportedAlgorithmIDs: [coseAlgorithms[algorithm]],
        response: { ...created, response: { ...created.response } },
      })
      expect(registrationInfo).toMatchObject({
        fmt: 'none',
        aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
        userVerified: true,
        credential: { id: created.id, counter: 0 },
      })
      if (registrationInfo === undefined) throw new TypeError('it was verified')
      const { credential } = registrationInfo
      for (const counter of [1, 2]) {
        const asserted = device.get(request, { origin })
        expect(asserted).toMatchObject({ id: created.id, response: { userHandle: creation().publicKey.user.id } })
        expect(await verifyAuthenticationResponse({ ...asked, response: asserted, credential })).toMatchObject({
          verified: true,
          authenticationInfo: { newCounter: counter },
        })
      }
    },
  )

  it('refuses what a browser refuses', () => {
    const device = createSoftwareAuthenticator()
    const named = (name: string) => expect.objectContaining({ name })
    expect(() => device.get(request, { origin })).toThrow(named('NotAllowedError'))
    const { id } = device.create(creation(), { origin })
    expect(() => device.create(creation(-7, [id]), { origin })).toThrow(named('InvalidStateError'))
    expect(() => device.create(creation(-257), { origin })).toThrow(named('NotSupportedError'))
    expect(() => device.get(request, { origin: 'https://evil.example' })).toThrow(named('SecurityError'))
    expect(() => device.get(request, { origin: 'https://notchat.example' })).toThrow(named('SecurityError'))
    const allowed = { publicKey: { ...request.publicKey, allowCredentials: [{ id: 'AAAA' }] } }
    expect(() => device.get(allowed, { origin })).toThrow(named('NotAllowedError'))
  })

  it('signs by the newest passkey, or by the one that is asked for', () => {
    const device = createSoftwareAuthenticator()
    const first = device.create(creation(), { origin })
    const second = device.create(creation(), { origin })
    expect(device.get(request, { origin }).id).toBe(second.id)
    const allowed = { publicKey: { ...request.publicKey, allowCredentials: [{ id: first.id }] } }
    expect(device.get(allowed, { origin }).id).toBe(first.id)
  })
})
