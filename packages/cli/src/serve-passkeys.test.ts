import { describe, expect, it } from 'vitest'
import { passkeysOf } from './serve-passkeys.ts'

describe('the options of serve about passkeys', () => {
  it('leave everything to the data center when nothing is said', () => {
    expect(passkeysOf({ passkeyOrigin: [] })).toEqual({})
  })

  it('become those of the data center', () => {
    const passkeyOrigin = ['https://web.chat.example']
    expect(passkeysOf({ passkeyDomain: 'chat.example', passkeyOrigin, passkeyAfter: 0 })).toEqual({
      passkeys: { rpId: 'chat.example', origins: passkeyOrigin, sessionAgeSecondsMin: 0 },
    })
  })
})
