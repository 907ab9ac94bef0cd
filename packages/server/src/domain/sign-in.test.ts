import { describe, expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import { logOut } from './log-out.ts'

async function codeSent(world: LoginWorld): Promise<{ key_id: bigint; phone_number: string; phone_code_hash: string }> {
  const key_id = await world.key()
  const { phone_code_hash } = await world.send(key_id)
  return { key_id, phone_number, phone_code_hash }
}

describe('a right code', () => {
  it('signs the key in to the account of the number', async () => {
    await using world = await LoginWorld.open()
    const account = await world.account()
    const reference = await codeSent(world)
    const signedIn = await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(signedIn).toEqual({ kind: 'account', account })
    const session = await world.store.sessions.find(reference.key_id)
    expect(session?.authorization).toMatchObject({ user_id: account.id, password_pending: false })
    expect(session?.authorization?.hash).not.toBe(0n)
  })

  it('may have white space around it', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await codeSent(world)
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: ` ${world.lastCode()}\n` }))).toBe('ok')
  })

  it('of a number without an account asks for sign-up and authorizes nothing', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    const signedIn = await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(signedIn).toEqual({ kind: 'signUpRequired' })
    expect((await world.store.sessions.find(reference.key_id))?.authorization).toBeUndefined()
  })

  it('repeated after a lost answer gets the same success, for two minutes', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await codeSent(world)
    const request = { ...reference, phone_code: world.lastCode() }
    const first = await world.codes.signIn(request)
    const { authorization } = (await world.store.sessions.find(reference.key_id)) ?? {}
    world.clock.advance(119_999)
    expect(await world.codes.signIn(request)).toEqual(first)
    expect((await world.store.sessions.find(reference.key_id))?.authorization).toEqual(authorization)
    expect(await refusal(world.codes.signIn({ ...request, phone_code: world.wrongCode() }))).toBe('PHONE_CODE_EXPIRED')
    world.clock.advance(1)
    expect(await refusal(world.codes.signIn(request))).toBe('PHONE_CODE_EXPIRED')
  })

  it('repeated gets the sign-up question again', async () => {
    await using world = await LoginWorld.open()
    const request = { ...(await codeSent(world)), phone_code: world.lastCode() }
    expect(await world.codes.signIn(request)).toEqual(await world.codes.signIn(request))
  })

  it('works once: after logging out it is of no use', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const request = { ...(await codeSent(world)), phone_code: world.lastCode() }
    await world.codes.signIn(request)
    expect(await logOut(world.store, request.key_id, world.clock.now())).toBe(true)
    expect(await logOut(world.store, request.key_id, world.clock.now())).toBe(false)
    expect(await refusal(world.codes.signIn(request))).toBe('PHONE_CODE_EXPIRED')
    expect((await world.store.sessions.find(request.key_id))?.authorization).toBeUndefined()
  })

  it('is not repeated once the key acts for somebody else', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const other = await world.account(0, '9995551235')
    const request = { ...(await codeSent(world)), phone_code: world.lastCode() }
    await world.codes.signIn(request)
    const authorization = { user_id: other.id, hash: 5n, password_pending: false, createdAtMs: world.clock.now() }
    await world.store.sessions.authorize(request.key_id, authorization)
    expect(await refusal(world.codes.signIn(request))).toBe('PHONE_CODE_EXPIRED')
  })

  it('on a key that is signed in already puts the new account in the place of the old', async () => {
    await using world = await LoginWorld.open()
    await world.account(0, digits)
    const other = await world.account(0, '9995551235')
    const first = await codeSent(world)
    await world.codes.signIn({ ...first, phone_code: world.lastCode() })
    const { phone_code_hash } = await world.send(first.key_id, '9995551235')
    const signedIn = await world.codes.signIn({
      key_id: first.key_id,
      phone_number: '9995551235',
      phone_code_hash,
      phone_code: world.lastCode('9995551235'),
    })
    expect(signedIn).toEqual({ kind: 'account', account: other })
    expect((await world.store.sessions.find(first.key_id))?.authorization?.user_id).toBe(other.id)
  })

  it('entered twice at the same time signs in once, with one answer', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const request = { ...(await codeSent(world)), phone_code: world.lastCode() }
    const [a, b] = await Promise.all([world.codes.signIn(request), world.codes.signIn(request)])
    expect(a).toEqual(b)
  })
})

