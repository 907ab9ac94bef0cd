/**
 * The two-step password between our client and our data center, over real TCP, in a time that the test owns: set,
 * changed and removed by `tg.password`, and asked for by `tg.login`.
 */
import { type Client, memorySession, type SessionStore } from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const email = 'ada@mail.example'
const password = ' pässwörd 42 '

let world: FakeTimeWorld
let owner: Client

beforeEach(async () => {
  const limits = { codesPerNumber: null, codesPerAddress: null }
  world = await startFakeTimeWorld({ accounts: [{ phone_number, first_name: 'Ada' }], policy: { limits } })
  owner = await world.openClient()
  await enterCode(owner)
})

afterEach(() => world[Symbol.asyncDispose]())

describe('tg.login of an account with a password', () => {
  it('shows the hint, stays with a wrong password, and ends with the right one', async () => {
    await owner.password.set({ password, hint: 'spaces count' })
    const tg = await world.openClient()
    expect(await enterCode(tg)).toEqual({ at: 'password', phone_number, hint: 'spaces count', has_recovery: false })
    expect(tg.login.describe()).toBe(
      'The account has a password (hint: spaces count): enter it to finish the login. ' +
        'Forgotten, it can be reset from a device that is logged in; where there is none, only by deleting the account.',
    )
    expect(await tg.login.enterPassword(password.trim())).toMatchObject({
      at: 'password',
      problem: 'PASSWORD_HASH_INVALID',
    })
    await expect(tg.login.enterPassword('')).rejects.toMatchObject({ code: 'PASSWORD_EMPTY' })
    await expect(tg.login.requestRecovery()).rejects.toMatchObject({ code: 'RECOVERY_UNAVAILABLE' })
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
    expect(await firstName(tg)).toBe('Ada')
  })

  it('goes on after a restart of the program', async () => {
    await owner.password.set({ password })
    const session = memorySession()
    const before = await world.openClient({ session: keep(session) })
    await enterCode(before)
    await before.close()
    const tg = await world.openClient({ session })
    expect(tg.login.state).toMatchObject({ at: 'password', has_recovery: false })
    expect(JSON.stringify(tg.login)).not.toContain('pässw')
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
  })

  it('answers a question that has become stale once more, and nobody notices', async () => {
    await owner.password.set({ password })
    let made = 0
    const tg = await world.openClient({
      interceptors: [
        async (call, next) => {
          if (call.method !== 'auth.checkPassword' || made++ > 0) return next(call)
          // The answer to the first attempt is lost on its way: the question is used up all the same.
          await next({
            ...call,
            parameters: { password: { ...srpOf(call.parameters), M1: new Uint8Array(32) } },
          }).catch(() => undefined)
          return next(call)
        },
      ],
    })
    await enterCode(tg)
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
    expect(made).toBe(2)
  })

  it('says until when it has to wait after too many wrong passwords', async () => {
    await owner.password.set({ password })
    const tg = await world.openClient()
    await enterCode(tg)
    for (let count = 0; count < 10; count++) await tg.login.enterPassword(`guess ${count}`)
    await expect(tg.login.enterPassword(password)).rejects.toMatchObject({ errorName: 'FLOOD_WAIT', argument: 3600 })
    expect(tg.login.describe()).toMatch(/^Too many wrong passwords: another can be tried in 60 min\. /)
    await world.pass(3600)
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
  })

  it('recovers by e-mail, with a new password', async () => {
    await owner.password.set({ password, email })
    await owner.password.confirmEmail(newestCode())
    const tg = await world.openClient()
    expect(await enterCode(tg)).toMatchObject({ at: 'password', has_recovery: true })
    expect(await tg.login.requestRecovery()).toMatchObject({ at: 'password', email_pattern: 'a***a@mail.example' })
    expect(await tg.login.recover({ code: newestCode() === '000000' ? '111111' : '000000' })).toMatchObject({
      at: 'password',
      email_pattern: 'a***a@mail.example',
      problem: 'CODE_INVALID',
    })
    expect(await tg.login.recover({ code: newestCode(), newPassword: 'new', hint: 'n' })).toMatchObject({ at: 'done' })
    const other = await world.openClient()
    expect(await enterCode(other)).toMatchObject({ at: 'password', hint: 'n', has_recovery: true })
    expect(await other.login.enterPassword('new')).toMatchObject({ at: 'done' })
  })

  it('needs no other code when the password was removed before it was entered', async () => {
    await owner.password.set({ password })
    const tg = await world.openClient()
    await enterCode(tg)
    await owner.password.remove({ current: password })
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'done' })
    expect(await firstName(tg)).toBe('Ada')
  })

  it('begins anew when it was removed, and the program has forgotten the code meanwhile', async () => {
    await owner.password.set({ password })
    const session = memorySession()
    const before = await world.openClient({ session: keep(session) })
    await enterCode(before)
    await before.close()
    const tg = await world.openClient({ session })
    await owner.password.remove({ current: password })
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'phone', problem: 'PASSWORD_EMPTY' })
  })

  it('begins anew when the password was changed before it was entered', async () => {
    await owner.password.set({ password })
    const tg = await world.openClient()
    await enterCode(tg)
    await owner.password.change({ current: password, password: 'another' })
    expect(await tg.login.enterPassword(password)).toMatchObject({ at: 'phone', problem: 'AUTH_KEY_UNREGISTERED' })
  })

  it('is given up on the server too', async () => {
    await owner.password.set({ password })
    const tg = await world.openClient()
    await enterCode(tg)
    expect(await tg.login.cancel()).toMatchObject({ at: 'phone' })
    await expect(tg.account.getPassword()).rejects.toMatchObject({ errorName: 'AUTH_KEY_UNREGISTERED' })
  })

  it('follows a program that makes the calls by itself', async () => {
    await owner.password.set({ password, hint: 'h' })
    const tg = await world.openClient()
    await tg.login.start({ phone_number })
    await expect(tg.auth.signIn({ phone_code: newestCode() })).rejects.toMatchObject({
      error_code: 401,
      errorName: 'SESSION_PASSWORD_NEEDED',
    })
    expect(tg.login.state).toEqual({ at: 'password', phone_number })
    await tg.account.getPassword()
    expect(tg.login.state).toMatchObject({ at: 'password', hint: 'h' })
    await tg.auth.checkPassword({ password: { _: 'inputCheckPasswordEmpty' } }).catch(() => undefined)
    expect(tg.login.state).toMatchObject({ at: 'password', problem: 'PASSWORD_HASH_INVALID' })
  })
})

