import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'

describe('the first medium', () => {
  it('is sms for a number without an account', async () => {
    await using world = await LoginWorld.open()
    const sent = await world.send(await world.key())
    expect(sent).toMatchObject({ medium: { kind: 'sms', length: 5 }, next: 'call', timeoutSeconds: 60 })
  })

  it('is sms for an account that is logged in nowhere else', async () => {
    await using world = await LoginWorld.open()
    const account = await world.account()
    const key_id = await world.key()
    await world.store.sessions.authorize(key_id, {
      user_id: account.id,
      hash: 9n,
      password_pending: false,
      createdAtMs: world.clock.now(),
    })
    expect((await world.send(key_id)).medium.kind).toBe('sms')
  })

  it('is the app for an account with another live session', async () => {
    await using world = await LoginWorld.open()
    await world.account(1)
    expect((await world.send(await world.key())).medium.kind).toBe('app')
  })

  it('is not the app when the other session still owes its password', async () => {
    await using world = await LoginWorld.open()
    const account = await world.account()
    await world.store.sessions.authorize(await world.key(), {
      user_id: account.id,
      hash: 9n,
      password_pending: true,
      createdAtMs: world.clock.now(),
    })
    expect((await world.send(await world.key())).medium.kind).toBe('sms')
  })

  it('never is the app where nobody could read it, whatever the policy says', async () => {
    await using world = await LoginWorld.open({ policy: { ladders: [{ when: {}, media: ['app', 'sms'] }] } })
    expect((await world.send(await world.key())).medium.kind).toBe('sms')
    await using strict = await LoginWorld.open({ policy: { ladders: [{ when: {}, media: ['app'] }] } })
    expect(await refusal(strict.send(await strict.key()))).toBe('SMS_CODE_CREATE_FAILED')
  })
})

describe('the hash and the code', () => {
  it('are 18 hexadecimal digits and 5 digits', async () => {
    await using world = await LoginWorld.open()
    const sent = await world.send(await world.key())
    expect(sent.phone_code_hash).toMatch(/^[0-9a-f]{18}$/)
    expect(world.lastCode()).toMatch(/^\d{5}$/)
  })

  it('travel in a text that has the code as its one group of digits and a warning', async () => {
    await using world = await LoginWorld.open()
    await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    world.clock.advance(60_000)
    await world.codes.resend({ key_id, phone_number, phone_code_hash })
    world.clock.advance(60_000)
    await world.codes.resend({ key_id, phone_number, phone_code_hash })
    const messages = world.inbox.list()
    expect(messages).toHaveLength(3)
    for (const message of messages) {
      expect(message.text.match(/\d+/g)).toEqual([message.code])
      expect(message.text).toMatch(/not (give|share|tell)/)
    }
  })

  it('of a thousand requests are all different hashes, and codes over the whole range', async () => {
    await using world = await LoginWorld.open({ policy: { limits: { codesPerNumber: null } } })
    const keys = await Promise.all(Array.from({ length: 1000 }, () => world.key()))
    const sent = await Promise.all(keys.map(key_id => world.send(key_id)))
    expect(new Set(sent.map(code => code.phone_code_hash)).size).toBe(1000)
    const codes = world.log.list()
    expect(codes).toHaveLength(1000)
    // The inbox keeps the latest hundred of a number.
    const delivered = world.inbox.list().map(message => Number(message.code))
    expect(delivered).toHaveLength(100)
    expect(Math.min(...delivered)).toBeLessThan(20_000)
    expect(Math.max(...delivered)).toBeGreaterThan(80_000)
  })

  it('of a test number is the fixed one, delivered to nobody', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const number = '99966 2 0123'
    const { phone_code_hash, medium, next } = await world.send(key_id, number)
    expect([medium.kind, next]).toEqual(['sms', 'call'])
    const reference = { key_id, phone_number: number, phone_code_hash }
    world.clock.advance(60_000)
    expect((await world.codes.resend(reference)).medium.kind).toBe('call')
    expect(world.inbox.list()).toEqual([])
    expect(world.log.list()).toEqual([])
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: '11111' }))).toBe('PHONE_CODE_INVALID')
    expect(await world.codes.signIn({ ...reference, phone_code: '22222' })).toEqual({ kind: 'signUpRequired' })
  })

  it('of a test number has as many digits as any other', async () => {
    await using world = await LoginWorld.open({ policy: { media: { sms: { length: 6 } } } })
    const key_id = await world.key()
    const phone_number = '9996620123'
    const { phone_code_hash, medium } = await world.send(key_id, phone_number)
    expect(medium).toEqual({ kind: 'sms', length: 6 })
    const reference = { key_id, phone_number, phone_code_hash }
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: '22222' }))).toBe('PHONE_CODE_INVALID')
    expect(await world.codes.signIn({ ...reference, phone_code: '222222' })).toEqual({ kind: 'signUpRequired' })
  })

  it('of a test number is an ordinary one where test numbers are switched off', async () => {
    await using world = await LoginWorld.open({ policy: { numbers: { testNumbers: false } } })
    await world.send(await world.key(), '9996620123')
    expect(world.inbox.list()).toHaveLength(1)
  })
})

