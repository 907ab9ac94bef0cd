import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataCenter, defaultApp } from '../src/index.ts'
import { FakeClock } from '../src/testing/fake-clock.ts'
import { errorOf, RawClient } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'

// What auth.resendCode answers in every state of a code, over real TCP, with a clock that the test moves.
// https://core.telegram.org/method/auth.resendCode

const phone_number = '+999 123 45 67'
let clock: FakeClock
let dc: DataCenter
let client: RawClient
const others: RawClient[] = []

beforeEach(async () => {
  clock = new FakeClock()
  dc = await DataCenter.start({ privateKey, clock, accounts: [{ phone_number, first_name: 'Ada' }] })
  client = await RawClient.connect(dc, { clock })
  await client.init('help.getConfig')
})

afterEach(async () => {
  for (const one of [client, ...others.splice(0)]) one[Symbol.dispose]()
  await dc.stop()
})

async function another(): Promise<RawClient> {
  const other = await RawClient.connect(dc, { clock })
  others.push(other)
  await other.init('help.getConfig')
  return other
}

const sendCode = (by = client, to = phone_number): Promise<auth.sentCode> =>
  by.call('auth.sendCode', { phone_number: to, ...defaultApp, settings: { _: 'codeSettings' } })
const resendCode = (phone_code_hash: string, more: object = {}, by = client): Promise<auth.sentCode> =>
  by.call('auth.resendCode', { phone_number, phone_code_hash, ...more })
const lastCode = (): string => dc.inbox.list().at(-1)?.code ?? ''
const signIn = (phone_code_hash: string, phone_code = lastCode(), by = client): Promise<auth.Authorization> =>
  by.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
const media = () => dc.inbox.list().map(message => message.medium)

