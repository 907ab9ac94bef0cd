/**
 * Every medium that a code can go by, over real TCP between the client and the data center, in a time that the test owns:
 * what the client is told, what arrives, and what it has to enter.
 */
import type { Client } from '@chappe/client/node'
import type { DataCenterOptions } from '@chappe/server'
import { createIntegritySigner, type IntegritySigner } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const official = 4

let world: FakeTimeWorld
let signer: IntegritySigner

type Medium = NonNullable<NonNullable<DataCenterOptions['policy']>['ladders']>[number]['media'][number]

async function start(media: readonly Medium[], options: DataCenterOptions = {}): Promise<void> {
  world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada' }],
    ...options,
    policy: { ladders: [{ when: {}, media }], ...options.policy },
  })
}

afterEach(() => world[Symbol.asyncDispose]())

describe('a code by flash call', () => {
  beforeEach(() => start(['flashCall', 'sms']))

  it('is the whole number of the caller, which fits the pattern', async () => {
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number, settings: { allow_flashcall: true } })
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'flashCall', pattern: '99900*****' }, next: 'sms' })
    const message = newest()
    expect(message).toMatchObject({ medium: 'flashCall', caller: message.code })
    expect(message.code).toMatch(/^99900\d{5}$/)
    // Whoever else called meanwhile: an attempt would be lost.
    for (let tries = 0; tries < 9; tries++) {
      await expect(tg.login.enterCode('+1 202 555 0100')).rejects.toMatchObject({ code: 'CODE_UNLIKE_PATTERN' })
    }
    // Programs may pass the number on as the call log has it.
    expect(await tg.login.enterCode(`+${message.code}`)).toMatchObject({ at: 'done' })
  })

  it('is not sent to a program that did not say that it can read the call log', async () => {
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number, settings: { current_number: true, allow_missed_call: true } })
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'sms' } })
  })

  it('gives way to another one on a resend, and then the caller is no code any more', async () => {
    const tg = await world.openClient()
    await tg.login.start({ phone_number, settings: { allow_flashcall: true } })
    const { code: caller } = newest()
    await world.pass(60)
    expect(await tg.login.resend()).toMatchObject({ medium: { kind: 'sms', length: 5 } })
    expect(await tg.login.enterCode(caller)).toMatchObject({ at: 'code', problem: 'PHONE_CODE_INVALID' })
    expect(await tg.login.enterCode(newest().code)).toMatchObject({ at: 'done' })
  })
})

describe('a code by missed call', () => {
  beforeEach(() => start(['missedCall', 'sms']))

  it('is the last digits of the caller, whose number begins with the prefix', async () => {
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number, settings: { allow_missed_call: true } })
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'missedCall', prefix: '99900', length: 5 }, next: 'sms' })
    const message = newest()
    expect(message.caller).toBe(`99900${message.code}`)
    expect(tg.login.describe()).toContain('the last 5 digits')
    expect(await tg.login.enterCode(message.code)).toMatchObject({ at: 'done' })
  })

  it('is not sent to a program that did not ask for it', async () => {
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number, settings: { allow_flashcall: true } })
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'sms' } })
  })
})

describe('a code by text message that is no number', () => {
  it('is a word, of which the client knows the first letter', async () => {
    await start(['smsWord', 'call'])
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number })
    const { code, medium, text } = newest()
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'smsWord', beginning: code[0] }, next: 'call' })
    expect(medium).toBe('smsWord')
    expect(text).toContain(code)
    expect(await tg.login.enterCode(` ${code.toUpperCase()} `)).toMatchObject({ at: 'done' })
  })

  it('is a phrase, of which the client knows the first word', async () => {
    await start(['smsPhrase'])
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number })
    const { code } = newest()
    expect(state).toMatchObject({ at: 'code', medium: { kind: 'smsPhrase', beginning: code.split(' ')[0] } })
    expect(await tg.login.enterCode('amber anchor apple arrow')).toMatchObject({ problem: 'PHONE_CODE_INVALID' })
    expect(await tg.login.enterCode(code.replaceAll(' ', '   '))).toMatchObject({ at: 'done' })
  })

  it('is announced as sms, and the answer tells what was sent in fact', async () => {
    await start(['call', 'smsWord', 'smsPhrase'], { policy: { media: { call: { timeoutSeconds: 30 } } } })
    const tg = await world.openClient()
    expect(await tg.login.start({ phone_number })).toMatchObject({ medium: { kind: 'call' }, next: 'sms' })
    await world.pass(30)
    expect(await tg.login.resend()).toMatchObject({ medium: { kind: 'smsWord' }, next: 'sms' })
    await world.pass(60)
    expect(await tg.login.resend()).toMatchObject({ medium: { kind: 'smsPhrase' } })
    expect(await tg.login.enterCode(newest().code)).toMatchObject({ at: 'done' })
  })
})

describe('a code to an anonymous number', () => {
  it('waits at the page that the client is told', async () => {
    world = await startFakeTimeWorld({ policy: { media: { fragmentSms: { url: 'https://numbers.example/codes' } } } })
    const tg = await world.openClient()
    const state = await tg.login.start({ phone_number: '+888 0123 4567' })
    const medium = { kind: 'fragmentSms', url: 'https://numbers.example/codes', length: 5 }
    expect(state).toMatchObject({ at: 'code', medium })
    expect(state).not.toHaveProperty('next')
    const message = world.dc.inbox.list({ phone_number: '88801234567' }).at(-1)
    expect(message).toMatchObject({ medium: 'fragmentSms' })
    expect(await tg.login.enterCode(message!.code)).toMatchObject({ at: 'signUp' })
  })
})

