import { describe, expect, it } from 'vitest'
import { defaultApp } from './apps.ts'
import { resolveOptions } from './data-center-options.ts'

describe('resolveOptions', () => {
  it('listens on the loopback address, without a console, in memory', () => {
    expect(resolveOptions({})).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      http: undefined,
      dataDir: undefined,
      dcId: 2,
      acceptedDcIds: [2, 1, 3, 4, 5],
      apps: [defaultApp],
    })
  })

  it('asks for no token on the loopback address and makes one up everywhere else', () => {
    expect(resolveOptions({ httpPort: 0 }).http?.token).toBeUndefined()
    expect(resolveOptions({ httpPort: 0, httpHost: '::1' }).http?.token).toBeUndefined()
    expect(resolveOptions({ httpPort: 0, httpHost: '0.0.0.0' }).http?.token).toMatch(/^[\w-]{32}$/)
    const httpToken = 'x'.repeat(16)
    expect(resolveOptions({ httpPort: 0, httpToken }).http?.token).toBe(httpToken)
  })

  it.each([
    [{ httpPort: 0, httpToken: 'short' }, 'HTTP_TOKEN_SHORT'],
    [{ httpPort: 0, mounts: [{ path: '/api', handle: () => undefined }] }, 'MOUNT_INVALID'],
    [{ dcId: 0 }, 'DC_INVALID'],
    [{ acceptedDcIds: [10_001] }, 'DC_INVALID'],
    [{ apps: [] }, 'APPS_INVALID'],
    [{ apps: [{ api_id: 1, api_hash: 'x' }] }, 'APPS_INVALID'],
  ])('refuses %o with %s', (options, code) => {
    expect(() => resolveOptions(options)).toThrow(expect.objectContaining({ code }))
  })
})