describe('auth.resendCode', () => {
  it('sends by the announced medium once the time has passed, under the same hash, with a new medium and time', async () => {
    const first = await sendCode()
    expect(first).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms', length: 5 },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
    clock.advance(60_000)
    expect(await resendCode(first.phone_code_hash)).toEqual({
      _: 'auth.sentCode',
      type: { _: 'auth.sentCodeTypeCall', length: 5 },
      phone_code_hash: first.phone_code_hash,
      next_type: undefined,
      timeout: undefined,
    })
    expect(media()).toEqual(['sms', 'call'])
  })

  it('goes from the app to SMS to a call for an account with another session', async () => {
    const other = await another()
    await signIn((await sendCode(other)).phone_code_hash, lastCode(), other)
    dc.inbox.clear()
    const first = await sendCode()
    expect(first).toMatchObject({
      type: { _: 'auth.sentCodeTypeApp' },
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 60,
    })
    clock.advance(60_000)
    expect(await resendCode(first.phone_code_hash)).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms' },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
    clock.advance(60_000)
    expect(await resendCode(first.phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeCall' } })
    expect(media()).toEqual(['app', 'sms', 'call'])
    expect(await signIn(first.phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it('goes from the app to Fragment for a number of Fragment', async () => {
    const fragment = '+888 0123 4567'
    await dc.accounts.create({ phone_number: fragment, first_name: 'Grace' })
    const other = await another()
    const asked = await sendCode(other, fragment)
    expect(asked).toMatchObject({ type: { _: 'auth.sentCodeTypeFragmentSms' }, next_type: undefined })
    const { phone_code_hash: hash } = asked
    await other.call('auth.signIn', { phone_number: fragment, phone_code_hash: hash, phone_code: lastCode() })
    const first = await sendCode(client, fragment)
    expect(first).toMatchObject({
      type: { _: 'auth.sentCodeTypeApp' },
      next_type: { _: 'auth.codeTypeFragmentSms' },
      timeout: 60,
    })
    clock.advance(60_000)
    expect(await resendCode(first.phone_code_hash, { phone_number: fragment })).toMatchObject({
      type: { _: 'auth.sentCodeTypeFragmentSms', url: 'https://fragment.com', length: 5 },
      next_type: undefined,
    })
  })

  it('carries a new code where the policy says so, and the one before is wrong', async () => {
    await dc.stop()
    const accounts = [{ phone_number, first_name: 'Ada' }]
    dc = await DataCenter.start({ privateKey, clock, accounts, policy: { code: { onResend: 'new' } } })
    const by = await another()
    const { phone_code_hash } = await sendCode(by)
    const before = lastCode()
    clock.advance(60_000)
    expect(await resendCode(phone_code_hash, {}, by)).toMatchObject({ phone_code_hash })
    expect(lastCode()).not.toBe(before)
    expect(await errorOf(signIn(phone_code_hash, before, by))).toBe('400 PHONE_CODE_INVALID')
    expect(await signIn(phone_code_hash, lastCode(), by)).toMatchObject({ _: 'auth.authorization' })
  })

  it('begins with the first medium again after another auth.sendCode', async () => {
    const { phone_code_hash } = await sendCode()
    clock.advance(60_000)
    expect(await resendCode(phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeCall' } })
    expect(await sendCode()).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms' },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
  })

  it('answers the seconds that remain when it is too early, and sends nothing', async () => {
    const { phone_code_hash } = await sendCode()
    expect(await errorOf(resendCode(phone_code_hash))).toBe('420 FLOOD_WAIT_60')
    clock.advance(40_500)
    expect(await errorOf(resendCode(phone_code_hash))).toBe('420 FLOOD_WAIT_20')
    expect(media()).toEqual(['sms'])
    expect(await signIn(phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it('answers 406 when every medium was used, and the code that was sent stays valid', async () => {
    const { phone_code_hash } = await sendCode()
    clock.advance(60_000)
    await resendCode(phone_code_hash)
    expect(await errorOf(resendCode(phone_code_hash))).toBe('406 SEND_CODE_UNAVAILABLE')
    expect(media()).toEqual(['sms', 'call'])
    expect(await signIn(phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it.each<[string, (hash: string) => Promise<unknown>]>([
    ['expired', async () => clock.advance(300_000)],
    ['cancelled', hash => client.call('auth.cancelCode', { phone_number, phone_code_hash: hash })],
    ['replaced by another auth.sendCode', () => sendCode()],
    ['used to sign in', hash => signIn(hash)],
    ['dead after five wrong codes', hash => wrongCodes(hash, 5)],
  ])('answers 400 PHONE_CODE_EXPIRED to a hash that was %s', async (_state, change) => {
    const { phone_code_hash } = await sendCode()
    await change(phone_code_hash)
    clock.advance(60_000)
    expect(await errorOf(resendCode(phone_code_hash))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('answers 400 PHONE_CODE_EXPIRED to a hash that never was, and to that of another key', async () => {
    const { phone_code_hash } = await sendCode()
    clock.advance(60_000)
    expect(await errorOf(resendCode('0123456789abcdef01'))).toBe('400 PHONE_CODE_EXPIRED')
    const other = await another()
    expect(await errorOf(resendCode(phone_code_hash, {}, other))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(signIn(phone_code_hash, lastCode(), other))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('answers 406 PHONE_NUMBER_INVALID to another number, and to what is no number', async () => {
    const { phone_code_hash } = await sendCode()
    clock.advance(60_000)
    expect(await errorOf(resendCode(phone_code_hash, { phone_number: '+999 765 43 21' }))).toBe(
      '406 PHONE_NUMBER_INVALID',
    )
    expect(await errorOf(resendCode(phone_code_hash, { phone_number: 'x' }))).toBe('406 PHONE_NUMBER_INVALID')
    expect(await resendCode(phone_code_hash, { phone_number: '9991234567' })).toMatchObject({ phone_code_hash })
  })

  it('answers 400 PHONE_CODE_HASH_EMPTY to no hash at all', async () => {
    await sendCode()
    expect(await errorOf(resendCode(''))).toBe('400 PHONE_CODE_HASH_EMPTY')
  })

  it('takes a reason as nothing but a note where no attestation has failed', async () => {
    const { phone_code_hash } = await sendCode()
    expect(await errorOf(resendCode(phone_code_hash, { reason: 'no signal' }))).toBe('420 FLOOD_WAIT_60')
    clock.advance(60_000)
    expect(await resendCode(phone_code_hash, { reason: 'no signal' })).toMatchObject({ phone_code_hash })
    expect(dc.deliveries.list().at(-1)).toMatchObject({ medium: 'call', outcome: 'accepted', reason: 'no signal' })
  })

  it('gives a code five more minutes', async () => {
    const { phone_code_hash } = await sendCode()
    clock.advance(299_000)
    await resendCode(phone_code_hash)
    clock.advance(299_000)
    expect(await signIn(phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })
})

async function wrongCodes(hash: string, times: number): Promise<void> {
  const wrong = lastCode() === '11111' ? '22222' : '11111'
  for (let turn = 0; turn < times; turn++) {
    expect(await errorOf(signIn(hash, wrong))).toMatch(/^400 PHONE_CODE_(INVALID|EXPIRED)$/)
  }
}
