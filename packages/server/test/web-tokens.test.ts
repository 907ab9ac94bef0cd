import { readdir, readFile } from 'node:fs/promises'
import type { auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { ada, DcWorld } from './support/dc-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Tokens of web pages over TCP: https://core.telegram.org/method/auth.importWebTokenAuthorization

const phone_number = '+999 123 45 67'

const logIn = (client: RawClient, web_auth_token: string, more: object = {}) =>
  client.call<auth.authorization>('auth.importWebTokenAuthorization', { ...defaultApp, web_auth_token, ...more })

describe('auth.importWebTokenAuthorization', () => {
  it('logs in by a token that the operator made, once', async () => {
    await using world = await SessionWorld.start()
    const { token, expiresAtMs, dc, account } = await world.dc.webTokens.create({ phone_number })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect({ dc, lifetimeMs: expiresAtMs - world.clock.now() }).toEqual({ dc: 2, lifetimeMs: 300_000 })
    const client = await world.connect()
    const { user } = await logIn(client, token)
    expect(user).toMatchObject({ id: account.id, self: true, first_name: 'Ada' })
    expect(await errorOf(logIn(await world.connect(), token))).toBe('400 WEBAUTH_TOKEN_EXPIRED')
  })

  it('refuses what is over, what never was a token, and an unknown program', async () => {
    await using world = await SessionWorld.start()
    const { id: user_id } = (await world.dc.accounts.find(phone_number)) ?? { id: 0n }
    const { token } = await world.dc.webTokens.create({ user_id, lifetimeSeconds: 2 })
    const client = await world.connect()
    for (const wrong of ['', 'x', `${token}x`, token.slice(1), 'x'.repeat(5000)]) {
      expect(await errorOf(logIn(client, wrong))).toBe('400 WEBAUTH_TOKEN_EXPIRED')
    }
    expect(await errorOf(logIn(client, token, { api_hash: '0'.repeat(32) }))).toBe('400 API_ID_INVALID')
    await world.pass(2000)
    expect(await errorOf(logIn(client, token))).toBe('400 WEBAUTH_TOKEN_EXPIRED')
  })

  it('leads to the password of an account that has one', async () => {
    await using world = await SessionWorld.start()
    await setPassword(await world.loggedIn(), 'correct horse')
    const { token } = await world.dc.webTokens.create({ phone_number })
    const client = await world.connect()
    expect(await errorOf(logIn(client, token))).toBe('401 SESSION_PASSWORD_NEEDED')
    const password = await answer(client, 'correct horse')
    expect(await client.call('auth.checkPassword', { password })).toMatchObject({ user: { self: true } })
  })

  it('leads to the home of the account, where the token is still good', async () => {
    await using many = await DcWorld.start()
    const { token, dc } = await many.dc.webTokens.create({ phone_number: ada })
    expect(dc).toBe(2)
    expect(await errorOf(logIn(await many.connect(1), token))).toBe('303 USER_MIGRATE_2')
    await logIn(await many.connect(2), token)
  })

  it('keeps no token on disk, and knows it after a restart', async () => {
    await using folder = await temporaryDirectory()
    const world = await SessionWorld.start({ dataDir: folder.path })
    const { token } = await world.dc.webTokens.create({ phone_number })
    await world[Symbol.asyncDispose]()
    for (const name of await readdir(folder.path)) {
      const content = await readFile(`${folder.path}/${name}`)
      expect(content.includes(token) || content.includes(Buffer.from(token, 'base64url'))).toBe(false)
    }
    await using again = await SessionWorld.start({ dataDir: folder.path })
    expect(await logIn(await again.connect(), token)).toMatchObject({ user: { self: true } })
  })
})

describe('dc.webTokens.create', () => {
  it('refuses an account that is none or a bot, and a lifetime that is none', async () => {
    await using world = await SessionWorld.start()
    const { account } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const { webTokens } = world.dc
    await expect(webTokens.create({ phone_number: '+999 555 12 34' })).rejects.toMatchObject({
      code: 'USER_ID_INVALID',
    })
    await expect(webTokens.create({ user_id: account.id })).rejects.toMatchObject({ code: 'USER_ID_INVALID' })
    await expect(webTokens.create({ phone_number: 'x' })).rejects.toMatchObject({ code: 'PHONE_NUMBER_INVALID' })
    for (const lifetimeSeconds of [0, 0.5, 86_401, Number.NaN]) {
      await expect(webTokens.create({ phone_number, lifetimeSeconds })).rejects.toMatchObject({
        code: 'LIFETIME_INVALID',
      })
    }
  })

  it('is on the console', async () => {
    await using world = await SessionWorld.start({ httpPort: 0 })
    const answer = await fetch(`${world.dc.http?.url}/api/web-tokens`, {
      method: 'POST',
      body: JSON.stringify({ phone_number, lifetimeSeconds: 60 }),
    })
    expect(answer.status).toBe(201)
    const { token } = (await answer.json()) as { readonly token: string }
    await logIn(await world.connect(), token)
  })
})
