import { describe, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { type ConsoleInbox, type ConsoleOptions, createConsoleApp } from './console-app.ts'
import { listenHttp } from './console-server.ts'
import { isLoopback } from './guard.ts'

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
    clear: () => {
      messages = []
    },
  }
  const app = createConsoleApp({
    inbox,
    health: () => ({ status: 'ok', connections: 2, uptime: 3 }),
    log: createLog('silent', () => {}),
    token: undefined,
    hostNames: [],
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

  it('empties the inbox', async () => {
    const { request } = makeConsole()
    expect((await request('/api/inbox', {}, 'DELETE')).status).toBe(204)
    expect(await (await request('/api/inbox')).json()).toEqual([])
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
