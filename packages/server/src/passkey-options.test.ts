import { describe, expect, it } from 'vitest'
import { type PasskeyOptions, resolvePasskeys } from './passkey-options.ts'

describe('the options of passkeys', () => {
  it('are those of localhost where only this machine connects', () => {
    expect(resolvePasskeys(undefined, ['127.0.0.1'])).toEqual({
      rpId: 'localhost',
      rpName: 'Chappe',
      origins: ['http://localhost:*', 'https://localhost:*'],
      userVerification: 'required',
      sessionAgeMsMin: 86_400_000,
    })
  })

  it('have to be said where others connect', () => {
    expect(resolvePasskeys(undefined, ['127.0.0.1', '0.0.0.0'])).toBeUndefined()
    expect(resolvePasskeys({ rpId: 'chat.example' }, ['127.0.0.1', '0.0.0.0'])).toMatchObject({
      rpId: 'chat.example',
      origins: ['https://chat.example'],
    })
  })

  it('can be turned off', () => {
    expect(resolvePasskeys(false, ['127.0.0.1'])).toBeUndefined()
  })

  it('take every kind of origin that a browser or a system writes', () => {
    const origins = [
      'https://chat.example',
      'https://web.chat.example:8443',
      `android:apk-key-hash:${'A'.repeat(43)}`,
    ] as const
    expect(resolvePasskeys({ rpId: 'chat.example', origins }, ['::'])?.origins).toEqual(origins)
  })

  it.each<[string, PasskeyOptions]>([
    ['a scheme in the domain', { rpId: 'https://chat.example' }],
    ['a port in the domain', { rpId: 'chat.example:443' }],
    ['an address for a domain', { rpId: '192.0.2.1' }],
    ['capitals in the domain', { rpId: 'Chat.example' }],
    ['a single word that is not localhost', { rpId: 'chat' }],
    ['an origin of another domain', { rpId: 'chat.example', origins: ['https://evil.example'] }],
    ['an origin that only ends alike', { rpId: 'chat.example', origins: ['https://notchat.example'] }],
    ['a path in the origin', { rpId: 'chat.example', origins: ['https://chat.example/login'] }],
    ['a page without HTTPS', { rpId: 'chat.example', origins: ['http://chat.example'] }],
    ['any port of a public domain', { rpId: 'chat.example', origins: ['https://chat.example:*'] }],
    ['an Android hash that is none', { rpId: 'chat.example', origins: ['android:apk-key-hash:x'] }],
    ['no origin', { origins: [] }],
    ['a nameless service', { rpName: '' }],
    ['a negative age', { sessionAgeSecondsMin: -1 }],
  ])('refuse %s', (_what, options) => {
    expect(() => resolvePasskeys(options, ['127.0.0.1'])).toThrow(expect.objectContaining({ code: 'PASSKEYS_INVALID' }))
  })
})
