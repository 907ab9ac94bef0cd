import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { type ConsoleInbox, type ConsoleOptions, createConsoleApp } from './console-app.ts'
import { listenHttp } from './console-server.ts'
import { isLoopback } from './guard.ts'
import { checkMounts, type Mount } from './mount.ts'

const message = {
  id: 1,
  phone_number: '15550001',
  medium: 'sms',
  code: '12345',
  text: 'Login code: 12345',
  date: 1_700_000_000,
} as const

function makeConsole(options: Partial<ConsoleOptions> = {}) {
  const asked: unknown[] = []
  let messages = [message]
  const inbox: ConsoleInbox = {
    list: filter => {
      asked.push(filter)
      return messages
    },
    clear: filter => {
      asked.push(filter)
      messages = []
    },
  }
  const app = createConsoleApp({
    inbox,
    bans: { list: async () => [], add: async () => {}, lift: async () => false },
    payments: { list: async () => [], settle: async () => undefined, fail: async () => undefined },
    bots: { list: async () => [], create: () => Promise.reject(), revokeToken: () => Promise.reject() },
    webTokens: { create: () => Promise.reject() },
    health: () => ({ status: 'ok', connections: 2, uptime: 3 }),
    log: createLog('silent', () => {}),
    token: undefined,
    hostNames: [],
    mounts: [],
    ...options,
  })
  const request = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.request(path, { method, headers: { host: '127.0.0.1:80', ...headers } })
  return { app, asked, request }
}

