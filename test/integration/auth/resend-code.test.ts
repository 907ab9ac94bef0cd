/**
 * auth.resendCode in every state a code can be in, over real TCP between the client and the data center, in a time that
 * the test owns.
 */
import type { Client } from '@chappe/client/node'
import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const settings = { _: 'codeSettings' } as const

let world: FakeTimeWorld
let tg: Client

beforeEach(async () => {
  world = await startFakeTimeWorld({ accounts: [{ phone_number, first_name: 'Ada' }] })
  await logInElsewhere()
  world.dc.inbox.clear()
  tg = await world.openClient()
})

afterEach(() => world[Symbol.asyncDispose]())

describe('auth.resendCode with a next_type', () => {
  it('sends by next_type once the timeout has passed, under the same hash', async () => {
    const byApp = await sendCode(tg)
    expect(byApp).toMatchObject({
      type: { _: 'auth.sentCodeTypeApp', length: 5 },
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 60,
    })

    await world.pass(60)
    const bySms = await resendCode(tg, byApp.phone_code_hash)
    expect(bySms).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms', length: 5 },
      phone_code_hash: byApp.phone_code_hash,
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })

    await world.pass(60)
    const byCall = await resendCode(tg, byApp.phone_code_hash)
    expect(byCall).toMatchObject({
      type: { _: 'auth.sentCodeTypeCall', length: 5 },
      phone_code_hash: byApp.phone_code_hash,
    })
    expect(byCall.next_type).toBeUndefined()
    expect(media()).toEqual(['app', 'sms', 'call'])
  })

  it('answers FLOOD_WAIT with the seconds that remain before the timeout, and sends nothing', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({
      error_code: 420,
      error_message: 'FLOOD_WAIT_60',
    })
    await world.pass(20)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({
      error_code: 420,
      error_message: 'FLOOD_WAIT_40',
    })
    expect(media()).toEqual(['app'])
  })

  it('takes the code right away: the timeout holds back resending only', async () => {
    const { phone_code_hash } = await sendCode(tg)
    expect(await signIn(tg, phone_code_hash)).toMatchObject({
      _: 'auth.authorization',
      user: { self: true, first_name: 'Ada' },
    })
  })

  it('ignores a reason that no integrity check gave', async () => {
    const { phone_code_hash } = await sendCode(tg)
    const reason = 'PLAYINTEGRITY_TOKEN_NULL'
    await expect(resendCode(tg, phone_code_hash, { reason })).rejects.toMatchObject({ error_message: 'FLOOD_WAIT_60' })
    await world.pass(60)
    expect(await resendCode(tg, phone_code_hash, { reason })).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
  })
})

