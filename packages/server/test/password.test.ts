/** The two-step password over TCP, in a time that the tests own: one row for each way in which a method can answer. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { account, auth, InputCheckPasswordSRP, inputCheckPasswordSRP } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../src/index.ts'
import {
  algorithmOf,
  answer,
  answerTo,
  email,
  emailPattern,
  getPassword,
  noPassword,
  PasswordWorld,
  plainSettings,
  pMinus,
  removal,
  setPassword,
  setPasswordWithEmail,
  settings,
  update,
  wrongAnswer,
} from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const password = 'pässwörd-42'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let world: PasswordWorld
let owner: RawClient

beforeEach(async () => {
  world = await PasswordWorld.start()
  owner = await world.loggedIn()
})

afterEach(() => world[Symbol.asyncDispose]())

const check = (client: RawClient, srp: InputCheckPasswordSRP) =>
  client.call<auth.authorization>('auth.checkPassword', { password: srp })
const stateOf = (client: RawClient) => errorOf(client.call('updates.getState'))

describe('a key whose code was right and that owes the password', () => {
  beforeEach(() => setPassword(owner, password))

  it('is told so by 401, also when it enters the code again, and may do no more than before', async () => {
    const client = await world.connect()
    const signIn = await world.sendCode(client)
    expect(await errorOf(signIn())).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(signIn())).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await stateOf(client)).toBe('401 SESSION_PASSWORD_NEEDED')
    const wanted = { password: noPassword, new_settings: removal }
    expect(await errorOf(client.call('account.updatePasswordSettings', wanted))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(client.call('account.resetPassword'))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await client.call('help.getNearestDc')).toMatchObject({ _: 'nearestDc' })
  })

  it('acts for the account after the right password, and not before', async () => {
    const client = await world.pending()
    expect(await getPassword(client)).toMatchObject({
      has_password: true,
      hint: 'the usual',
      has_recovery: undefined,
      srp_B: expect.objectContaining({ length: 256 }),
    })
    const { user } = await check(client, await answer(client, password))
    expect(user).toMatchObject({ self: true, first_name: 'Ada' })
    expect(await stateOf(client)).toBeUndefined()
  })

  it('gets the same answer when it has to ask again, since the first one may be lost', async () => {
    const client = await world.pending()
    const { user } = await check(client, await answer(client, password))
    expect(await check(client, await answer(client, password))).toMatchObject({ user })
  })

  it('ends when it logs out', async () => {
    const client = await world.pending()
    expect(await client.call('auth.logOut')).toMatchObject({ _: 'auth.loggedOut' })
    expect(await errorOf(getPassword(client))).toBe('401 AUTH_KEY_UNREGISTERED')
  })

  it('ends when somebody else changes the password, and not by the change of its own', async () => {
    const client = await world.pending()
    const current = await answer(owner, password)
    await update(owner, current, await settings(owner, 'another'))
    expect(await stateOf(client)).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await stateOf(owner)).toBeUndefined()
  })

  it('enters its code again once the password was removed', async () => {
    const client = await world.connect()
    const signIn = await world.sendCode(client)
    await errorOf(signIn())
    world.clock.advance(10 * minute)
    await update(owner, await answer(owner, password), removal)
    expect(await getPassword(client)).toMatchObject({ has_password: undefined, srp_id: undefined })
    expect(await errorOf(check(client, noPassword))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await stateOf(client)).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await signIn()).toMatchObject({ _: 'auth.authorization' })
    expect(await stateOf(client)).toBeUndefined()
  })

  it('keeps the session of a key that logs in again to the account it acts for', async () => {
    const again = await world.sendCode(owner)
    expect(await again()).toMatchObject({ _: 'auth.authorization' })
    expect(await stateOf(owner)).toBeUndefined()
  })
})

describe('auth.checkPassword', () => {
  let client: RawClient

  beforeEach(async () => {
    await setPassword(owner, password)
    client = await world.pending()
  })

  const outcome = async (srp: InputCheckPasswordSRP) => errorOf(check(client, srp))
  const srp = async (changes: Partial<inputCheckPasswordSRP>) => ({ ...(await wrongAnswer(client)), ...changes })

  it('answers PASSWORD_HASH_INVALID to a wrong password', async () => {
    expect(await outcome(await answer(client, 'passwörd-42'))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await outcome(noPassword)).toBe('400 PASSWORD_HASH_INVALID')
    expect(await outcome(await srp({ M1: new Uint8Array(0) }))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await stateOf(client)).toBe('401 SESSION_PASSWORD_NEEDED')
  })

  it('answers SRP_ID_INVALID to the second answer to one question, right or wrong', async () => {
    const asked = await getPassword(client)
    expect(await outcome(await answerTo(asked, 'wrong'))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await outcome(await answerTo(asked, password))).toBe('400 SRP_ID_INVALID')
  })

  it('answers SRP_ID_INVALID to a question that is unknown, five minutes old, or put to another key', async () => {
    expect(await outcome(await srp({ srp_id: 5n }))).toBe('400 SRP_ID_INVALID')
    const old = await answer(client, password)
    world.clock.advance(5 * minute)
    expect(await outcome(old)).toBe('400 SRP_ID_INVALID')
    const foreign = await answer(await world.pending(), password)
    expect(await outcome(foreign)).toBe('400 SRP_ID_INVALID')
    expect(await outcome(await answer(owner, password))).toBe('400 SRP_ID_INVALID')
    expect(await outcome(await answer(client, password))).toBeUndefined()
  })

  it('keeps ten questions of a key open, and an answer works as long as its question is', async () => {
    const eleven = []
    for (let count = 0; count < 11; count++) eleven.push(await getPassword(client))
    expect(await outcome(await answerTo(eleven[0]!, password))).toBe('400 SRP_ID_INVALID')
    expect(await outcome(await answerTo(eleven[1]!, password))).toBeUndefined()
  })

  it('answers SRP_PASSWORD_CHANGED to a question about an older password', async () => {
    const asked = await getPassword(owner)
    await update(owner, await answer(owner, password), await settings(owner, 'another'))
    expect(await errorOf(check(owner, await answerTo(asked, password)))).toBe('400 SRP_PASSWORD_CHANGED')
    expect(await errorOf(check(owner, await answer(owner, 'another')))).toBeUndefined()
  })

  it('answers SRP_A_INVALID to an A that would open every door', async () => {
    const { p } = algorithmOf((await getPassword(client)).new_algo)
    for (const A of [new Uint8Array(256), p, new Uint8Array(0), new Uint8Array(257).fill(1)]) {
      expect(await outcome(await srp({ A }))).toBe('400 SRP_A_INVALID')
    }
  })

  it('answers FLOOD_WAIT after ten wrong passwords of an account in an hour, over all its keys', async () => {
    for (let count = 0; count < 10; count++) {
      const key = count % 2 === 0 ? client : await world.pending()
      expect(await errorOf(check(key, await wrongAnswer(key)))).toBe('400 PASSWORD_HASH_INVALID')
    }
    client = await world.later(client, 10 * minute)
    owner = await world.connect({ key: owner.key })
    expect(await outcome(await answer(client, password))).toBe('420 FLOOD_WAIT_3000')
    const ownerTries = { password: await answer(owner, password), new_settings: removal }
    expect(await errorOf(owner.call('account.updatePasswordSettings', ownerTries))).toBe('420 FLOOD_WAIT_3000')
    client = await world.later(client, 50 * minute)
    expect(await outcome(await answer(client, password))).toBeUndefined()
  })

  it('lets no more than ten of many guesses at once through', async () => {
    const keys = [await world.pending(), await world.pending(), await world.pending()]
    const guesses: Promise<string | undefined>[] = []
    for (const key of keys) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => wrongAnswer(key)))
      guesses.push(...answers.map(guess => errorOf(check(key, guess))))
    }
    const refusals = await Promise.all(guesses)
    expect(refusals.filter(refusal => refusal === '400 PASSWORD_HASH_INVALID').length).toBe(10)
    expect(refusals.filter(refusal => refusal === '420 FLOOD_WAIT_3600').length).toBe(20)
  })

  it('is for keys that owe a password or act for an account', async () => {
    const fresh = await world.connect()
    expect(await errorOf(getPassword(fresh))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await errorOf(check(fresh, noPassword))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await errorOf(fresh.call('auth.requestPasswordRecovery'))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('account.getPassword', () => {
  it('says without a password how to make one, and with fresh random bytes', async () => {
    const first = await getPassword(owner)
    const { has_password, current_algo, srp_B, srp_id, hint, new_algo, new_secure_algo, secure_random } = first
    expect({ has_password, current_algo, srp_B, srp_id, hint }).toEqual({})
    expect(algorithmOf(new_algo)).toMatchObject({ g: 3, p: expect.objectContaining({ length: 256 }) })
    expect(algorithmOf(new_algo).salt1.length).toBe(8)
    expect(new_secure_algo).toMatchObject({ _: 'securePasswordKdfAlgoPBKDF2HMACSHA512iter100000' })
    expect(secure_random.length).toBe(256)
    expect((await getPassword(owner)).secure_random).not.toEqual(secure_random)
  })

  it('asks another question each time', async () => {
    await setPassword(owner, password)
    const [first, second] = [await getPassword(owner), await getPassword(owner)]
    expect(first.srp_id).not.toBe(second.srp_id)
    expect(first.srp_B).not.toEqual(second.srp_B)
    expect(first.current_algo).toEqual(second.current_algo)
  })
})

describe('account.updatePasswordSettings', () => {
  const wrongNew: readonly [string, string, (right: account.passwordInputSettings) => object][] = [
    ['a salt1 of its own', 'NEW_SALT_INVALID', right => ({ new_algo: withSalt(right, salt1 => salt1.fill(7)) })],
    ['too few own bytes', 'NEW_SALT_INVALID', right => ({ new_algo: withSalt(right, salt1 => salt1.subarray(0, 39)) })],
    ['too many own bytes', 'NEW_SALT_INVALID', right => ({ new_algo: withSalt(right, longer) })],
    ['another generator', 'NEW_SETTINGS_INVALID', right => ({ new_algo: { ...right.new_algo, g: 4 } })],
    [
      'another prime',
      'NEW_SETTINGS_INVALID',
      right => ({ new_algo: { ...right.new_algo, p: pMinus(algo(right), 2n) } }),
    ],
    [
      'another salt2',
      'NEW_SETTINGS_INVALID',
      right => ({ new_algo: { ...right.new_algo, salt2: new Uint8Array(16) } }),
    ],
    ['a hint that is too long', 'NEW_SETTINGS_INVALID', () => ({ hint: 'ä'.repeat(128) })],
    ['a verifier of 1', 'NEW_PASSWORD_BAD', () => ({ new_password_hash: new Uint8Array(256).fill(1, 255) })],
    ['a verifier of p', 'NEW_PASSWORD_BAD', right => ({ new_password_hash: pMinus(algo(right), 0n) })],
    ['a short verifier', 'NEW_PASSWORD_BAD', () => ({ new_password_hash: new Uint8Array(255).fill(9) })],
    ['a hash of no algorithm', 'NEW_SETTINGS_INVALID', () => ({ new_algo: { _: 'passwordKdfAlgoUnknown' } })],
    ['what is no address', 'EMAIL_INVALID', () => ({ email: 'ada' })],
    ['an address that is two', 'EMAIL_INVALID', () => ({ email: 'a@b.example\r\nBcc: c@d.example' })],
    ['an address that is too long', 'EMAIL_INVALID', () => ({ email: `a@${'b'.repeat(250)}.example` })],
  ]

  it.each(wrongNew)('refuses %s: %s', async (_what, name, change) => {
    const right = await settings(owner, password)
    const wrong = { ...right, ...change(right) } as account.passwordInputSettings
    expect(await errorOf(update(owner, noPassword, wrong))).toBe(`400 ${name}`)
    expect((await getPassword(owner)).has_password).toBeUndefined()
  })

  it.each([
    ['nothing at all', {}],
    ['an address alone', { email }],
    ['a removal', removal],
  ])('answers NEW_SETTINGS_EMPTY to %s without a password', async (_what, changes) => {
    expect(await errorOf(update(owner, noPassword, plainSettings(changes)))).toBe('400 NEW_SETTINGS_EMPTY')
  })

  it('changes nothing of a password without that password', async () => {
    await setPassword(owner, password)
    const wanted = await settings(owner, 'another')
    expect(await errorOf(update(owner, noPassword, wanted))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await errorOf(update(owner, await answer(owner, 'wrong'), wanted))).toBe('400 PASSWORD_HASH_INVALID')
    const used = await answer(owner, password)
    expect(await errorOf(update(owner, used, plainSettings({})))).toBe('400 NEW_SETTINGS_EMPTY')
    expect(await errorOf(update(owner, used, wanted))).toBe('400 SRP_ID_INVALID')
    expect(await errorOf(update(owner, await answer(owner, password), { ...removal, email }))).toBe(
      '400 NEW_SETTINGS_INVALID',
    )
    expect(await errorOf(check(owner, await answer(owner, password)))).toBeUndefined()
  })

  it('takes no salt of a password before', async () => {
    const stale = await settings(owner, 'another')
    await setPassword(owner, password)
    expect(await errorOf(update(owner, await answer(owner, password), stale))).toBe('400 NEW_SALT_INVALID')
  })

  it('sets, changes and removes', async () => {
    await setPassword(owner, password)
    expect(await update(owner, await answer(owner, password), await settings(owner, 'new', { hint: '' }))).toBe(true)
    expect(await getPassword(owner)).toMatchObject({ has_password: true, hint: undefined })
    expect(await errorOf(check(owner, await answer(owner, password)))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await update(owner, await answer(owner, 'new'), removal)).toBe(true)
    expect(await getPassword(owner)).toMatchObject({ has_password: undefined, current_algo: undefined })
  })

  it('keeps a Passport secret until the password it is encrypted under changes', async () => {
    const new_secure_settings = {
      _: 'secureSecretSettings' as const,
      secure_algo: { _: 'securePasswordKdfAlgoSHA512' as const, salt: Uint8Array.of(1, 2) },
      secure_secret: new Uint8Array(32).fill(5),
      secure_secret_id: -7n,
    }
    await update(owner, noPassword, await settings(owner, password, { new_secure_settings }))
    expect((await getPassword(owner)).has_secure_values).toBe(true)
    const shown = await owner.call('account.getPasswordSettings', { password: await answer(owner, password) })
    expect(shown).toMatchObject({ secure_settings: new_secure_settings })
    await update(owner, await answer(owner, password), await settings(owner, 'another'))
    expect((await getPassword(owner)).has_secure_values).toBeUndefined()
    const unknown = { ...new_secure_settings, secure_algo: { _: 'securePasswordKdfAlgoUnknown' as const } }
    const wanted = plainSettings({ new_secure_settings: unknown })
    expect(await errorOf(update(owner, await answer(owner, 'another'), wanted))).toBe('400 NEW_SETTINGS_INVALID')
  })
})

describe('an address for recovery', () => {
  const confirm = (code: string) => errorOf(owner.call('account.confirmPasswordEmail', { code }))

  it('is answered EMAIL_UNCONFIRMED_6, and nothing is applied before its code is entered', async () => {
    const wanted = await settings(owner, password, { email })
    expect(await errorOf(update(owner, noPassword, wanted))).toBe('400 EMAIL_UNCONFIRMED_6')
    expect(world.dc.inbox.list().at(-1)).toMatchObject({ medium: 'email', email })
    expect(await getPassword(owner)).toMatchObject({
      has_password: undefined,
      email_unconfirmed_pattern: emailPattern,
    })
    expect(await confirm(` ${world.mailedCode()} `)).toBeUndefined()
    expect(await getPassword(owner)).toMatchObject({
      has_password: true,
      has_recovery: true,
      email_unconfirmed_pattern: undefined,
    })
    const shown = await owner.call('account.getPasswordSettings', { password: await answer(owner, password) })
    expect(shown).toMatchObject({ email, secure_settings: undefined })
  })

  it('is replaced after confirmation, kept when the password changes, and removed by an empty text', async () => {
    await setPasswordWithEmail(world, owner, password)
    const other = 'b@mail.example'
    const replace = update(owner, await answer(owner, password), plainSettings({ email: other }))
    expect(await errorOf(replace)).toBe('400 EMAIL_UNCONFIRMED_6')
    expect(await getPassword(owner)).toMatchObject({
      has_recovery: true,
      email_unconfirmed_pattern: 'b***@mail.example',
    })
    expect(await confirm(world.mailedCode())).toBeUndefined()
    await update(owner, await answer(owner, password), await settings(owner, 'new', { email: other }))
    expect(await owner.call('account.getPasswordSettings', { password: await answer(owner, 'new') })).toMatchObject({
      email: other,
    })
    expect(await update(owner, await answer(owner, 'new'), plainSettings({ email: '' }))).toBe(true)
    expect(await getPassword(owner)).toMatchObject({ has_password: true, has_recovery: undefined })
  })

  it('answers CODE_INVALID to five wrong codes, and then EMAIL_HASH_EXPIRED', async () => {
    await errorOf(update(owner, noPassword, await settings(owner, password, { email })))
    for (let count = 0; count < 5; count++) expect(await confirm(world.wrongMailedCode())).toBe('400 CODE_INVALID')
    expect(await confirm(world.mailedCode())).toBe('400 EMAIL_HASH_EXPIRED')
  })

  it.each([
    ['nothing waits', async () => undefined],
    [
      'an hour has passed',
      async () => {
        owner = await world.later(owner, hour)
      },
    ],
    ['it was given up', () => owner.call('account.cancelPasswordEmail')],
    ['the password was set without it', () => setPassword(owner, 'other')],
  ])('answers EMAIL_HASH_EXPIRED when %s', async (what, happen) => {
    if (what !== 'nothing waits') await errorOf(update(owner, noPassword, await settings(owner, password, { email })))
    await happen()
    const code = what === 'nothing waits' ? '000000' : world.mailedCode()
    expect(await confirm(code)).toBe('400 EMAIL_HASH_EXPIRED')
    expect(await errorOf(owner.call('account.resendPasswordEmail'))).toBe('400 EMAIL_HASH_EXPIRED')
    expect(await errorOf(owner.call('account.cancelPasswordEmail'))).toBe('400 EMAIL_HASH_EXPIRED')
    expect((await getPassword(owner)).email_unconfirmed_pattern).toBeUndefined()
  })

  it('gets the same code again, good for another hour, ten mails an hour at most', async () => {
    await errorOf(update(owner, noPassword, await settings(owner, password, { email })))
    const code = world.mailedCode()
    owner = await world.later(owner, 40 * minute)
    for (let count = 0; count < 9; count++) expect(await owner.call('account.resendPasswordEmail')).toBe(true)
    expect(world.mailedCode()).toBe(code)
    expect(await errorOf(owner.call('account.resendPasswordEmail'))).toBe('420 FLOOD_WAIT_1200')
    owner = await world.later(owner, 40 * minute)
    expect(await confirm(code)).toBeUndefined()
  })
})

describe('a recovery', () => {
  const request = (client: RawClient) => client.call<auth.passwordRecovery>('auth.requestPasswordRecovery')
  const recover = (client: RawClient, code: string, new_settings?: account.passwordInputSettings) =>
    client.call<auth.authorization>('auth.recoverPassword', { code, new_settings })
  const checkCode = (client: RawClient, code: string) => errorOf(client.call('auth.checkRecoveryPassword', { code }))
  const replaceAddress = async (other: string) => {
    await errorOf(update(owner, await answer(owner, password), plainSettings({ email: other })))
    await owner.call('account.confirmPasswordEmail', { code: world.mailedCode() })
  }

  it('needs a password and an address', async () => {
    expect(await errorOf(request(owner))).toBe('400 PASSWORD_EMPTY')
    await setPassword(owner, password)
    expect(await errorOf(request(owner))).toBe('400 PASSWORD_RECOVERY_NA')
    expect(await checkCode(owner, '000000')).toBe('400 PASSWORD_RECOVERY_EXPIRED')
    expect(await errorOf(recover(owner, '000000'))).toBe('400 PASSWORD_RECOVERY_EXPIRED')
  })

  it('without new settings removes the password and finishes the login that owed it', async () => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    expect(await request(client)).toEqual({ _: 'auth.passwordRecovery', email_pattern: emailPattern })
    expect(await checkCode(client, world.mailedCode())).toBeUndefined()
    expect((await recover(client, world.mailedCode())).user).toMatchObject({ self: true })
    expect(await stateOf(client)).toBeUndefined()
    expect(await getPassword(owner)).toMatchObject({ has_password: undefined, has_recovery: undefined })
    expect(await errorOf(recover(client, world.mailedCode()))).toBe('400 PASSWORD_RECOVERY_EXPIRED')
  })

  it('with new settings replaces it, keeps the address and ends the other logins that owe it', async () => {
    await setPasswordWithEmail(world, owner, password)
    const [client, other] = [await world.pending(), await world.pending()]
    await request(client)
    const wanted = await settings(client, 'remembered')
    expect(await recover(client, world.mailedCode(), wanted)).toMatchObject({ _: 'auth.authorization' })
    expect(await stateOf(other)).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await getPassword(owner)).toMatchObject({ has_password: true, has_recovery: true })
    expect(await errorOf(check(owner, await answer(owner, 'remembered')))).toBeUndefined()
  })

  it.each<[string, string, (client: RawClient) => Promise<account.passwordInputSettings>]>([
    ['no password in them', 'NEW_SETTINGS_INVALID', async () => plainSettings({})],
    ['an address in them', 'NEW_SETTINGS_INVALID', client => settings(client, 'x', { email: 'b@mail.example' })],
    [
      'a salt of their own',
      'NEW_SALT_INVALID',
      async client => {
        const right = await settings(client, 'x')
        return { ...right, new_algo: withSalt(right, salt1 => salt1.fill(1)) }
      },
    ],
  ])('refuses new settings with %s, and the code stays good', async (_what, name, wanted) => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    expect(await errorOf(recover(client, world.mailedCode(), await wanted(client)))).toBe(`400 ${name}`)
    expect(await stateOf(client)).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(recover(client, world.mailedCode()))).toBeUndefined()
  })

  it('answers CODE_EMPTY, CODE_INVALID five times, and then PASSWORD_RECOVERY_EXPIRED', async () => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    expect(await checkCode(client, ' ')).toBe('400 CODE_EMPTY')
    expect(await errorOf(recover(client, ''))).toBe('400 CODE_EMPTY')
    for (let count = 0; count < 5; count++) {
      const wrong = world.wrongMailedCode()
      expect(count % 2 === 0 ? await checkCode(client, wrong) : await errorOf(recover(client, wrong))).toBe(
        '400 CODE_INVALID',
      )
    }
    expect(await checkCode(client, world.mailedCode())).toBe('400 PASSWORD_RECOVERY_EXPIRED')
  })

  it('works for an hour, and under the key that asked alone', async () => {
    await setPasswordWithEmail(world, owner, password)
    const [client, other] = [await world.pending(), await world.pending()]
    await request(client)
    expect(await checkCode(other, world.mailedCode())).toBe('400 PASSWORD_RECOVERY_EXPIRED')
    const later = await world.later(client, hour)
    expect(await checkCode(later, world.mailedCode())).toBe('400 PASSWORD_RECOVERY_EXPIRED')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['removes', async () => update(owner, await answer(owner, password), plainSettings({ email: '' }))],
    ['replaces', () => replaceAddress('b@mail.example')],
  ])('does not work by the mailbox of an address that the owner %s', async (_what, change) => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    const code = world.mailedCode()
    await change()
    expect(await checkCode(client, code)).toBe('400 PASSWORD_RECOVERY_EXPIRED')
    expect(await errorOf(recover(client, code))).toBe('400 PASSWORD_RECOVERY_EXPIRED')
    expect(await stateOf(client)).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await getPassword(owner)).toMatchObject({ has_password: true })
  })

  it('mails another code to another address, and the same one again to the same', async () => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    const code = world.mailedCode()
    await request(client)
    expect(world.mailedCode()).toBe(code)
    await replaceAddress('b@mail.example')
    await request(client)
    expect(world.dc.inbox.list().at(-1)).toMatchObject({ email: 'b@mail.example' })
    expect(world.mailedCode()).not.toBe(code)
    expect(await errorOf(recover(client, world.mailedCode()))).toBeUndefined()
  })

  it('survives a wish for another address that is not confirmed, and the confirmation of the same', async () => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    const code = world.mailedCode()
    await errorOf(update(owner, await answer(owner, password), plainSettings({ email: 'b@mail.example' })))
    await update(owner, await answer(owner, password), plainSettings({ email }))
    expect(await checkCode(client, code)).toBeUndefined()
  })

  it('gives an owner who is logged in another password, and lets the session go on', async () => {
    await setPasswordWithEmail(world, owner, password)
    expect(await request(owner)).toEqual({ _: 'auth.passwordRecovery', email_pattern: emailPattern })
    const wanted = await settings(owner, 'remembered')
    expect((await recover(owner, world.mailedCode(), wanted)).user).toMatchObject({ self: true })
    expect(await stateOf(owner)).toBeUndefined()
    expect(await errorOf(check(owner, await answer(owner, password)))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await errorOf(check(owner, await answer(owner, 'remembered')))).toBeUndefined()
    expect(await getPassword(owner)).toMatchObject({ has_password: true, has_recovery: true })
  })

  it('removes the password of an owner who is logged in and names no other', async () => {
    await setPasswordWithEmail(world, owner, password)
    await request(owner)
    await recover(owner, world.mailedCode())
    expect(await getPassword(owner)).toMatchObject({ has_password: undefined, has_recovery: undefined })
    expect(await stateOf(owner)).toBeUndefined()
  })

  it('does not survive the end of the login that asked for it', async () => {
    await setPasswordWithEmail(world, owner, password)
    const client = await world.pending()
    await request(client)
    await client.call('auth.logOut')
    await (await world.sendCode(client))().catch(() => undefined)
    expect(await checkCode(client, world.mailedCode())).toBe('400 PASSWORD_RECOVERY_EXPIRED')
  })
})

describe('account.resetPassword', () => {
  const reset = () => owner.call('account.resetPassword')
  const decline = () => errorOf(owner.call('account.declinePasswordReset'))
  const seconds = () => Math.floor(world.clock.now() / 1000)

  it('answers PASSWORD_EMPTY without a password, and there is nothing to decline', async () => {
    expect(await errorOf(reset())).toBe('400 PASSWORD_EMPTY')
    expect(await decline()).toBe('400 RESET_REQUEST_MISSING')
  })

  it('removes the password when it is asked again after seven days', async () => {
    await setPassword(owner, password)
    const until_date = seconds() + 7 * 86_400
    expect(await reset()).toEqual({ _: 'account.resetPasswordRequestedWait', until_date })
    expect((await getPassword(owner)).pending_reset_date).toBe(until_date)
    owner = await world.later(owner, 7 * day - 1000)
    expect(await reset()).toEqual({ _: 'account.resetPasswordRequestedWait', until_date })
    world.clock.advance(1000)
    expect(await reset()).toEqual({ _: 'account.resetPasswordOk' })
    expect(await getPassword(owner)).toMatchObject({ has_password: undefined, pending_reset_date: undefined })
  })

  it('is told to the other sessions of the account once, and to nobody who owes the password', async () => {
    const other = await world.loggedIn()
    await setPassword(owner, password)
    const pending = await world.pending()
    await reset()
    await reset()
    await Promise.all([other, pending, owner].map(client => client.call('help.getNearestDc')))
    const notices = (client: RawClient) =>
      client.updates.filter(
        ({ _: kind, ...rest }) =>
          kind === 'updateShort' &&
          'update' in rest &&
          rest.update._ === 'updateServiceNotification' &&
          rest.update.type.startsWith('password_reset_'),
      ).length
    expect([notices(other), notices(pending), notices(owner)]).toEqual([1, 0, 0])
  })

  it('is held back for a day by who declines it', async () => {
    await setPassword(owner, password)
    await reset()
    expect(await decline()).toBeUndefined()
    expect(await decline()).toBe('400 RESET_REQUEST_MISSING')
    expect((await getPassword(owner)).pending_reset_date).toBeUndefined()
    expect(await reset()).toEqual({ _: 'account.resetPasswordFailedWait', retry_date: seconds() + 86_400 })
    owner = await world.later(owner, day)
    expect(await reset()).toMatchObject({ _: 'account.resetPasswordRequestedWait' })
  })

  it('is forgotten when the password changes', async () => {
    await setPassword(owner, password)
    await reset()
    await update(owner, await answer(owner, password), await settings(owner, 'another'))
    expect((await getPassword(owner)).pending_reset_date).toBeUndefined()
  })
})

describe('account.getTmpPassword', () => {
  const ask = (srp: InputCheckPasswordSRP, period: number) =>
    owner.call<account.tmpPassword>('account.getTmpPassword', { password: srp, period })

  it('answers TMP_PASSWORD_DISABLED without a password', async () => {
    expect(await errorOf(ask(noPassword, 60))).toBe('400 TMP_PASSWORD_DISABLED')
  })

  it('makes another token each time, for a minute to a day', async () => {
    await setPassword(owner, password)
    const now = Math.floor(world.clock.now() / 1000)
    const tokens = []
    for (const [period, lasts] of [
      [1, 60],
      [3600, 3600],
      [1_000_000, 86_400],
    ] as const) {
      const token = await ask(await answer(owner, password), period)
      expect(token.valid_until).toBe(now + lasts)
      expect(token.tmp_password.length).toBe(32)
      tokens.push(Buffer.from(token.tmp_password).toString('hex'))
    }
    expect(new Set(tokens).size).toBe(3)
    expect(await errorOf(ask(await answer(owner, 'wrong'), 60))).toBe('400 PASSWORD_HASH_INVALID')
    const { srp_id = 0n } = await getPassword(owner)
    const zero = { _: 'inputCheckPasswordSRP' as const, srp_id, A: new Uint8Array(256), M1: new Uint8Array(32) }
    expect(await errorOf(ask(zero, 60))).toBe('400 SRP_A_INVALID')
  })
})

describe('account.getPasswordSettings', () => {
  it('shows nothing to who does not know the password, and is empty without one', async () => {
    const ask = (srp: InputCheckPasswordSRP) => owner.call('account.getPasswordSettings', { password: srp })
    expect(await ask(noPassword)).toEqual({
      _: 'account.passwordSettings',
      email: undefined,
      secure_settings: undefined,
    })
    await setPassword(owner, password)
    expect(await errorOf(ask(noPassword))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await errorOf(ask(await wrongAnswer(owner)))).toBe('400 PASSWORD_HASH_INVALID')
  })
})

describe('what is on disk and in the log', () => {
  it('holds no verifier, salt, hint, address or code, and a password outlives a restart', async () => {
    await using folder = await temporaryDirectory()
    const lines: string[] = []
    const log = createLog('debug', entry =>
      lines.push(JSON.stringify(entry, (_name, value) => (typeof value === 'bigint' ? String(value) : value))),
    )
    const first = await PasswordWorld.start({ dataDir: folder.path, log })
    const client = await first.loggedIn()
    const wanted = await settings(client, password, { email, hint: 'a hint to hide' })
    await errorOf(update(client, noPassword, wanted))
    const forbidden: (string | Uint8Array)[] = [email, 'a hint to hide', first.mailedCode()]
    forbidden.push(wanted.new_password_hash!.subarray(0, 32), algorithmOf(wanted.new_algo).salt1)
    await client.call('account.confirmPasswordEmail', { code: first.mailedCode() })
    const pending = await first.pending()
    await pending.call('auth.requestPasswordRecovery')
    forbidden.push(first.mailedCode())
    for (const name of await readdir(folder.path)) {
      const bytes = await readFile(join(folder.path, name))
      for (const value of forbidden) expect([name, bytes.includes(Buffer.from(value))]).toEqual([name, false])
    }
    for (const value of forbidden) {
      if (typeof value === 'string') expect(lines.join('\n')).not.toContain(value)
    }
    await first[Symbol.asyncDispose]()

    await using second = await PasswordWorld.start({ dataDir: folder.path }, first.clock)
    const again = await second.connect({ key: pending.key })
    expect(await stateOf(again)).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await check(again, await answer(again, password))).toMatchObject({ _: 'auth.authorization' })
  })
})

function algo(right: account.passwordInputSettings): NonNullable<account.passwordInputSettings['new_algo']> {
  return right.new_algo!
}

function withSalt(
  right: account.passwordInputSettings,
  change: (salt1: Uint8Array) => Uint8Array,
): NonNullable<account.passwordInputSettings['new_algo']> {
  const { salt1 } = algorithmOf(right.new_algo)
  return { ...algo(right), salt1: change(salt1.slice()) } as NonNullable<account.passwordInputSettings['new_algo']>
}

function longer(salt1: Uint8Array): Uint8Array {
  const long = new Uint8Array(8 + 257)
  long.set(salt1)
  return long
}
