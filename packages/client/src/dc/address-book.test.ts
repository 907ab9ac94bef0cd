import type { DcOption } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { configOf } from '../../test/support/several-servers.ts'
import { addressesMax, bookFromConfig, bookWithOptions, candidates, candidatesMax } from './address-book.ts'

const now = 1_800_000_000_000

const option = (ip_address: string, more: Partial<DcOption> = {}): DcOption => ({
  _: 'dcOption',
  id: 4,
  ip_address,
  port: 443,
  this_port_only: true,
  ...more,
})

/** Where data center 4 is tried, as `host:port`. */
function tried(options: DcOption[], settings: { readonly obfuscated?: boolean; readonly ipv6?: true } = {}): string[] {
  const config = { ...configOf(2, options, now), force_try_ipv6: settings.ipv6 }
  const dc = { id: 4, test: false, obfuscated: settings.obfuscated ?? false }
  return candidates(bookFromConfig(config, now), dc).map(({ host, port }) => `${host}:${port}`)
}

describe('the addresses of a data center', () => {
  it('are those with its number, in the order in which the server gives them', () => {
    expect(tried([option('a'), option('x', { id: 2 }), option('b')])).toEqual(['a:443', 'b:443'])
  })

  it('are without those of a CDN, for files alone, and of proxies', () => {
    const secret = new Uint8Array(16)
    expect(
      tried([option('cdn', { cdn: true }), option('media', { media_only: true }), option('proxy', { secret })]),
    ).toEqual([])
  })

  it('that take obfuscated connections alone are for those', () => {
    const options = [option('hidden', { tcpo_only: true }), option('open')]
    expect(tried(options)).toEqual(['open:443'])
    expect(tried(options, { obfuscated: true })).toEqual(['hidden:443', 'open:443'])
  })

  it('begin with IPv4, or with IPv6 where the server says so', () => {
    const options = [option('2001:db8::1', { ipv6: true }), option('203.0.113.1')]
    expect(tried(options)).toEqual(['203.0.113.1:443', '2001:db8::1:443'])
    expect(tried(options, { ipv6: true })).toEqual(['2001:db8::1:443', '203.0.113.1:443'])
  })

  it('include static ones', () => {
    expect(tried([option('a', { static: true })])).toEqual(['a:443'])
  })

  it('are tried on other ports in the end, unless the server forbids that', () => {
    expect(tried([option('a', { this_port_only: undefined, port: 5222 }), option('b', { port: 8080 })])).toEqual([
      'a:5222',
      'b:8080',
      'a:443',
      'a:80',
    ])
  })

  it('are bounded, and those that are none are left out', () => {
    const many = Array.from({ length: 300 }, (_, index) => option(`h${index}`))
    expect(tried(many)).toHaveLength(candidatesMax)
    expect(bookFromConfig(configOf(2, many, now), now).entries).toHaveLength(addressesMax)
    expect(tried([option(''), option('x'.repeat(300)), option('p', { port: 70_000 })])).toEqual([])
  })
})

describe('an address book', () => {
  it('expires when the configuration does, whatever the clock of the server says', () => {
    const config = { ...configOf(2, [], 0), date: 1000, expires: 4600 }
    expect(bookFromConfig(config, now).expiresAt).toBe(now + 3_600_000)
  })

  it.each([
    [-5, 60_000],
    [2 ** 31 - 1001, 86_400_000],
  ])('is good for a minute at least and a day at most (%i s)', (seconds, expected) => {
    const config = { ...configOf(2, [], 0), date: 1000, expires: 1000 + seconds }
    expect(bookFromConfig(config, now).expiresAt).toBe(now + expected)
  })

  it('takes new addresses in the place of those of the same data centers', () => {
    const book = bookFromConfig(configOf(2, [option('a'), option('b'), option('c', { id: 2 })], now), now)
    const changed = bookWithOptions(book, [option('d')])
    expect(changed.entries.map(({ id, host }) => [id, host])).toEqual([
      [4, 'd'],
      [2, 'c'],
    ])
    expect(changed.expiresAt).toBe(book.expiresAt)
  })
})