describe('the console', () => {
  it('answers the inbox of one number and of all', async () => {
    const { request, asked } = makeConsole()
    const answer = await request('/api/inbox?phone_number=%2B1555')
    expect(await answer.json()).toEqual([message])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    await request('/api/inbox')
    expect(asked).toEqual([{ phone_number: '+1555' }, {}])
  })

  it('empties the inbox, or forgets the messages of one number', async () => {
    const { request, asked } = makeConsole()
    expect((await request('/api/inbox', {}, 'DELETE')).status).toBe(204)
    expect(await (await request('/api/inbox')).json()).toEqual([])
    expect((await request('/api/inbox?phone_number=%2B1555', {}, 'DELETE')).status).toBe(204)
    expect(asked).toEqual([{}, {}, { phone_number: '+1555' }])
  })

  it.each([
    ['/api/inbox?phone=%2B15550001', 'PARAMETER_UNKNOWN', 'known here: phone_number'],
    ['/api/inbox?phone_number=%2B15550001&limit=1', 'PARAMETER_UNKNOWN', '"limit"'],
    ['/api/inbox?phone_number=1&phone_number=2', 'PARAMETER_REPEATED', '"phone_number" once'],
    ['/api/inbox?phone_number=foo', 'PHONE_NUMBER_INVALID', 'international form'],
    ['/api/inbox?phone_number=', 'PHONE_NUMBER_INVALID', 'international form'],
    ['/api/inbox?phone_number=%2B', 'PHONE_NUMBER_INVALID', 'international form'],
    ['/api/inbox?phone_number=1555000x', 'PHONE_NUMBER_INVALID', 'international form'],
    ['/api/inbox?phone_number=1234567890123456', 'PHONE_NUMBER_INVALID', 'international form'],
    ['/api/health?verbose', 'PARAMETER_UNKNOWN', 'nothing stands after the question mark here'],
    ['/api/bans?phone_number=1', 'PARAMETER_UNKNOWN', '"phone_number"'],
  ])('refuses %s, and answers no message', async (path, code, words) => {
    for (const method of path.includes('inbox') ? ['GET', 'DELETE'] : ['GET']) {
      const { request, asked } = makeConsole()
      const answer = await request(path, {}, method)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toEqual({ error: { code, message: expect.stringContaining(words) } })
      expect(asked).toEqual([])
    }
  })

  it.each(['%2B1 (555) 000-1', '+1555.0001', '1555/0001'])('takes the number written as %s', async written => {
    const { request, asked } = makeConsole()
    expect((await request(`/api/inbox?phone_number=${written}`)).status).toBe(200)
    expect((await request(`/api/inbox?phone_number=${written}`, {}, 'HEAD')).status).toBe(200)
    expect(asked).toHaveLength(2)
  })

  it('asks for the token before it says what is wrong with a request', async () => {
    expect((await makeConsole({ token: 'opensesame' }).request('/api/inbox?phone=1')).status).toBe(401)
  })

  it('tells that it is up', async () => {
    const { request } = makeConsole()
    expect(await (await request('/api/health')).json()).toEqual({ status: 'ok', connections: 2, uptime: 3 })
  })

  it('answers 404 in the one shape of failures', async () => {
    const answer = await makeConsole().request('/nothing')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  it.each(['127.0.0.1', '127.0.0.1:8080', 'localhost:1', 'LOCALHOST', '[::1]:8080', '10.0.0.4:80'])(
    'accepts the host %s',
    async host => {
      expect((await makeConsole().request('/api/health', { host })).status).toBe(200)
    },
  )

  it.each(['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', 'localhost.evil.example', '', '[::1', 'a b'])(
    'refuses the host "%s", which a rebound name would send',
    async host => {
      expect((await makeConsole().request('/api/health', { host })).status).toBe(421)
    },
  )

  it('accepts a host name that the options allow', async () => {
    const { request } = makeConsole({ hostNames: ['dc.example'] })
    expect((await request('/api/health', { host: 'dc.example:80' })).status).toBe(200)
  })

  it('refuses requests that come from another site', async () => {
    const { request } = makeConsole()
    expect((await request('/api/inbox', { origin: 'https://evil.example' }, 'DELETE')).status).toBe(403)
    expect((await request('/api/inbox', { origin: 'http://127.0.0.1:80' }, 'DELETE')).status).toBe(204)
  })

  it('asks for the token when there is one, whole and exact', async () => {
    const { request } = makeConsole({ token: 'opensesame' })
    expect((await request('/api/inbox')).status).toBe(401)
    expect((await request('/api/inbox', { authorization: 'Bearer opensesam' })).status).toBe(401)
    expect((await request('/api/inbox', { authorization: 'opensesame' })).status).toBe(401)
    expect((await request('/api/inbox', { authorization: 'Bearer opensesame' })).status).toBe(200)
  })
})

describe('the first page', () => {
  const reference: Mount = {
    path: '/reference',
    handle: () => new Response(''),
    isPublic: true,
    title: 'The reference',
    summary: 'Every method & more',
  }

  it('lists the routes that there are, and no other', async () => {
    const { app, request } = makeConsole()
    const routed = app.routes.filter(({ method, path }) => method !== 'ALL' && path !== '/')
    const page = await (await request('/')).text()
    const rows = [...page.matchAll(/<tr><td><b class="\w+">(\w+)<\/b> <code>(.+?)<\/code>/g)]
    const listed = rows.map(([, method, address = '']) => {
      const path = address.replaceAll(/<i>.*?<\/i>|<[^>]+>/g, '').replaceAll(/&lt;(\w+)&gt;/g, ':$1')
      return `${method} ${path}`
    })
    expect(listed.toSorted()).toEqual(routed.map(({ method, path }) => `${method} ${path}`).toSorted())
    expect(listed.length).toBeGreaterThan(10)
  })

  it('leads to what is mounted, where that is public and has a title', async () => {
    const page = async (mounts: readonly Mount[]) => (await makeConsole({ mounts }).request('/')).text()
    expect(await page([reference])).toContain(
      '<a href="/reference/">The reference</a><span>Every method &amp; more</span>',
    )
    expect(await page([])).not.toContain('To read')
    expect(await page([{ path: '/passkeys', handle: reference.handle, isPublic: true }])).not.toContain('/passkeys')
    expect(await page([{ ...reference, isPublic: false }])).not.toContain('/reference')
  })

  it('loads nothing, runs nothing and is framed nowhere', async () => {
    const answer = await makeConsole().request('/')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    const page = await answer.text()
    const style = /<style>([\s\S]+)<\/style>/.exec(page)?.[1] ?? ''
    expect(policy).toContain(`style-src 'sha256-${hash('sha256', style, 'base64')}'`)
    expect(page).not.toMatch(/<script|style="|src=|https:/)
  })

  it('is for everybody and tells nothing, also where the API asks for a token', async () => {
    const { request, asked } = makeConsole({ token: 'opensesame', mounts: [reference] })
    const page = await (await request('/')).text()
    expect(page).toContain('Authorization: Bearer $TOKEN')
    // A browser cannot send the token: links would lead to refusals.
    expect([...page.matchAll(/<a href="([^"]*)"/g)].map(([, address]) => address)).toEqual(['/reference/'])
    expect(page).not.toContain('opensesame')
    expect(asked).toEqual([])
    expect((await request('/', { host: 'evil.example' })).status).toBe(421)
    expect((await request('/', { origin: 'https://evil.example' })).status).toBe(403)
    expect((await request('/', {}, 'POST')).status).toBe(401)
  })

  it('names the address under which it was opened', async () => {
    const page = async (host: string) => (await makeConsole().request('/', { host })).text()
    expect(await page('[::1]:8480')).toContain("curl 'http://[::1]:8480/api/inbox?phone_number=%2B12025550142'")
  })
})

describe('a mount', () => {
  const page: Mount = {
    path: '/reference',
    handle: ({ url, method }) => {
      const { pathname } = new URL(url)
      if (pathname.endsWith('broken')) throw new Error('a page with a secret in its error')
      return pathname.endsWith('missing') ? undefined : new Response(`${method} ${pathname}`)
    },
  }

  it('answers its own path and everything below it', async () => {
    const { request } = makeConsole({ mounts: [page] })
    expect(await (await request('/reference')).text()).toBe('GET /reference')
    const below = await request('/reference/methods/auth.resendCode.html')
    expect(await below.text()).toBe('GET /reference/methods/auth.resendCode.html')
    expect(below.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('leaves every other path alone', async () => {
    const { request } = makeConsole({ mounts: [page] })
    expect((await request('/references')).status).toBe(404)
    expect(await (await request('/')).text()).toContain('A data center runs here')
    expect(await (await request('/api/health')).json()).toMatchObject({ status: 'ok' })
  })

  it('answers 404 and 500 in the shape of the console, without the cause', async () => {
    const { request } = makeConsole({ mounts: [page] })
    expect((await request('/reference/missing')).status).toBe(404)
    const broken = await request('/reference/broken')
    expect(broken.status).toBe(500)
    expect(await broken.text()).not.toContain('secret')
  })

  it('is not cached unless it says so', async () => {
    const cached: Mount = { ...page, handle: () => new Response('', { headers: { 'cache-control': 'max-age=60' } }) }
    const header = async (mount: Mount) =>
      (await makeConsole({ mounts: [mount] }).request('/reference')).headers.get('cache-control')
    expect(await header(page)).toBe('no-store')
    expect(await header(cached)).toBe('max-age=60')
  })

  it('asks for the token unless it is public, and never opens anything else', async () => {
    const token = 'opensesame'
    const closed = makeConsole({ token, mounts: [page] })
    expect((await closed.request('/reference')).status).toBe(401)
    const open = makeConsole({ token, mounts: [{ ...page, isPublic: true }] })
    expect((await open.request('/reference/index.html')).status).toBe(200)
    for (const path of [
      '/api/inbox',
      '/reference/../api/inbox',
      '/reference/%2e%2e/api/inbox',
      '/referenceapi/inbox',
    ]) {
      expect((await open.request(path)).status, path).toBe(401)
    }
    expect((await open.request('/reference', { host: 'evil.example' })).status).toBe(421)
  })

  it.each(['/api', 'reference', '/reference/', '/a/b', '/', '', '/:any', '/*'])('refuses the path "%s"', path => {
    expect(() => checkMounts([{ ...page, path }])).toThrow('[MOUNT_INVALID]')
  })

  it('refuses the same path twice', () => {
    expect(() => checkMounts([page, page])).toThrow('[MOUNT_INVALID]')
  })
})

describe('listenHttp', () => {
  it('serves the console on a free port and stops', async () => {
    const server = await listenHttp(makeConsole().app, { host: '127.0.0.1', port: 0 })
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
    await server.close()
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow()
  })
})

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.evil.example', false],
    ['192.168.1.4', false],
  ])('knows %s: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })
})