describe('tg.password', () => {
  it('sets, changes and removes, with the current password alone', async () => {
    expect(await owner.password.set({ password, hint: 'one' })).toEqual({ at: 'done' })
    await expect(owner.password.set({ password: 'x' })).rejects.toMatchObject({ code: 'PASSWORD_EXISTS' })
    await expect(owner.password.change({ current: 'wrong', password: 'x' })).rejects.toMatchObject({
      errorName: 'PASSWORD_HASH_INVALID',
    })
    expect(await owner.password.change({ current: password, password: 'two', hint: '2' })).toEqual({ at: 'done' })
    expect((await owner.account.getPassword()).hint).toBe('2')
    await owner.password.remove({ current: 'two' })
    expect((await owner.account.getPassword()).has_password).toBeUndefined()
    await expect(owner.password.remove({ current: 'two' })).rejects.toMatchObject({ code: 'PASSWORD_MISSING' })
  })

  it('refuses what would give the password away or is none', async () => {
    await expect(owner.password.set({ password: 'x', hint: 'x' })).rejects.toMatchObject({ code: 'HINT_UNSAFE' })
    await expect(owner.password.set({ password: '' })).rejects.toMatchObject({ code: 'PASSWORD_EMPTY' })
    await expect(owner.password.remove({ current: '' })).rejects.toMatchObject({ code: 'PASSWORD_EMPTY' })
  })

  it('sets an address for recovery once its code is entered', async () => {
    await owner.password.set({ password })
    const wish = { current: password, email }
    expect(await owner.password.setRecoveryEmail(wish)).toEqual({ at: 'emailUnconfirmed', codeLength: 6 })
    await owner.password.resendEmail()
    await owner.password.cancelEmail()
    await expect(owner.password.confirmEmail(newestCode())).rejects.toMatchObject({ errorName: 'EMAIL_HASH_EXPIRED' })
    await owner.password.setRecoveryEmail(wish)
    const code = newestCode()
    await owner.password.confirmEmail(`${code.slice(0, 3)} ${code.slice(3)}`)
    expect(await owner.password.recoveryEmail({ current: password })).toBe(email)
    await owner.password.removeRecoveryEmail({ current: password })
    expect(await owner.password.recoveryEmail({ current: password })).toBeUndefined()
  })

  it('is recovered by its owner who is logged in and has forgotten it', async () => {
    await owner.password.set({ password, email })
    await owner.password.confirmEmail(newestCode())
    expect(await owner.password.requestRecovery()).toEqual({ email_pattern: 'a***a@mail.example' })
    const wrong = newestCode() === '000000' ? '111111' : '000000'
    await expect(owner.password.recover({ code: wrong })).rejects.toMatchObject({ errorName: 'CODE_INVALID' })
    await owner.password.recover({ code: newestCode(), newPassword: 'remembered', hint: 'r' })
    expect(owner.login.state).toMatchObject({ at: 'done' })
    expect(await owner.password.recoveryEmail({ current: 'remembered' })).toBe(email)
    await owner.password.requestRecovery()
    await owner.password.recover({ code: newestCode() })
    expect((await owner.account.getPassword()).has_password).toBeUndefined()
    await expect(owner.password.requestRecovery()).rejects.toMatchObject({ errorName: 'PASSWORD_EMPTY' })
  })

  it('is reset after seven days', async () => {
    await owner.password.set({ password })
    expect(await owner.password.reset()).toMatchObject({ _: 'account.resetPasswordRequestedWait' })
    await owner.password.declineReset()
    expect(await owner.password.reset()).toMatchObject({ _: 'account.resetPasswordFailedWait' })
  })

  it('stands behind a token for a while', async () => {
    await owner.password.set({ password })
    const { tmp_password } = await owner.password.temporary({ current: password, periodSeconds: 600 })
    expect(tmp_password.length).toBe(32)
  })
})

