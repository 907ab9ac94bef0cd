/**
 * How far somebody gets who guesses: with as many auth keys and addresses as he likes, a whole day long, until the limits
 * stop him. Calls come from this machine, which no limit per address counts, so that his addresses are never used up. The
 * probability is computed from what was really let through and from the alphabet of the code.
 */
import type { auth } from '@chappe/schema/api'
import { afterEach, expect, it } from 'vitest'
import { type DataCenterOptions, defaultApp } from '../src/index.ts'
import { defaultPolicy } from '../src/policy/default-policy.ts'
import {
  answer,
  email,
  PasswordWorld,
  plainSettings,
  setPassword,
  setPasswordWithEmail,
  update,
  wrongAnswer,
} from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

const phone_number = '+999 123 45 67'
const dayMs = 86_400_000
const hourMs = 3_600_000
/** What a day of guessing at one account may be worth. */
const bound = 1 / 1000

let world: SessionWorld | PasswordWorld | undefined
afterEach(async () => {
  await world?.[Symbol.asyncDispose]()
  world = undefined
})

const { media } = defaultPolicy
const digits = (length: number): number => 10 ** length

/** Codes to a phone (after a proof of integrity they go by text message, too), and how many there are once what the program is told of them is known. */
const phoneCodes = [
  ['sms', digits(media.sms.length)],
  ['call', digits(media.call.length)],
  ['fragmentSms', digits(media.fragmentSms.length)],
  // The first digits are told.
  ['flashCall', digits(media.flashCall.length)],
  ['missedCall', digits(media.missedCall.length)],
  // The first letter and the first word are told.
  [
    'smsWord',
    (media.smsWord.consonants.length * media.smsWord.vowels.length) ** media.smsWord.syllables /
      media.smsWord.consonants.length,
  ],
  ['smsPhrase', media.smsPhrase.words.length ** (media.smsPhrase.length - 1)],
] as const

it.each(phoneCodes)('a code by %s, one of %i, is guessed with less than 1 in 1,000 a day', async (medium, codes) => {
  const options: DataCenterOptions = { policy: { ladders: [{ when: {}, media: [medium] }] } }
  const { guesses, ends } = await guessForADay(options, code => ({ phone_code: code }))
  expect(guesses).toBeGreaterThan(0)
  expect(guesses).toBeLessThanOrEqual(25)
  expect(ends).toMatch(/^420 FLOOD_WAIT_\d+$/)
  expect(probability(guesses, codes)).toBeLessThan(bound)
  expect(probability(guesses, codes)).toBeLessThan(0.000_251)
})

it('a code that lies in the chats of another session is guessed no better', async () => {
  const started = await SessionWorld.start()
  world = started
  await started.loggedIn()
  const { guesses } = await guess(started, code => ({ phone_code: code }))
  expect(guesses).toBe(25)
  expect(probability(guesses, digits(media.app.length))).toBeLessThan(bound)
})

it('a code in a mailbox is guessed no better, and counts for the same number', async () => {
  const accounts = [{ phone_number, first_name: 'Ada', login_email: email }]
  const { guesses, ends } = await guessForADay({ accounts }, code => ({
    email_verification: { _: 'emailVerificationCode', code: `0${code}` },
  }))
  expect({ guesses, ends }).toEqual({ guesses: 25, ends: expect.stringMatching(/^420 FLOOD_WAIT_\d+$/) })
  expect(probability(guesses, digits(defaultPolicy.email.length))).toBeLessThan(bound)
})

it('the shortest code that a policy may ask for still keeps the bound', () => {
  const max = defaultPolicy.limits.wrongCodesPerNumber?.max ?? Number.POSITIVE_INFINITY
  expect(probability(max, digits(5))).toBeLessThan(bound)
})

