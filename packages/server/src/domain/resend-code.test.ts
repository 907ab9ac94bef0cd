import { describe, expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import type { SentCode } from './sent-code.ts'

function media(sent: SentCode): string {
  const length = 'length' in sent.medium ? sent.medium.length : 'no length'
  return `${sent.medium.kind} ${length}, next ${sent.next ?? 'none'}, timeout ${sent.timeoutSeconds ?? 'none'}`
}

describe('auth.resendCode, state by state', () => {
  it('next_type set, timeout passed: sends by next_type with the same hash and a fresh answer', async () => {
    await using world = await LoginWorld.open()
    await world.account(1)
    const key_id = await world.key()
    const first = await world.send(key_id)
    expect(media(first)).toBe('app 5, next sms, timeout 60')
    const request = { key_id, phone_number, phone_code_hash: first.phone_code_hash }

    world.clock.advance(60_000)
    const second = await world.codes.resend(request)
    expect(media(second)).toBe('sms 5, next call, timeout 60')

    world.clock.advance(60_000)
    const third = await world.codes.resend(request)
    expect(media(third)).toBe('call 5, next none, timeout none')

    expect([second.phone_code_hash, third.phone_code_hash]).toEqual([first.phone_code_hash, first.phone_code_hash])
    const messages = world.inbox.list({ phone_number })
    expect(messages.map(message => message.medium)).toEqual(['app', 'sms', 'call'])
    expect(new Set(messages.map(message => message.code)).size).toBe(1)
  })

  it('next_type set, timeout not passed: FLOOD_WAIT with the seconds that remain, and nothing is sent', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const resend = () => refusal(world.codes.resend({ key_id, phone_number, phone_code_hash }))
    expect(await resend()).toBe('FLOOD_WAIT 60')
    world.clock.advance(59_001)
    expect(await resend()).toBe('FLOOD_WAIT 1')
    expect(world.inbox.list()).toHaveLength(1)
    world.clock.advance(999)
    expect(await resend()).toBe('ok')
    expect(world.inbox.list()).toHaveLength(2)
  })

  it('next_type absent: SEND_CODE_UNAVAILABLE, and the code already sent stays valid', async () => {
    await using world = await LoginWorld.open({ policy: { ladders: [{ when: {}, media: ['sms'] }] } })
    await world.account()
    const key_id = await world.key()
    const sent = await world.send(key_id)
    expect(media(sent)).toBe('sms 5, next none, timeout none')
    const reference = { key_id, phone_number, phone_code_hash: sent.phone_code_hash }
    world.clock.advance(61_000)
    expect(await refusal(world.codes.resend(reference))).toBe('SEND_CODE_UNAVAILABLE')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('ok')
  })

  it('all media used: the same, however often it is asked', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    world.clock.advance(60_000)
    expect((await world.codes.resend(reference)).medium.kind).toBe('call')
    for (let time = 0; time < 3; time++) {
      expect(await refusal(world.codes.resend(reference))).toBe('SEND_CODE_UNAVAILABLE')
    }
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('ok')
  })

  it('hash expired: PHONE_CODE_EXPIRED, 300 s after the last sending', async () => {
    await using world = await LoginWorld.open()
    await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    world.clock.advance(299_999)
    expect(await refusal(world.codes.resend(reference))).toBe('ok')
    world.clock.advance(299_999)
    expect(await refusal(world.codes.resend(reference))).toBe('ok')
    world.clock.advance(300_000)
    expect(await refusal(world.codes.resend(reference))).toBe('PHONE_CODE_EXPIRED')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('hash cancelled: PHONE_CODE_EXPIRED', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    await world.codes.cancel(reference)
    world.clock.advance(60_000)
    expect(await refusal(world.codes.resend(reference))).toBe('PHONE_CODE_EXPIRED')
  })

  it('hash replaced by a second sendCode under the same key: PHONE_CODE_EXPIRED for the old, the new one works', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const old = await world.send(key_id)
    const fresh = await world.send(key_id)
    world.clock.advance(60_000)
    const resend = (sent: SentCode) =>
      refusal(world.codes.resend({ key_id, phone_number, phone_code_hash: sent.phone_code_hash }))
    expect(await resend(old)).toBe('PHONE_CODE_EXPIRED')
    expect(await resend(fresh)).toBe('ok')
  })

  it('already signed in: PHONE_CODE_EXPIRED', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    world.clock.advance(60_000)
    await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(await refusal(world.codes.resend(reference))).toBe('PHONE_CODE_EXPIRED')
  })

  it('code proven, sign-up awaited: PHONE_CODE_EXPIRED, and sign-up is still possible', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    world.clock.advance(60_000)
    await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(await refusal(world.codes.resend(reference))).toBe('PHONE_CODE_EXPIRED')
    expect(await refusal(world.codes.signUp({ ...reference, first_name: 'Ada', last_name: '' }))).toBe('ok')
  })

  it('hash dead by wrong attempts: PHONE_CODE_EXPIRED', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    for (let attempt = 0; attempt < 5; attempt++) {
      await refusal(world.codes.signIn({ ...reference, phone_code: world.wrongCode() }))
    }
    world.clock.advance(60_000)
    expect(await refusal(world.codes.resend(reference))).toBe('PHONE_CODE_EXPIRED')
  })

  it('hash wrong or asked by another key: PHONE_CODE_EXPIRED', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const other = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    world.clock.advance(60_000)
    const wrong = { key_id, phone_number, phone_code_hash: '0123456789abcdef01' }
    expect(await refusal(world.codes.resend(wrong))).toBe('PHONE_CODE_EXPIRED')
    const foreign = { key_id: other, phone_number, phone_code_hash }
    expect(await refusal(world.codes.resend(foreign))).toBe('PHONE_CODE_EXPIRED')
  })

  it('another number, or none: PHONE_NUMBER_INVALID; the same number written otherwise is the same', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    world.clock.advance(60_000)
    const resend = (number: string) => refusal(world.codes.resend({ key_id, phone_number: number, phone_code_hash }))
    expect(await resend('+999 555 12 35')).toBe('PHONE_NUMBER_INVALID')
    expect(await resend('')).toBe('PHONE_NUMBER_INVALID')
    expect(await resend('nobody')).toBe('PHONE_NUMBER_INVALID')
    expect(await resend(digits)).toBe('ok')
  })

  it('hash empty: PHONE_CODE_HASH_EMPTY', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    await world.send(key_id)
    expect(await refusal(world.codes.resend({ key_id, phone_number, phone_code_hash: '' }))).toBe(
      'PHONE_CODE_HASH_EMPTY',
    )
  })

  it('a reason outside Firebase changes nothing and is noted in the delivery log', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const request = { key_id, phone_number, phone_code_hash, reason: 'PLAYINTEGRITY_TOKEN_NULL' }
    expect(await refusal(world.codes.resend(request))).toBe('FLOOD_WAIT 60')
    world.clock.advance(60_000)
    expect((await world.codes.resend(request)).medium.kind).toBe('call')
    expect(await refusal(world.codes.resend(request))).toBe('SEND_CODE_UNAVAILABLE')
    expect(world.log.list().map(entry => entry.reason)).toEqual([undefined, 'PLAYINTEGRITY_TOKEN_NULL'])
  })
})

