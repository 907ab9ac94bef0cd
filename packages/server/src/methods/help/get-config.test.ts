import type { Config } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import type { CallContext, Site } from '../../rpc/call-context.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { getConfig } from './get-config.ts'

const site: Site = { dcId: 2, advertise: undefined, dcs: () => [], country: 'US' }

function ask(changes: { site?: Partial<Site>; localAddress?: string }): Config {
  const context = {
    services: { clock: new FakeClock(1_800_000_000_000), site: { ...site, ...changes.site } },
    dc: { id: 3, test: true },
    peer: { address: '10.0.0.9', localAddress: changes.localAddress ?? '10.0.0.1', localPort: 4430 },
  } as unknown as CallContext
  return getConfig({}, context) as Config
}

describe('help.getConfig', () => {
  it('names the address that the client used, never the one listened on', () => {
    expect(ask({}).dc_options).toEqual([
      { _: 'dcOption', static: true, this_port_only: true, id: 3, ip_address: '10.0.0.1', port: 4430 },
    ])
    expect(ask({ localAddress: '2001:db8::1' }).dc_options).toMatchObject([{ ipv6: true, ip_address: '2001:db8::1' }])
  })

  it('names the address that the operator advertises instead', () => {
    const advertise = { host: '203.0.113.5', port: 443 }
    expect(ask({ site: { advertise } }).dc_options).toMatchObject([{ id: 3, ip_address: '203.0.113.5', port: 443 }])
  })

  it('names every other data center, by what it advertises or by where it listens', () => {
    const dc_options = ask({
      site: {
        dcs: () => [
          { id: 2, host: '0.0.0.0', port: 4430, advertise: undefined },
          { id: 1, host: '0.0.0.0', port: 4431, advertise: undefined },
          { id: 4, host: '::1', port: 4432, advertise: undefined },
          { id: 5, host: '127.0.0.1', port: 4433, advertise: { host: '203.0.113.5', port: 443 } },
        ],
      },
    }).dc_options
    expect(dc_options.map(({ id, ip_address, port, ipv6 }) => ({ id, ip_address, port, ipv6 }))).toEqual([
      { id: 1, ip_address: '10.0.0.1', port: 4431, ipv6: undefined },
      // Its own, under the number that the client knows it by.
      { id: 3, ip_address: '10.0.0.1', port: 4430, ipv6: undefined },
      { id: 4, ip_address: '::1', port: 4432, ipv6: true },
      { id: 5, ip_address: '203.0.113.5', port: 443, ipv6: undefined },
    ])
  })

  it('is valid for one hour from now, for the network that the client is on', () => {
    expect(ask({})).toMatchObject({ date: 1_800_000_000, expires: 1_800_003_600, this_dc: 3, test_mode: true })
  })
})