describe('a server whose values are unsafe', () => {
  it.each([
    ['a generator that does not fit', 'DH_GENERATOR_INVALID', { g: 2 }],
    ['a number that is no safe prime', 'DH_', { p: new Uint8Array(256).fill(255) }],
    ['a salt that takes long to hash', 'PASSWORD_ALGORITHM_UNKNOWN', { salt1: new Uint8Array(5000) }],
    ['an unknown algorithm', 'PASSWORD_ALGORITHM_UNKNOWN', { _: 'passwordKdfAlgoUnknown' }],
  ])('gets nothing made of the password: %s', async (_what, code, change) => {
    await owner.password.set({ password })
    const sent: string[] = []
    const tg = await world.openClient({
      interceptors: [
        async (call, next) => {
          sent.push(call.method)
          const answer = await next(call)
          return call.method === 'account.getPassword' ? withAlgorithm(answer as object, change) : answer
        },
      ],
    })
    await enterCode(tg)
    await expect(tg.login.enterPassword(password)).rejects.toThrow(code)
    expect(sent).not.toContain('auth.checkPassword')
    expect(tg.login.state.at).toBe('password')
  })
})

/** Sends a code to the number and enters it. */
async function enterCode(tg: Client) {
  await tg.login.start({ phone_number })
  return tg.login.enterCode(newestCode())
}

function newestCode(): string {
  return world.dc.inbox.list({ phone_number }).at(-1)!.code
}

async function firstName(tg: Client): Promise<string | undefined> {
  const [user] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
  return user?._ === 'user' ? user.first_name : undefined
}

/** A session that outlives its client. */
function keep(session: SessionStore): SessionStore {
  return { load: () => session.load(), save: data => session.save(data) }
}

function srpOf(parameters: object): object {
  return (parameters as { readonly password: object }).password
}

function withAlgorithm(answer: object, change: object): object {
  const { current_algo } = answer as { readonly current_algo?: object }
  return { ...answer, current_algo: { ...current_algo, ...change } }
}