describe('auth.resendCode without a next_type', () => {
  it('answers SEND_CODE_UNAVAILABLE once every medium was used, and the code already sent stays valid', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(60)
    await resendCode(tg, phone_code_hash)
    await world.pass(60)
    await resendCode(tg, phone_code_hash)
    await world.pass(60)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({
      error_code: 406,
      error_message: 'SEND_CODE_UNAVAILABLE',
    })
    expect(media()).toEqual(['app', 'sms', 'call'])
    expect(await signIn(tg, phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it('answers SEND_CODE_UNAVAILABLE to a ladder of one medium', async () => {
    await using alone = await startFakeTimeWorld({ policy: { ladders: [{ when: {}, media: ['sms'] }] } })
    const client = await alone.openClient()
    const sent = await sendCode(client)
    expect(sent.next_type).toBeUndefined()
    await alone.pass(60)
    await expect(resendCode(client, sent.phone_code_hash)).rejects.toMatchObject({
      error_message: 'SEND_CODE_UNAVAILABLE',
    })
  })
})

describe('auth.resendCode for a code that is gone', () => {
  it('answers PHONE_CODE_EXPIRED after the code has expired', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(301)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({
      error_code: 400,
      error_message: 'PHONE_CODE_EXPIRED',
    })
  })

  it('answers PHONE_CODE_EXPIRED after auth.cancelCode', async () => {
    const { phone_code_hash } = await sendCode(tg)
    expect(await tg.auth.cancelCode({ phone_number, phone_code_hash })).toBe(true)
    await world.pass(60)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
  })

  it('answers PHONE_CODE_EXPIRED for a hash that a second auth.sendCode replaced', async () => {
    const first = await sendCode(tg)
    const second = await sendCode(tg)
    expect(second.phone_code_hash).not.toBe(first.phone_code_hash)
    await world.pass(60)
    await expect(resendCode(tg, first.phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
    expect(await resendCode(tg, second.phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
  })

  it('answers PHONE_CODE_EXPIRED after a successful auth.signIn', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await signIn(tg, phone_code_hash)
    await world.pass(60)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
  })

  it('answers PHONE_CODE_EXPIRED once too many wrong codes have killed it', async () => {
    const { phone_code_hash } = await sendCode(tg)
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(signIn(tg, phone_code_hash, wrongCode())).rejects.toMatchObject({
        error_message: 'PHONE_CODE_INVALID',
      })
    }
    await world.pass(60)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
    await expect(signIn(tg, phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
  })
})

describe('auth.resendCode with a reference that does not fit', () => {
  it('answers PHONE_CODE_EXPIRED for a hash that was never given', async () => {
    await sendCode(tg)
    await expect(resendCode(tg, 'a1b2c3d4e5f6a7b8c9')).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
  })

  it('answers PHONE_CODE_HASH_EMPTY without a hash', async () => {
    await sendCode(tg)
    await expect(resendCode(tg, '')).rejects.toMatchObject({ error_code: 400, error_message: 'PHONE_CODE_HASH_EMPTY' })
  })

  it('answers PHONE_NUMBER_INVALID for another number than that of the hash', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(60)
    await expect(tg.auth.resendCode({ phone_number: '+12025550199', phone_code_hash })).rejects.toMatchObject({
      error_code: 406,
      error_message: 'PHONE_NUMBER_INVALID',
    })
  })

  it('answers PHONE_CODE_EXPIRED under another auth key than the one that asked', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(60)
    const other = await world.openClient()
    await expect(resendCode(other, phone_code_hash)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
    expect(await resendCode(tg, phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
  })

  it('takes the number however it is written', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(60)
    expect(await tg.auth.resendCode({ phone_number: '1 (202) 555-0123', phone_code_hash })).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms' },
    })
  })
})

describe('auth.resendCode in the client', () => {
  it('takes number and hash from the pending login when they are left out', async () => {
    await tg.login.start({ phone_number })
    await world.pass(60)
    expect(await tg.auth.resendCode()).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
    expect(tg.login.state).toMatchObject({ at: 'code', medium: { kind: 'sms' }, next: 'call' })
  })

  it('is refused before it is sent when nothing is pending', async () => {
    await expect(tg.auth.resendCode()).rejects.toMatchObject({ code: 'LOGIN_NOT_PENDING' })
  })
})

async function logInElsewhere(): Promise<void> {
  const phone = await world.openClient()
  await phone.login.start({ phone_number })
  await phone.login.enterCode(newestCode())
  expect(phone.login.state.at).toBe('done')
}

async function sendCode(client: Client): Promise<auth.sentCode> {
  const { api_id, api_hash } = world.dc
  return (await client.auth.sendCode({ phone_number, api_id, api_hash, settings })) as auth.sentCode
}

async function resendCode(
  client: Client,
  phone_code_hash: string,
  more: { reason?: string } = {},
): Promise<auth.sentCode> {
  return (await client.auth.resendCode({ phone_number, phone_code_hash, ...more })) as auth.sentCode
}

async function signIn(client: Client, phone_code_hash: string, phone_code: string = newestCode()) {
  return await client.auth.signIn({ phone_number, phone_code_hash, phone_code })
}

function newestCode(): string {
  return world.dc.inbox.list({ phone_number }).at(-1)!.code
}

function wrongCode(): string {
  return newestCode() === '00000' ? '11111' : '00000'
}

function media(): string[] {
  return world.dc.inbox.list({ phone_number }).map(message => message.medium)
}