it('the letter that proves a mailbox is guessed with less than 1 in 1,000 a day, over all numbers', async () => {
  const policy = {
    // Who guesses at a mailbox uses a number once; only what is counted for the mailbox stands in his way.
    limits: { codesPerNumber: null, wrongCodesPerNumber: null },
    email: { setUp: { required: [{}] } },
  }
  const started = await SessionWorld.start({ policy })
  world = started
  let stranger = await started.connect()
  let guesses = 0
  const ends = new Set<string>()
  const began = started.clock.now()
  for (let number = 0; started.clock.now() < began + dayMs; number++) {
    const asked = { phone_number: `+999 555 ${1000 + number}` }
    const { phone_code_hash } = await sendCode(stranger, asked.phone_number)
    const purpose = { _: 'emailVerifyPurposeLoginSetup', ...asked, phone_code_hash }
    const mailed = await errorOf(stranger.call('account.sendVerifyEmailCode', { purpose, email }))
    if (mailed !== undefined) {
      ends.add(mailed.replace(/\d+$/, 'X'))
      stranger = (await anHourLater(started, [stranger]))[0] ?? stranger
      continue
    }
    for (let attempt = 0; attempt < 5; attempt++) {
      const verification = { _: 'emailVerificationCode', code: wrongFor(started, 'email') }
      const refused = await errorOf(stranger.call('account.verifyEmail', { purpose, verification }))
      if (refused === '400 CODE_INVALID') guesses++
      else ends.add(refused?.replace(/\d+$/, 'X') ?? 'in')
    }
  }
  expect(ends).toEqual(new Set(['420 FLOOD_WAIT_X']))
  expect(guesses).toBe(100)
  expect(probability(guesses, digits(defaultPolicy.email.length))).toBeLessThan(bound / 9)
}, 60_000)

it('a recovery code of the two-step password is guessed with less than 1 in 1,000 a day', async () => {
  const started = await PasswordWorld.start()
  world = started
  const owner = await started.loggedIn()
  await setPasswordWithEmail(started, owner, 'correct horse')
  let keys = [await started.pending(), await started.pending(), await started.pending()]
  let guesses = 0
  const ends = new Set<string>()
  const began = started.clock.now()
  while (started.clock.now() < began + dayMs) {
    for (const key of keys) {
      const asked = await errorOf(key.call('auth.requestPasswordRecovery'))
      if (asked !== undefined) ends.add(asked.replace(/\d+$/, 'X'))
      for (let attempt = 0; attempt < 5; attempt++) {
        const refused = await errorOf(key.call('auth.checkRecoveryPassword', { code: started.wrongMailedCode() }))
        if (refused === '400 CODE_INVALID') guesses++
        else ends.add(refused?.replace(/\d+$/, 'X') ?? 'in')
      }
    }
    keys = await anHourLater(started, keys)
  }
  expect(ends).not.toContain('in')
  expect(ends).toContain('420 FLOOD_WAIT_X')
  expect(guesses).toBe(20)
  expect(probability(guesses, digits(6))).toBeLessThan(bound / 40)
  // A year of it, too, stays below 1 in 100.
  expect(probability(guesses * 365, digits(6))).toBeLessThan(0.01)
}, 60_000)

it('the code that confirms a recovery address has fifty guesses an hour, for who knows the password alone', async () => {
  const started = await PasswordWorld.start()
  world = started
  const owner = await started.loggedIn()
  await setPassword(owner, 'correct horse')
  let guesses = 0
  let ends: string | undefined
  while (ends === undefined) {
    const password = await answer(owner, 'correct horse')
    const asked = await errorOf(update(owner, password, plainSettings({ email })))
    if (asked !== '400 EMAIL_UNCONFIRMED_6') {
      ends = asked
      break
    }
    for (let attempt = 0; attempt < 5; attempt++) {
      const refused = await errorOf(owner.call('account.confirmPasswordEmail', { code: started.wrongMailedCode() }))
      expect(refused).toBe('400 CODE_INVALID')
      guesses++
    }
  }
  expect(ends).toBe('420 FLOOD_WAIT_3600')
  expect(guesses).toBe(50)
  // It proves no more than that an address is one's own: nobody gets in by it.
  expect(probability(guesses * 24, digits(6))).toBeLessThan(2 * bound)
})

it('a two-step password is tried ten times an hour, over all keys of all who know the code', async () => {
  const started = await PasswordWorld.start()
  world = started
  await setPassword(await started.loggedIn(), 'correct horse')
  let keys = [await started.pending(), await started.pending(), await started.pending()]
  let guesses = 0
  const hours = 3
  for (let hour = 0; hour < hours; hour++) {
    for (const key of keys) {
      for (let attempt = 0; attempt < 5; attempt++) {
        const refused = await errorOf(key.call('auth.checkPassword', { password: await wrongAnswer(key) }))
        if (refused === '400 PASSWORD_HASH_INVALID') guesses++
        else expect(refused).toMatch(/^420 FLOOD_WAIT_\d+$/)
      }
    }
    keys = await anHourLater(started, keys)
  }
  expect(guesses).toBe(10 * hours)
  const perDay = (guesses / hours) * 24
  // Six letters at random hold for a day; what a person chose may not, and is asked for only after the code.
  expect(probability(perDay, 26 ** 6)).toBeLessThan(bound / 1000)
}, 60_000)

