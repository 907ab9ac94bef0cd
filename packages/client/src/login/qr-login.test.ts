import { describe, expect, it } from 'vitest'
import { loginTokenUrl, parseLoginTokenUrl } from './qr-login.ts'

const token = Uint8Array.from({ length: 32 }, (_, index) => 255 - index)

describe('the link in a QR code', () => {
  it('is base64url without padding, and is read back', () => {
    const url = loginTokenUrl(token)
    expect(url).toMatch(/^tg:\/\/login\?token=[\w-]{43}$/)
    expect(parseLoginTokenUrl(url)).toEqual(token)
  })

  it('is read with padding, too, and with spaces around', () => {
    expect(parseLoginTokenUrl(` ${loginTokenUrl(token)}=\n`)).toEqual(token)
    expect(parseLoginTokenUrl(`${loginTokenUrl(token)}%3D`)).toEqual(token)
    expect(parseLoginTokenUrl('tg:login?token=AAAA')).toEqual(new Uint8Array(3))
  })

  it.each([
    '',
    'tg://login?code=12345',
    'https://t.me/login/12345',
    'tg://login?token=',
    'tg://login?token=a b',
    `tg://login?token=${'A'.repeat(2000)}`,
  ])('is not %j', url => {
    expect(parseLoginTokenUrl(url)).toBeUndefined()
  })
})
