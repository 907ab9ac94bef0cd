import { describe, expect, it } from 'vitest'
import { LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import type { DeliveryProvider } from '../delivery/provider.ts'
import type { PolicyOverrides } from '../policy/resolve-policy.ts'

describe('a medium that fails', () => {
  const failing = (...media: ('app' | 'sms' | 'call')[]) => ({
    name: 'gateway',
    media,
    deliver: async () => {
      throw new RangeError('the gateway is down')
    },
  })

  it('moves on to the next medium silently', async () => {
    await using world = await LoginWorld.open({ providers: [failing('sms')], withoutInbox: false })
    const key_id = await world.key()
    // The inbox serves sms, too, and is asked second.
    expect((await world.send(key_id)).medium.kind).toBe('sms')
    expect(world.log.list().map(entry => `${entry.provider} ${entry.outcome}`)).toEqual([
      'gateway failed',
      'inbox accepted',
    ])
  })

  it('is skipped on the way down, and the answer tells what was sent in fact', async () => {
    const phone = { name: 'voice', media: ['call'] as const, deliver: async () => {} }
    await using world = await LoginWorld.open({ providers: [failing('sms'), phone], withoutInbox: true })
    const key_id = await world.key()
    const sent = await world.send(key_id)
    expect(sent).toMatchObject({ medium: { kind: 'call', length: 5 }, next: undefined, timeoutSeconds: undefined })
  })

  it('leaves no code behind when it was the last: SMS_CODE_CREATE_FAILED', async () => {
    await using world = await LoginWorld.open({ providers: [failing('sms', 'call')], withoutInbox: true })
    const key_id = await world.key()
    expect(await refusal(world.send(key_id))).toBe('SMS_CODE_CREATE_FAILED')
    expect(await world.store.codes.delete(key_id, 'login')).toBe(false)
  })

  it('at a resend leaves the code sent before as it was, and waits before the next try', async () => {
    let down = true
    const codes: string[] = []
    const text = {
      name: 'text',
      media: ['sms'] as const,
      deliver: async (r: { code: string }) => void codes.push(r.code),
    }
    const voice = {
      name: 'voice',
      media: ['call'] as const,
      deliver: async () => {
        if (down) throw new RangeError('the line is busy')
      },
    }
    await using world = await LoginWorld.open({
      providers: [text, voice],
      withoutInbox: true,
      policy: { code: { onResend: 'new' } },
    })
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const reference = { key_id, phone_number, phone_code_hash }
    world.clock.advance(60_000)
    expect(await refusal(world.codes.resend(reference))).toBe('SMS_CODE_CREATE_FAILED')
    expect(await refusal(world.codes.resend(reference))).toBe('FLOOD_WAIT 60')
    down = false
    world.clock.advance(60_000)
    expect(await refusal(world.codes.resend(reference))).toBe('ok')

    // A second login shows that the text message's code works after a failed call.
    down = true
    const again = await world.send(key_id)
    world.clock.advance(60_000)
    const second = { key_id, phone_number, phone_code_hash: again.phone_code_hash }
    expect(await refusal(world.codes.resend(second))).toBe('SMS_CODE_CREATE_FAILED')
    expect(await refusal(world.codes.signIn({ ...second, phone_code: codes.at(-1) ?? '' }))).toBe('ok')
  })
})

describe('while a delivery takes its time', () => {
  /** A gateway for text messages and calls whose every delivery waits for the test to end it. */
  function slowGateway() {
    const waiting: { medium: string; code: string; accept: () => void; refuse: () => void }[] = []
    const provider: DeliveryProvider = {
      name: 'slow',
      media: ['app', 'sms', 'call'],
      deliver: ({ medium, code }) =>
        new Promise<void>((resolve, reject) => {
          waiting.push({ medium, code, accept: resolve, refuse: () => reject(new RangeError('refused')) })
        }),
    }
    const taken = async () => {
      while (waiting.length === 0) await new Promise(resolve => setImmediate(resolve))
      const [first] = waiting.splice(0, 1)
      if (first === undefined) throw new TypeError('nothing waits')
      return first
    }
    return { provider, taken }
  }

  const immediate = { sms: { timeoutSeconds: 0 }, app: { timeoutSeconds: 0 } }

  async function resending(policy: PolicyOverrides = {}) {
    const gateway = slowGateway()
    const world = await LoginWorld.open({ providers: [gateway.provider], withoutInbox: true, policy })
    await world.account(1)
    const key_id = await world.key()
    const sending = world.send(key_id)
    const app = await gateway.taken()
    app.accept()
    const { phone_code_hash } = await sending
    world.clock.advance(60_000)
    const reference = { key_id, phone_number, phone_code_hash }
    const resent = refusal(world.codes.resend(reference))
    return { world, gateway, reference, resent, phone_code: app.code, sms: await gateway.taken() }
  }

  it('the code sent before can be entered, and a refusal afterwards does not bring it back to life', async () => {
    const { world, reference, resent, phone_code, sms } = await resending()
    await using _ = world
    expect((await world.codes.signIn({ ...reference, phone_code })).kind).toBe('account')
    sms.refuse()
    expect(await resent).toBe('SMS_CODE_CREATE_FAILED')
    world.clock.advance(120_000)
    expect(await refusal(world.codes.signIn({ ...reference, phone_code }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('a cancelled code stays cancelled when the delivery is refused', async () => {
    const { world, reference, resent, phone_code, sms } = await resending()
    await using _ = world
    await world.codes.cancel(reference)
    sms.refuse()
    expect(await resent).toBe('SMS_CODE_CREATE_FAILED')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('a second resend goes on from there, and a refusal of the first does not undo it', async () => {
    const { world, gateway, reference, resent, sms } = await resending({ media: immediate })
    await using _ = world
    const second = world.codes.resend(reference)
    const call = await gateway.taken()
    call.accept()
    expect((await second).medium.kind).toBe('call')
    sms.refuse()
    expect(await resent).toBe('SMS_CODE_CREATE_FAILED')
    expect(await refusal(world.codes.resend(reference))).toBe('SEND_CODE_UNAVAILABLE')
  })

  it('a wrong code counts, also when the code goes back to the medium before', async () => {
    const { world, gateway, reference, resent, phone_code, sms } = await resending()
    await using _ = world
    const wrong = phone_code === '00000' ? '11111' : '00000'
    for (let attempt = 0; attempt < 4; attempt++) {
      expect(await refusal(world.codes.signIn({ ...reference, phone_code: wrong }))).toBe('PHONE_CODE_INVALID')
    }
    sms.refuse()
    const call = await gateway.taken()
    call.refuse()
    expect(await resent).toBe('SMS_CODE_CREATE_FAILED')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: wrong }))).toBe('PHONE_CODE_INVALID')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code }))).toBe('PHONE_CODE_EXPIRED')
  })
})