describe('a wrong code', () => {
  it('is PHONE_CODE_INVALID five times; then the hash is dead, also for the right code', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await codeSent(world)
    for (let attempt = 0; attempt < 5; attempt++) {
      const wrong = world.codes.signIn({ ...reference, phone_code: world.wrongCode() })
      expect(await refusal(wrong)).toBe('PHONE_CODE_INVALID')
    }
    const right = world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(await refusal(right)).toBe('PHONE_CODE_EXPIRED')
  })

  it('leaves the right one working until then', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await codeSent(world)
    for (let attempt = 0; attempt < 4; attempt++) {
      await refusal(world.codes.signIn({ ...reference, phone_code: world.wrongCode() }))
    }
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('ok')
  })

  it('cannot be tried more often by trying in parallel', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    const attempts = Array.from({ length: 50 }, () =>
      refusal(world.codes.signIn({ ...reference, phone_code: world.wrongCode() })),
    )
    const outcomes = await Promise.all(attempts)
    expect(outcomes.filter(outcome => outcome === 'PHONE_CODE_INVALID')).toHaveLength(5)
    expect(outcomes.filter(outcome => outcome === 'PHONE_CODE_EXPIRED')).toHaveLength(45)
  })

  it('also counts when it is longer, shorter or no number at all', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    for (const phone_code of ['1', `${world.lastCode()}0`, 'code', '１２３４５', 'x'.repeat(10_000)]) {
      expect(await refusal(world.codes.signIn({ ...reference, phone_code }))).toBe('PHONE_CODE_INVALID')
    }
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('PHONE_CODE_EXPIRED')
  })
})

describe('what is missing or foreign', () => {
  it('is told apart only as far as the documents do', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    const phone_code = world.lastCode()
    const other = await world.key()
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: ' ' }))).toBe('PHONE_CODE_EMPTY')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code_hash: '', phone_code }))).toBe(
      'PHONE_CODE_EXPIRED',
    )
    expect(await refusal(world.codes.signIn({ ...reference, key_id: other, phone_code }))).toBe('PHONE_CODE_EXPIRED')
    const elsewhere = { ...reference, phone_number: '9995551235', phone_code }
    expect(await refusal(world.codes.signIn(elsewhere))).toBe('PHONE_NUMBER_INVALID')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code }))).toBe('ok')
  })

  it('is a code for another purpose, which resendCode and cancelCode accept all the same', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    const request = { ...reference, phone_code: world.lastCode() }
    await world.store.transaction(async ({ codes }) => {
      const hashDigest = world.secrets.hashDigest(reference.phone_code_hash)
      const pending = await codes.find(reference.key_id, hashDigest)
      await codes.delete(reference.key_id, 'login')
      if (pending !== undefined) await codes.put({ ...pending, purpose: 'change' })
    })
    expect(await refusal(world.codes.signIn(request))).toBe('PHONE_CODE_EXPIRED')
    const signUp = world.codes.signUp({ ...reference, first_name: 'Ada', last_name: '' })
    expect(await refusal(signUp)).toBe('PHONE_CODE_EXPIRED')
    world.clock.advance(60_000)
    expect(await refusal(world.codes.resend(reference))).toBe('ok')
    expect(await refusal(world.codes.cancel(reference))).toBe('ok')
  })

  it('after 300 s is the code', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    const request = { ...reference, phone_code: world.lastCode() }
    world.clock.advance(300_000)
    expect(await refusal(world.codes.signIn(request))).toBe('PHONE_CODE_EXPIRED')
  })
})

describe('two keys that ask for one number', () => {
  it('have a code each, and both may log in', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const [a, b] = await Promise.all([codeSent(world), codeSent(world)])
    const [codeOfA = '', codeOfB = ''] = world.inbox.list().map(message => message.code)
    expect(codeOfA).not.toBe(codeOfB)
    expect(await refusal(world.codes.signIn({ ...a, phone_code: codeOfB }))).toBe('PHONE_CODE_INVALID')
    const outcomes = await Promise.all([
      world.codes.signIn({ ...a, phone_code: codeOfA }),
      world.codes.signIn({ ...b, phone_code: codeOfB }),
    ])
    expect(outcomes[0]).toEqual(outcomes[1])
    const sessions = await world.store.sessions.listByUser(1_000_000_001n)
    expect(sessions.map(session => session.key_id).sort()).toEqual([a.key_id, b.key_id].sort())
    expect(new Set(sessions.map(session => session.authorization?.hash)).size).toBe(2)
  })
})

describe('auth.cancelCode', () => {
  it('ends the code, once', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    expect(await refusal(world.codes.cancel({ ...reference, phone_number: '9995551235' }))).toBe('PHONE_NUMBER_INVALID')
    expect(await refusal(world.codes.cancel(reference))).toBe('ok')
    expect(await refusal(world.codes.cancel(reference))).toBe('PHONE_CODE_EXPIRED')
    expect(await refusal(world.codes.signIn({ ...reference, phone_code: world.lastCode() }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('ends a sign-up that is awaited', async () => {
    await using world = await LoginWorld.open()
    const reference = await codeSent(world)
    await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(await refusal(world.codes.cancel(reference))).toBe('ok')
    const signUp = world.codes.signUp({ ...reference, first_name: 'Ada', last_name: '' })
    expect(await refusal(signUp)).toBe('PHONE_CODE_EXPIRED')
  })

  it('has nothing to cancel after a login', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await codeSent(world)
    await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
    expect(await refusal(world.codes.cancel(reference))).toBe('PHONE_CODE_EXPIRED')
  })
})