describe('a code by text message after a proof of integrity', () => {
  beforeEach(async () => {
    signer = await createIntegritySigner([official])
    await start(['firebaseSms', 'call'], { apps: [{ api_id: official, api_hash }], integrity: signer.options })
  })

  it('is sent once the proof is good', async () => {
    const tg = await world.openClient()
    const state = await begin(tg)
    expect(state).toMatchObject({ at: 'integrity', length: 5, next: 'call', proof: { kind: 'playIntegrity' } })
    expect(world.dc.inbox.list()).toEqual([])
    const sent = await tg.login.proveIntegrity(await signer.playIntegrityToken(nonceOf(state), world.clock.now()))
    expect(sent).toMatchObject({ at: 'code', medium: { kind: 'firebaseSms', length: 5 }, next: 'call' })
    expect(world.dc.inbox.list().map(message => message.medium)).toEqual(['firebaseSms'])
    expect(await tg.login.enterCode(newest().code)).toMatchObject({ at: 'done' })
  })

  it('gives way to the next medium at once when the proof is refused, with the reason in the delivery log', async () => {
    const tg = await world.openClient()
    const state = await begin(tg)
    const token = await signer.playIntegrityToken(nonceOf(state), world.clock.now(), { isGenuine: false })
    expect(await tg.login.proveIntegrity(token)).toMatchObject({ at: 'code', medium: { kind: 'call' } })
    expect(world.dc.deliveries.list()).toMatchObject([
      { medium: 'call', outcome: 'accepted', reason: 'PLAYINTEGRITY_REQUESTFIREBASESMS_FALSE' },
    ])
    expect(await tg.login.enterCode(newest().code)).toMatchObject({ at: 'done' })
  })

  it('survives a restart of the program while it waits for the proof', async () => {
    const tg = await world.openClient()
    const state = await begin(tg)
    const saved = JSON.stringify(tg.login)
    await tg.login.restore(JSON.parse(saved))
    expect(tg.login.state).toEqual(state)
    expect(tg.login.describe()).toBe(
      'An SMS with 5 digits will go to +12025550123 once this app has proven itself to Google Play Integrity ' +
        '(project 1234567890). Where it cannot, ask for the code by voice call and say why: ' +
        'then nothing has to be waited for.',
    )
  })

  it('is not promised to programs that do not ask for it, nor to those that nobody can check', async () => {
    const plain = await world.openClient()
    expect(await plain.login.start({ phone_number })).toMatchObject({ at: 'code', medium: { kind: 'call' } })
    await world[Symbol.asyncDispose]()
    await start(['firebaseSms', 'call'])
    expect(await begin(await world.openClient())).toMatchObject({ at: 'code', medium: { kind: 'call' } })
  })
})

describe('auth.reportMissingCode', () => {
  it('is kept for whoever looks after the delivery, and reveals nothing', async () => {
    await start(['smsWord'])
    const tg = await world.openClient()
    await tg.login.start({ phone_number })
    expect(await tg.auth.reportMissingCode({ mnc: '01' })).toBe(true)
    expect(world.dc.missingCodes.list()).toEqual([
      { id: 1, atMs: world.clock.now(), phone_number: '12025550123', medium: 'smsWord', mnc: '01' },
    ])
    const stranger = { phone_number, phone_code_hash: 'a1b2c3d4e5f6a7b8c9', mnc: '01' }
    expect(await tg.auth.reportMissingCode(stranger)).toBe(true)
    await expect(tg.auth.reportMissingCode({ ...stranger, phone_number: '12' })).rejects.toMatchObject({
      error_message: 'PHONE_NUMBER_INVALID',
    })
    expect(world.dc.missingCodes.list()).toHaveLength(1)
  })
})

describe('a program that wants its token in text messages', () => {
  it('finds it in the last line, when its token is known', async () => {
    const hash = 'FA+9qCX9VSu'
    await start(['sms'], {
      policy: { ladders: [{ when: {}, media: ['sms'] }], apps: { smsHashes: [{ api_id: 17_940, hash }] } },
    })
    const tg = await world.openClient()
    await tg.login.start({ phone_number, settings: { allow_app_hash: true } })
    expect(newest().text.split('\n').at(-1)).toBe(hash)
    await tg.login.start({ phone_number })
    expect(newest().text).not.toContain(hash)
  })
})

describe('a test number', () => {
  it('takes its digit repeated, nothing is delivered, and the sixth login of a day has to wait', async () => {
    world = await startFakeTimeWorld()
    const tg = await world.openClient()
    for (let login = 0; login < 5; login++) await tg.login.start({ phone_number: '+99966 2 1234' })
    expect(world.dc.inbox.list()).toEqual([])
    expect(await tg.login.enterCode('22222')).toMatchObject({ at: 'signUp' })
    await world.pass(60)
    await expect((await world.openClient()).login.start({ phone_number: '9996621234' })).rejects.toMatchObject({
      error_code: 420,
      error_message: 'FLOOD_TEST_PHONE_WAIT_86340',
    })
  })
})

const api_hash = '2e29a375a5f344c51348cba6834814bd'

async function begin(tg: Client) {
  return await tg.login.start({ phone_number, settings: { allow_firebase: true } })
}

/** The nonce of a state that waits for a proof. */
function nonceOf(state: Client['login']['state']): Uint8Array {
  if (state.at !== 'integrity' || !('nonce' in state.proof)) throw new TypeError(`the state is ${state.at}`)
  return Buffer.from(state.proof.nonce, 'base64url')
}

function newest() {
  const message = world.dc.inbox.list({ phone_number }).at(-1)
  if (message === undefined) throw new TypeError('nothing was delivered')
  return message
}
