import { describe, expect, it } from 'vitest'
import { defaultApp } from './apps.ts'
import { type DataCenterOptions, resolveOptions } from './data-center-options.ts'

describe('resolveOptions', () => {
  it('listens on the loopback address, without a console, in memory', () => {
    expect(resolveOptions({})).toMatchObject({
      dcs: [{ id: 2, host: '127.0.0.1', port: 0, acceptedIds: [2, 1, 3, 4, 5] }],
      http: undefined,
      dataDir: undefined,
      apps: [defaultApp],
    })
  })

  it('lets each of several data centers listen for itself and answer to its own number alone', () => {
    const dcs = [{ id: 4, port: 443, host: '::1' }, { id: 1 }]
    expect(resolveOptions({ host: '0.0.0.0', dcs }).dcs).toEqual([
      { id: 4, port: 443, host: '::1', advertise: undefined, acceptedIds: [4] },
      { id: 1, port: 0, host: '0.0.0.0', advertise: undefined, acceptedIds: [1] },
    ])
  })

  it('asks for no token on the loopback address and makes one up everywhere else', () => {
    expect(resolveOptions({ httpPort: 0 }).http?.token).toBeUndefined()
    expect(resolveOptions({ httpPort: 0, httpHost: '::1' }).http?.token).toBeUndefined()
    expect(resolveOptions({ httpPort: 0, httpHost: '0.0.0.0' }).http?.token).toMatch(/^[\w-]{32}$/)
    const httpToken = 'x'.repeat(16)
    expect(resolveOptions({ httpPort: 0, httpToken }).http?.token).toBe(httpToken)
  })

  it.each<[string, DataCenterOptions, boolean]>([
    ['nobody else can connect', {}, true],
    [
      'nobody else can connect to any of several',
      {
        dcs: [
          { id: 1, host: '::1' },
          { id: 2, host: 'localhost' },
        ],
      },
      true,
    ],
    ['only the console is open', { httpPort: 0, httpHost: '0.0.0.0' }, true],
    ['everybody can connect', { host: '0.0.0.0' }, false],
    ['everybody can connect to one of several', { dcs: [{ id: 1 }, { id: 2, host: '192.0.2.1' }] }, false],
    ['something leads here from outside', { advertise: { host: '192.0.2.1', port: 443 } }, false],
    ['the policy wants them anyway', { host: '0.0.0.0', policy: { numbers: { testNumbers: true } } }, true],
    ['the policy does not want them', { policy: { numbers: { testNumbers: false } } }, false],
  ])('has test numbers when %s: %o, %s', (_, options, testNumbers) => {
    expect(resolveOptions(options).policy.numbers.testNumbers).toBe(testNumbers)
  })

  it.each([
    [{ httpPort: 0, httpToken: 'short' }, 'HTTP_TOKEN_SHORT'],
    [{ httpPort: 0, mounts: [{ path: '/api', handle: () => undefined }] }, 'MOUNT_INVALID'],
    [{ dcId: 0 }, 'DC_INVALID'],
    [{ acceptedDcIds: [10_001] }, 'DC_INVALID'],
    [{ dcs: [] }, 'DC_INVALID'],
    [{ dcs: [{ id: 0 }] }, 'DC_INVALID'],
    [{ dcs: [{ id: 1 }, { id: 2 }, { id: 1 }] }, 'DC_INVALID'],
    [{ dcs: Array.from({ length: 33 }, (_, index) => ({ id: index + 1 })) }, 'DC_INVALID'],
    [{ dcs: [{ id: 1 }], dcId: 1 }, 'DC_INVALID'],
    [{ dcs: [{ id: 1 }], port: 443 }, 'DC_INVALID'],
    [{ policy: { homes: { networks: [{ network: '10.0.0.0/8', dc: 3 }] } } }, 'DC_INVALID'],
    [{ apps: [] }, 'APPS_INVALID'],
    [{ apps: [{ api_id: 1, api_hash: 'x' }] }, 'APPS_INVALID'],
  ])('refuses %o with %s', (options, code) => {
    expect(() => resolveOptions(options)).toThrow(expect.objectContaining({ code }))
  })
})
