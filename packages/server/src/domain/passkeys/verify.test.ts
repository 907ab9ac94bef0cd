import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuthenticatorAlgorithm, createSoftwareAuthenticator } from '../../testing/index.ts'
import { isDomainError } from '../domain-error.ts'
import { algorithms } from './credential-options.ts'
import type { Passkey, PasskeySettings } from './passkey.ts'
import { type AssertionResponse, readAssertion, verifyAssertion } from './verify-assertion.ts'
import {
  type NewPasskey,
  type RegistrationResponse,
  readRegistration,
  verifyRegistration,
} from './verify-registration.ts'

// What a stranger can send instead of a passkey: https://www.w3.org/TR/webauthn-3/#sctn-rp-operations

const settings: PasskeySettings = {
  rpId: 'localhost',
  rpName: 'Chappe',
  origins: ['http://localhost:*'],
  userVerification: 'required',
  sessionAgeMsMin: 0,
}
const challenge = Buffer.alloc(32, 7).toString('base64url')
const decoded = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'))
const textOf = (text: string): string => Buffer.from(text, 'base64url').toString()

async function madeBy(algorithm: AuthenticatorAlgorithm) {
  const device = createSoftwareAuthenticator({ algorithm })
  const created = device.create({
    publicKey: {
      challenge,
      rp: { id: 'localhost' },
      user: { id: Buffer.from('2:1').toString('base64url') },
      pubKeyCredParams: algorithms.map(alg => ({ alg })),
    },
  })
  const registration: RegistrationResponse = {
    clientDataJson: textOf(created.response.clientDataJSON),
    attestationObject: decoded(created.response.attestationObject),
  }
  const { id, response } = device.get({ publicKey: { challenge, rpId: 'localhost' } })
  const assertion: AssertionResponse = {
    id,
    clientDataJson: textOf(response.clientDataJSON),
    authenticatorData: decoded(response.authenticatorData),
    signature: decoded(response.signature),
    userHandle: textOf(response.userHandle),
  }
  return { registration, assertion }
}

const registered = (response: RegistrationResponse): Promise<NewPasskey> =>
  verifyRegistration(settings, response, readRegistration(settings, response))
const asserted = (response: AssertionResponse, passkey: Passkey): Promise<number> =>
  verifyAssertion(settings, response, readAssertion(settings, response), passkey)

/** What a promise came to: its value, or the code of its refusal. Anything else that is thrown fails the test. */
async function outcome<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work()
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.code
  }
}

/** Bytes that differ from the given ones by a bit behind `from`. */
function flipped(bytes: Uint8Array, from = 0): fc.Arbitrary<Uint8Array> {
  return fc.integer({ min: 8 * from, max: 8 * bytes.length - 1 }).map(bit => {
    const copy = Uint8Array.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy
  })
}

/** Bytes that differ from the given ones by a bit, by what was cut off, or by what was added. */
function spoiled(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc.oneof(
    flipped(bytes),
    fc.integer({ min: 0, max: bytes.length - 1 }).map(length => bytes.slice(0, length)),
    fc.uint8Array({ minLength: 1, maxLength: 40 }).map(tail => Uint8Array.from([...bytes, ...tail])),
  )
}

describe.each(['ES256', 'EdDSA', 'RS256'] as const)('a passkey of the kind %s', algorithm => {
  it('never logs in by anything but what its device signed', async () => {
    const { registration, assertion } = await madeBy(algorithm)
    const passkey = { ...(await registered(registration)), user_id: 1n, createdAtMs: 0, usedAtMs: undefined }
    expect(await asserted(assertion, passkey)).toBe(1)
    const parts = ['authenticatorData', 'signature', 'clientDataJson'] as const
    const changed = fc.constantFrom(...parts).chain((part): fc.Arbitrary<AssertionResponse> => {
      const bytes = part === 'clientDataJson' ? Uint8Array.from(Buffer.from(assertion[part])) : assertion[part]
      // The DER around a signature is read with patience; the number in it is what counts.
      const change = part === 'signature' ? flipped(bytes, bytes.length - 20) : spoiled(bytes)
      return change.map(other => ({
        ...assertion,
        [part]: part === 'clientDataJson' ? Buffer.from(other).toString() : other,
      }))
    })
    await fc.assert(
      fc.asyncProperty(changed, async response => {
        expect(await outcome(() => asserted(response, passkey))).toMatch(
          /^(CREDENTIAL_INVALID|PASSKEY_ORIGIN_MISMATCH)$/,
        )
      }),
      { numRuns: 200 },
    )
  })

  it('is registered whole or refused', async () => {
    const { registration } = await madeBy(algorithm)
    const whole = await registered(registration)
    await fc.assert(
      fc.asyncProperty(spoiled(registration.attestationObject), async attestationObject => {
        const made = await outcome(() => registered({ ...registration, attestationObject }))
        // What is left may be another passkey, since nothing is signed here; it is never half of one.
        if (typeof made === 'string') expect(made).toMatch(/^(CREDENTIAL_INVALID|PASSKEY_ALGORITM_UNSUPPORTED)$/)
        else expect(Object.keys(made)).toEqual(Object.keys(whole))
      }),
      { numRuns: 200 },
    )
  })
})

describe('bytes of a stranger', () => {
  it('are refused, and nothing else happens', async () => {
    const clientDataJson = JSON.stringify({ type: 'webauthn.create', challenge, origin: 'http://localhost' })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async attestationObject => {
        expect(await outcome(() => registered({ clientDataJson, attestationObject }))).toBe('CREDENTIAL_INVALID')
      }),
      { numRuns: 300 },
    )
    // Deep nesting, and a length beyond the end.
    for (const attestationObject of [new Uint8Array(16_384).fill(0x81), Uint8Array.of(0xbb, ...Array(8).fill(0xff))]) {
      expect(await outcome(() => registered({ clientDataJson, attestationObject }))).toBe('CREDENTIAL_INVALID')
    }
  })
})
