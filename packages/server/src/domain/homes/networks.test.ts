import { describe, expect, it } from 'vitest'
import { createNetworks, parseNetwork } from './networks.ts'

describe('networks', () => {
  const networks = createNetworks([
    { network: '192.0.2.128/25', dc: 1 },
    { network: '192.0.2.0/24', dc: 2 },
    { network: '2001:db8:1::/48', dc: 3 },
    { network: '198.51.100.7/32', dc: 4 },
    { network: '10.0.0.0/8', dc: 5 },
  ])

  it.each([
    ['192.0.2.200', 1],
    ['192.0.2.127', 2],
    ['2001:db8:1:ffff::1', 3],
    ['2001:db8:2::1', undefined],
    ['198.51.100.7', 4],
    ['198.51.100.8', undefined],
    ['10.255.255.255', 5],
    ['11.0.0.0', undefined],
    ['no address', undefined],
    ['', undefined],
  ])('give %s to data center %s, by the first rule that holds it', (address, dc) => {
    expect(networks.find(address)).toBe(dc)
  })

  it('may be all addresses of one family', () => {
    const everything = createNetworks([{ network: '0.0.0.0/0', dc: 1 }])
    expect(everything.find('203.0.113.9')).toBe(1)
    expect(everything.find('2001:db8::1')).toBeUndefined()
  })

  it.each([
    '',
    '/',
    '192.0.2.0',
    '192.0.2.0/33',
    '192.0.2/24',
    '2001:db8::/129',
    '::/x',
    '1.2.3.4/8/8',
    'a/8',
    '::/-1',
  ])('are not written as %s', text => {
    expect(parseNetwork(text)).toBeUndefined()
  })
})