describe('limits', () => {
  it('let a number have five codes an hour: PHONE_NUMBER_FLOOD beyond', async () => {
    await using world = await LoginWorld.open()
    for (let time = 0; time < 5; time++) {
      expect(await refusal(world.send(await world.key()))).toBe('ok')
      world.clock.advance(60_000)
    }
    expect(await refusal(world.send(await world.key()))).toBe('PHONE_NUMBER_FLOOD')
    expect(await refusal(world.send(await world.key(), '+999 555 12 35'))).toBe('ok')
    world.clock.advance(3_600_000 - 5 * 60_000 - 1)
    expect(await refusal(world.send(await world.key()))).toBe('PHONE_NUMBER_FLOOD')
    world.clock.advance(1)
    expect(await refusal(world.send(await world.key()))).toBe('ok')
    expect(await refusal(world.send(await world.key()))).toBe('PHONE_NUMBER_FLOOD')
  })

  it('let an address have twenty codes an hour: FLOOD_WAIT with the seconds until the first of them is an hour old', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const send = (index: number, address: string) =>
      refusal(world.codes.send({ key_id, phone_number: `99955500${index + 10}`, api_id: 1, address }))
    for (let index = 0; index < 20; index++) expect(await send(index, '192.0.2.1')).toBe('ok')
    world.clock.advance(600_000)
    expect(await send(20, '192.0.2.1')).toBe('FLOOD_WAIT 3000')
    expect(await send(20, '::ffff:192.0.2.1')).toBe('FLOOD_WAIT 3000')
    expect(await send(20, '192.0.2.2')).toBe('ok')
    world.clock.advance(3_000_000)
    expect(await send(21, '192.0.2.1')).toBe('ok')
  })

  it('leave this machine itself alone, unless the policy says otherwise', async () => {
    for (const [countThisMachine, last] of [
      [false, 'ok'],
      [true, 'FLOOD_WAIT 100'],
    ] as const) {
      const limits = { codesPerAddress: { max: 1, periodSeconds: 100 }, countThisMachine }
      for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
        await using world = await LoginWorld.open({ policy: { limits } })
        const key_id = await world.key()
        const send = (phone_number: string) => refusal(world.codes.send({ key_id, phone_number, api_id: 1, address }))
        expect(await send('9995550010')).toBe('ok')
        expect(await send('9995550011')).toBe(last)
      }
    }
  })

  it('do not count what was refused, and leave the code before alive', async () => {
    await using world = await LoginWorld.open({
      policy: { limits: { codesPerNumber: { max: 1, periodSeconds: 100 } } },
    })
    await world.account()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    for (let time = 0; time < 3; time++) expect(await refusal(world.send(key_id))).toBe('PHONE_NUMBER_FLOOD')
    const reference = { key_id, phone_number, phone_code_hash }
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('ok')
    world.clock.advance(100_000)
    expect(await refusal(world.send(key_id))).toBe('ok')
  })
})

describe('numbers', () => {
  it('that are none are refused before anything else', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    for (const text of ['', '+', 'abc', '12', '+1 23', '1234567890123456']) {
      expect(await refusal(world.send(key_id, text))).toBe('PHONE_NUMBER_INVALID')
    }
  })

  it('that are banned are refused', async () => {
    await using world = await LoginWorld.open({ policy: { numbers: { bannedPrefixes: ['999555'] } } })
    expect(await refusal(world.send(await world.key()))).toBe('PHONE_NUMBER_BANNED')
  })
})

describe('live codes', () => {
  it('are never two per key and purpose, whatever is done in whatever order', async () => {
    const action = fc.record({
      key: fc.nat(2),
      number: fc.nat(1),
      what: fc.constantFrom('send', 'resend', 'cancel', 'signIn', 'wrong', 'signUp', 'wait'),
      waitMs: fc.integer({ min: 1, max: 400_000 }),
      hash: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async actions => {
        await using world = await LoginWorld.open({ policy: { limits: { codesPerNumber: null } } })
        const keys = [await world.key(), await world.key(), await world.key()]
        const numbers = [digits, '9995551235']
        const hashes = new Map<bigint, { hash: string; number: string }[]>(keys.map(key => [key, []]))
        for (const { key, number, what, waitMs, hash } of actions) {
          const key_id = keys[key] ?? 1n
          const known = hashes.get(key_id) ?? []
          const meant = known.at(-1 - hash)
          const reference = {
            key_id,
            phone_number: meant?.number ?? digits,
            phone_code_hash: meant?.hash ?? 'none',
          }
          const code = world.inbox.list({ phone_number: reference.phone_number }).at(-1)?.code ?? '1'
          if (what === 'wait') world.clock.advance(waitMs)
          if (what === 'send') {
            const phone = numbers[number] ?? digits
            const sent = await world.send(key_id, phone)
            known.push({ hash: sent.phone_code_hash, number: phone })
          }
          if (what === 'resend') await refusal(world.codes.resend(reference))
          if (what === 'cancel') await refusal(world.codes.cancel(reference))
          if (what === 'signIn') await refusal(world.codes.signIn({ ...reference, phone_code: code }))
          if (what === 'wrong') await refusal(world.codes.signIn({ ...reference, phone_code: 'x' }))
          if (what === 'signUp') await refusal(world.codes.signUp({ ...reference, first_name: 'A', last_name: '' }))
        }
        // A hash is alive when a wrong code is told from a dead one.
        for (const key_id of keys) {
          const outcomes = await Promise.all(
            (hashes.get(key_id) ?? []).map(({ hash, number }) =>
              refusal(world.codes.signIn({ key_id, phone_number: number, phone_code_hash: hash, phone_code: 'x' })),
            ),
          )
          expect(outcomes.filter(outcome => outcome !== 'PHONE_CODE_EXPIRED').length).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})
