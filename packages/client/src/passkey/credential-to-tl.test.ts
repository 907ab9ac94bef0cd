import { describe, expect, it } from 'vitest'
import { assertionToTl, optionsOf, registrationToTl } from './credential-to-tl.ts'
import { parseUserHandle } from './user-handle.ts'

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const clientDataJSON = base64url('{"type":"webauthn.get","origin":"https://ø.example"}')
const registration = {
  id: 'q-_x',
  rawId: 'q-_x',
  type: 'public-key',
  response: { clientDataJSON, attestationObject: 'o2NmbXQ', transports: ['internal'] },
}
const assertion = {
  id: 'q-_x',
  rawId: 'q-_x',
  type: 'public-key',
  response: { clientDataJSON, authenticatorData: '-_-_', signature: 'AAEC', userHandle: base64url('2:1000000001') },
}

describe('a passkey on its way to the API', () => {
  it('keeps its ids as they are, and has the rest decoded', () => {
    expect(registrationToTl(registration)).toEqual({
      _: 'inputPasskeyCredentialPublicKey',
      id: 'q-_x',
      raw_id: 'q-_x',
      response: {
        _: 'inputPasskeyResponseRegister',
        client_data: { _: 'dataJSON', data: '{"type":"webauthn.get","origin":"https://ø.example"}' },
        attestation_data: Uint8Array.of(0xa3, 0x63, 0x66, 0x6d, 0x74),
      },
    })
    expect(assertionToTl(assertion)).toEqual({
      credential: {
        _: 'inputPasskeyCredentialPublicKey',
        id: 'q-_x',
        raw_id: 'q-_x',
        response: {
          _: 'inputPasskeyResponseLogin',
          client_data: { _: 'dataJSON', data: '{"type":"webauthn.get","origin":"https://ø.example"}' },
          authenticator_data: Uint8Array.of(0xfb, 0xff, 0xbf),
          signature: Uint8Array.of(0, 1, 2),
          user_handle: '2:1000000001',
        },
      },
      user_handle: '2:1000000001',
    })
  })

  it('keeps every byte of what was hashed, a byte order mark too', () => {
    const response = { ...registration.response, clientDataJSON: base64url('\uFEFF{}') }
    const credential = registrationToTl({ ...registration, response })
    expect(credential.response).toMatchObject({ client_data: { data: '\uFEFF{}' } })
  })

  it('may be the object of a browser, which is read by its toJSON', () => {
    const credential = { id: 'a getter', response: { clientDataJSON: new ArrayBuffer(3) }, toJSON: () => assertion }
    expect(assertionToTl(credential)).toEqual(assertionToTl(assertion))
  })

  it('may have padding, as some libraries write it', () => {
    const response = { ...assertion.response, signature: 'AAEC/w=='.replace('/', '_') }
    expect(assertionToTl({ ...assertion, response }).credential.response).toMatchObject({
      signature: Uint8Array.of(0, 1, 2, 0xff),
    })
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['undefined', undefined],
    ['a text', 'passkey'],
    ['a list', [assertion]],
    ['an object without a response', { ...assertion, response: undefined }],
    ['no id', { ...assertion, id: 1 }],
    ['a signature that is no base64url', { ...assertion, response: { ...assertion.response, signature: 'A+/=' } }],
    ['a signature of five digits', { ...assertion, response: { ...assertion.response, signature: 'AAAAA' } }],
    ['client data that are no text', { ...assertion, response: { ...assertion.response, clientDataJSON: '_w' } }],
    ['no user handle', { ...assertion, response: { ...assertion.response, userHandle: null } }],
    ['a registration for a signature', registration],
  ])('cannot be %s', (_what, outcome) => {
    expect(() => assertionToTl(outcome)).toThrow(expect.objectContaining({ code: 'PASSKEY_INVALID' }))
  })
})

describe('the options of a server', () => {
  it('are taken as they are', () => {
    const data = '{"publicKey":{"challenge":"abc","rpId":"localhost"}}'
    expect(optionsOf({ _: 'dataJSON', data })).toEqual({ publicKey: { challenge: 'abc', rpId: 'localhost' } })
  })

  it.each(['', 'null', '[]', '{}', '{"publicKey":null}', '{"publicKey":{"challenge":1}}'])('cannot be %s', data => {
    expect(() => optionsOf({ _: 'dataJSON', data })).toThrow(expect.objectContaining({ code: 'MESSAGE_MALFORMED' }))
  })
})

describe('a user handle', () => {
  it('names a data center and a user', () => {
    expect(parseUserHandle('2:1000000001')).toEqual({ dc: 2, user_id: 1_000_000_001n })
  })

  it.each(['', '2', '2:', ':1', '2:x', '2:1 ', '-2:1', '1234:1', `2:${'1'.repeat(20)}`])('is not %s', text => {
    expect(parseUserHandle(text)).toBeUndefined()
  })
})