describe('what a resend carries', () => {
  it('is a new code when the policy says so, and the old one stops working', async () => {
    await using world = await LoginWorld.open({ policy: { code: { onResend: 'new' } } })
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    const old = world.lastCode()
    world.clock.advance(60_000)
    const sent = await world.codes.resend(reference)
    expect(sent.phone_code_hash).toBe(phone_code_hash)
    expect(world.lastCode()).not.toBe(old)
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: old }))).toBe('PHONE_CODE_INVALID')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('ok')
  })

  it('is a new code when the next medium wants another length', async () => {
    await using world = await LoginWorld.open({ policy: { media: { call: { length: 6 } } } })
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const old = world.lastCode()
    world.clock.advance(60_000)
    const sent = await world.codes.resend({ key_id, phone_number, phone_code_hash })
    expect(sent.medium).toEqual({ kind: 'call', length: 6 })
    expect(world.lastCode()).toMatch(/^\d{6}$/)
    expect(world.lastCode()).not.toContain(old)
    const signIn = (phone_code: string) =>
      refusal(world.codes.signIn({ key_id, phone_number, phone_code_hash, phone_code }))
    expect(await signIn(old)).toBe('PHONE_CODE_INVALID')
    expect(await signIn(world.lastCode())).toBe('ok')
  })

  it('does not give the wrong attempts back', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    const wrong = () => refusal(world.codes.signIn({ ...reference, phone_code: world.wrongCode() }))
    for (let attempt = 0; attempt < 4; attempt++) expect(await wrong()).toBe('PHONE_CODE_INVALID')
    world.clock.advance(60_000)
    await world.codes.resend(reference)
    expect(await wrong()).toBe('PHONE_CODE_INVALID')
    expect(await wrong()).toBe('PHONE_CODE_EXPIRED')
  })
})

describe('racing resends', () => {
  it('use each medium once', async () => {
    await using world = await LoginWorld.open()
    await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    world.clock.advance(60_000)
    const resend = () => refusal(world.codes.resend({ key_id, phone_number, phone_code_hash }))
    const outcomes = await Promise.all([resend(), resend(), resend()])
    expect(outcomes.sort()).toEqual(['FLOOD_WAIT 60', 'FLOOD_WAIT 60', 'ok'])
    expect(world.inbox.list().map(message => message.medium)).toEqual(['app', 'sms'])
  })
})