it('no token can be guessed at all: a million tries a second, all day, are worth less than 1 in 10^20', async () => {
  const started = await SessionWorld.start({ dcs: [{ id: 1 }, { id: 2 }] })
  world = started
  const { token: botToken } = await started.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
  const { token: webToken } = await started.dc.webTokens.create({ phone_number })
  const owner = await started.connect()
  const { future_auth_token } = await started.logIn(owner)
  const { id, bytes } = await owner.call<auth.exportedAuthorization>('auth.exportAuthorization', { dc_id: 2 })
  const device = await started.connect()
  const { token } = await device.call<auth.loginToken>('auth.exportLoginToken', { ...defaultApp, except_ids: [] })
  expect(id).toBeDefined()
  const secretBits = [
    // 160 random bits and a seal in front of the database.
    Math.min(token.length * 8, 160),
    Math.min((future_auth_token?.length ?? 0) * 8, 160),
    Math.min(bytes.length * 8, 160),
    (botToken.split(':')[1]?.length ?? 0) * Math.log2(64),
    Math.min(webToken.length * Math.log2(64), 160),
  ]
  for (const bits of secretBits) {
    expect(bits).toBeGreaterThanOrEqual(128)
    expect((1_000_000 * 86_400) / 2 ** bits).toBeLessThan(1e-20)
  }
  // A hash belongs to one key, and works only together with a code; strangers do not get it by chance either.
  const { phone_code_hash } = await sendCode(device)
  expect(phone_code_hash).toMatch(/^[\da-f]{18}$/)
})

/** Lets an hour pass, in which every connection ends, and comes back by others under the same keys. */
async function anHourLater(
  somewhere: Pick<SessionWorld, 'clock' | 'connect'>,
  keys: readonly RawClient[],
): Promise<RawClient[]> {
  somewhere.clock.advance(hourMs)
  return Promise.all(keys.map(({ key }) => somewhere.connect({ key })))
}

/** The probability that one of so many tries is right, when each is at one of so many equally likely codes. */
function probability(tries: number, codes: number): number {
  return 1 - (1 - 1 / codes) ** tries
}

async function guessForADay(options: DataCenterOptions, proof: (code: string) => object) {
  const accounts = [{ phone_number, first_name: 'Ada' }]
  // As it is by default: SessionWorld would switch the limits off.
  const { limits } = defaultPolicy
  const started = await SessionWorld.start({ accounts, ...options, policy: { limits, ...options.policy } })
  world = started
  return guess(started, proof)
}

/** Guesses by several keys in turn, each time with a fresh code, and begins anew each hour. */
async function guess(
  started: SessionWorld,
  proof: (code: string) => object,
): Promise<{ guesses: number; ends: string }> {
  let keys = [await started.connect(), await started.connect(), await started.connect()]
  let guesses = 0
  let ends = ''
  const until = started.clock.now() + dayMs
  while (started.clock.now() < until) {
    for (const client of keys) {
      const sending = sendCode(client)
      if ((await errorOf(sending)) !== undefined) continue
      const { phone_code_hash } = await sending
      for (let attempt = 0; attempt < 5; attempt++) {
        const entered = { phone_number, phone_code_hash, ...proof(wrongFor(started)) }
        const refused = await errorOf(client.call('auth.signIn', entered))
        if (refused === '400 PHONE_CODE_INVALID' || refused === '400 CODE_INVALID') guesses++
        else ends = refused ?? 'in'
      }
    }
    keys = await anHourLater(started, keys)
  }
  return { guesses, ends }
}

function sendCode(client: RawClient, number: string = phone_number): Promise<auth.sentCode> {
  const settings = { _: 'codeSettings', allow_flashcall: true, allow_missed_call: true, allow_firebase: true }
  return client.call('auth.sendCode', { phone_number: number, ...defaultApp, settings })
}

/** Five digits, or six, that are never the code: a test must not succeed by chance. */
function wrongFor({ dc }: SessionWorld, medium?: 'email'): string {
  const code = dc.inbox.list().at(-1)?.code ?? ''
  const guessed = code.endsWith('00000') ? '11111' : '00000'
  return medium === 'email' ? `0${guessed}` : guessed
}
