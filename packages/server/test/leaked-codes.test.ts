import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainSettings } from '../src/domain/code-settings.ts'
import type { MediumName } from '../src/domain/media/medium.ts'
import { LoginWorld, phone_number, refusal } from './support/login-world.ts'
import { ada, adaDigits, NumberWorld } from './support/number-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'

// Codes that their owner shows to somebody: https://core.telegram.org/api/auth#invalidating-login-codes

describe('account.invalidateSignInCodes', () => {
  let world: NumberWorld
  let owner: RawClient

  beforeEach(async () => {
    world = await NumberWorld.start()
    owner = await world.loggedIn()
  })

  afterEach(() => world[Symbol.asyncDispose]())

  const invalidate = (client: RawClient, codes: readonly string[]) =>
    client.call<boolean>('account.invalidateSignInCodes', { codes })

  it('kills the living login codes of the account that are among them, and answers true whatever they are', async () => {
    const attacker = await world.connect()
    const { phone_code_hash } = await world.sendCode(attacker)
    const phone_code = world.code(ada)
    expect(await invalidate(owner, [])).toBe(true)
    expect(await invalidate(owner, [world.wrongCode(ada), 'nonsense', ''])).toBe(true)
    const signIn = () => attacker.call('auth.signIn', { phone_number: ada, phone_code_hash, phone_code })
    expect(await invalidate(owner, ['99999', phone_code])).toBe(true)
    expect(await errorOf(signIn())).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(attacker.call('auth.resendCode', { phone_number: ada, phone_code_hash }))).toBe(
      '400 PHONE_CODE_EXPIRED',
    )
  })

  it('leaves alone the codes of others, and those that are for something else', async () => {
    const stranger = await world.loggedIn('+999 333 33 33')
    const attacker = await world.connect()
    const { phone_code_hash } = await world.sendCode(attacker)
    const phone_code = world.code(ada)
    expect(await invalidate(stranger, [phone_code])).toBe(true)
    const signedIn = attacker.call('auth.signIn', { phone_number: ada, phone_code_hash, phone_code })
    expect(await errorOf(signedIn)).toBeUndefined()
    const sent = await world.sendVerifyCode(owner, ada)
    await invalidate(owner, [world.code(ada)])
    const request = { phone_number: ada, phone_code_hash: sent.phone_code_hash, phone_code: world.code(ada) }
    expect(await owner.call('account.verifyPhone', request)).toBe(true)
  })

  it('finds the code that a resend carries now', async () => {
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start({ policy: { code: { onResend: 'new' } } })
    owner = await world.loggedIn()
    const attacker = await world.connect()
    const { phone_code_hash } = await world.sendCode(attacker)
    const before = world.code(ada)
    world.clock.advance(60_000)
    await attacker.call('auth.resendCode', { phone_number: ada, phone_code_hash })
    const phone_code = world.code(ada)
    await invalidate(owner, [before])
    const wrong = attacker.call('auth.signIn', { phone_number: ada, phone_code_hash, phone_code: before })
    expect(await errorOf(wrong)).toBe('400 PHONE_CODE_INVALID')
    await invalidate(owner, [phone_code])
    const signedIn = attacker.call('auth.signIn', { phone_number: ada, phone_code_hash, phone_code })
    expect(await errorOf(signedIn)).toBe('400 PHONE_CODE_EXPIRED')
    expect(world.dc.inbox.list({ phone_number: adaDigits }).length).toBeGreaterThan(2)
  })
})

describe('a message of the owner', () => {
  it('passes over a code that was not made yet', async () => {
    await using world = await LoginWorld.open()
    const account = await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const hashDigest = world.secrets.hashDigest(phone_code_hash)
    const pending = await world.store.codes.find(key_id, hashDigest)
    if (pending === undefined) throw new TypeError('no code is pending')
    await world.store.codes.put({ ...pending, stage: 'unpaid', codeMark: new Uint8Array(0) })
    await world.codes.invalidateIn(account.id, '12345')
    expect(await world.store.codes.find(key_id, hashDigest)).toBeDefined()
  })

  it.each([
    ['with the code in a sentence', (code: string) => `my code is ${code}, hurry`],
    ['with dashes in the code', (code: string) => `${code.slice(0, 2)}-${code.slice(2)}`],
    ['with the code among others', (code: string) => `1234567 or 77777 or ${code}.`],
  ])('%s kills the code', async (_, write) => {
    await using world = await LoginWorld.open()
    const account = await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const phone_code = world.lastCode()
    await world.codes.invalidateIn(account.id, write(phone_code))
    expect(await refusal(world.codes.signIn({ key_id, phone_number, phone_code_hash, phone_code }))).toBe(
      'PHONE_CODE_EXPIRED',
    )
  })

  it.each<[MediumName, string, (code: string) => string]>([
    ['smsWord', 'with the word in a sentence', code => `It says "${code.toUpperCase()}", what is that?`],
    ['smsPhrase', 'with the phrase over two lines', code => `they sent me: ${code.replace(' ', ',\n')}!`],
    ['flashCall', 'with the number that rang', code => `+${code} called me`],
  ])('kills the code of %s %s, and no other does', async (medium, _, write) => {
    await using world = await LoginWorld.open({ policy: { ladders: [{ when: {}, media: [medium] }] } })
    const account = await world.account(1)
    const key_id = await world.key()
    const settings = { ...plainSettings, allow_flashcall: true }
    const { phone_code_hash } = await world.codes.send({ key_id, phone_number, api_id: 1, settings })
    const phone_code = world.lastCode()
    const hashDigest = world.secrets.hashDigest(phone_code_hash)
    const longer = phone_code + (medium === 'flashCall' ? '0' : 'x')
    await world.codes.invalidateIn(account.id, `${write('other')} ${phone_code.slice(1)} ${longer}`)
    expect(await world.store.codes.find(key_id, hashDigest)).toBeDefined()
    await world.codes.invalidateIn(account.id, write(phone_code))
    expect(await world.store.codes.find(key_id, hashDigest)).toBeUndefined()
  })

  it.each([
    ['without digits', () => 'hello'],
    ['with the code as a part of a longer number', (code: string) => `call 0049${code}00`],
    ['with another code', (code: string) => (code === '00000' ? '11111' : '00000')],
  ])('%s does not', async (_, write) => {
    await using world = await LoginWorld.open()
    const account = await world.account(1)
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const phone_code = world.lastCode()
    await world.codes.invalidateIn(account.id, write(phone_code))
    expect(await refusal(world.codes.signIn({ key_id, phone_number, phone_code_hash, phone_code }))).toBe('ok')
  })
})
