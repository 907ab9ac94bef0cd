/**
 * Whether a number has an account is nobody's business. The same calls are made for one that has an account and for one
 * that has not, by two data centers that live at the same time, and every answer and every error is compared, field by field.
 *
 * What the protocol itself reveals is not in it: the account reads its code in another session (there is none), what a
 * right code leads to (sign-up is shown to differ at the end), a login e-mail or a password, and other data centers.
 */
import type { auth } from '@chappe/schema/api'
import { afterEach, describe, expect, it } from 'vitest'
import { type DataCenterOptions, defaultApp } from '../src/index.ts'
import type { PolicyOverrides } from '../src/policy/resolve-policy.ts'
import type { RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

const registered = '+999 123 45 67'
const unregistered = '+999 123 45 68'

let worlds: SessionWorld[] = []
afterEach(async () => {
  await Promise.all(worlds.map(world => world[Symbol.asyncDispose]()))
  worlds = []
})

/** One side of the comparison: a number, its data center, and everything that was answered. */
class Side {
  readonly world: SessionWorld
  readonly phone_number: string
  readonly answers: unknown[] = []
  client: RawClient
  phone_code_hash = ''
  readonly #hashes: string[] = []

  constructor(world: SessionWorld, phone_number: string, client: RawClient) {
    this.world = world
    this.phone_number = phone_number
    this.client = client
  }

  /** Calls, and keeps what came back, which is the answer whole or the error whole. */
  async call(method: string, parameters: object = {}): Promise<void> {
    try {
      const answer = await this.client.call<auth.SentCode>(method, parameters)
      const hash = hashOf(answer)
      if (hash === undefined) {
        this.answers.push([method, answer])
        return
      }
      this.phone_code_hash = hash
      // Chance made it; what counts is its length, and whether it is the one of before.
      if (!this.#hashes.includes(hash)) this.#hashes.push(hash)
      const told = { ...answer, phone_code_hash: `${hash.length} digits, number ${this.#hashes.indexOf(hash)}` }
      this.answers.push([method, 'form_id' in told ? { ...told, form_id: typeof told.form_id } : told])
    } catch (error) {
      const { error_code, error_message } = error as { error_code?: number; error_message?: string }
      if (error_code === undefined) throw error
      this.answers.push([method, error_code, error_message])
    }
  }

  send(settings: object = {}): Promise<void> {
    const { phone_number } = this
    return this.call('auth.sendCode', { phone_number, ...defaultApp, settings: { _: 'codeSettings', ...settings } })
  }

  /** A call that names the pending code. */
  refer(method: string, more: object = {}): Promise<void> {
    const { phone_number, phone_code_hash } = this
    return this.call(method, { phone_number, phone_code_hash, ...more })
  }

  get code(): string {
    return this.world.dc.inbox.list({ phone_number: this.phone_number }).at(-1)?.code ?? ''
  }

  get wrongCode(): string {
    return this.code === '00000' ? '11111' : '00000'
  }

  async later(seconds: number): Promise<void> {
    await this.world.settle()
    this.world.clock.advance(seconds * 1000)
    this.client = await this.world.connect({ key: this.client.key })
  }

  /** What the client was told without asking: popups after a 406. */
  get told(): readonly unknown[] {
    return this.client.updates
  }
}

function hashOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('phone_code_hash' in answer)) return undefined
  return String(answer.phone_code_hash)
}

type Steps = (side: Side) => Promise<void>

/** The errors that came up on the way. */
const seen = new Set<string>()
const refusals = [
  ...['PHONE_CODE_INVALID', 'PHONE_CODE_EXPIRED', 'PHONE_CODE_EMPTY', 'PHONE_CODE_HASH_EMPTY', 'PHONE_NUMBER_INVALID'],
  ...['PHONE_NUMBER_FLOOD', 'FLOOD_WAIT_X', 'SEND_CODE_UNAVAILABLE', 'AUTH_KEY_UNREGISTERED', 'EMAIL_VERIFY_EXPIRED'],
]

/** What somebody may try who has no code. */
const sequences: Readonly<Record<string, Steps>> = {
  'a code, an early resend, every medium, and none left': async side => {
    await side.send()
    await side.refer('auth.resendCode')
    await side.later(60)
    await side.refer('auth.resendCode')
    await side.refer('auth.resendCode', { reason: 'nothing came' })
    await side.later(60)
    await side.refer('auth.resendCode')
  },
  'every medium that a program can handle': async side => {
    await side.send({ allow_flashcall: true, allow_missed_call: true, allow_firebase: true, current_number: true })
    for (let step = 0; step < 5; step++) {
      await side.later(60)
      await side.refer('auth.resendCode')
    }
  },
  'wrong codes until the hash dies, and after': async side => {
    await side.send()
    for (let attempt = 0; attempt < 7; attempt++) await side.refer('auth.signIn', { phone_code: side.wrongCode })
    await side.refer('auth.resendCode')
    await side.refer('auth.cancelCode')
    await side.send()
    await side.refer('auth.signIn', { phone_code: side.wrongCode })
  },
  'a cancelled code, which is dead, even if it is right': async side => {
    await side.send()
    await side.refer('auth.cancelCode')
    await side.refer('auth.cancelCode')
    await side.refer('auth.signIn', { phone_code: side.code })
    await side.refer('auth.resendCode')
  },
  'an expired code, and one that was replaced': async side => {
    await side.send()
    await side.later(301)
    await side.refer('auth.signIn', { phone_code: side.code })
    await side.send()
    const replaced = { phone_code_hash: side.phone_code_hash, phone_code: side.code }
    await side.send()
    await side.refer('auth.signIn', replaced)
  },
  'hashes that are empty, wrong, or of another number': async side => {
    await side.send()
    await side.refer('auth.signIn', { phone_code_hash: '', phone_code: side.code })
    await side.refer('auth.signIn', { phone_code_hash: '0123456789abcdef01', phone_code: side.code })
    await side.refer('auth.signIn', { phone_number: '+999 123 45 69', phone_code: side.code })
    await side.refer('auth.signIn', {})
    await side.refer('auth.resendCode', { phone_code_hash: '' })
    await side.refer('auth.resendCode', { phone_code_hash: '0123456789abcdef01' })
    await side.refer('auth.cancelCode', { phone_code_hash: '0123456789abcdef01' })
  },
  'the code of another key': async side => {
    await side.send()
    side.client = await side.world.connect()
    await side.refer('auth.signIn', { phone_code: side.code })
    await side.refer('auth.resendCode')
    await side.refer('auth.cancelCode')
  },
  'every other method that names a pending code': async side => {
    await side.send()
    const purpose = () => ({
      _: 'emailVerifyPurposeLoginSetup',
      phone_number: side.phone_number,
      phone_code_hash: side.phone_code_hash,
    })
    const code = { _: 'emailVerificationCode', code: '000000' }
    await side.refer('auth.signUp', { first_name: 'Eve', last_name: '' })
    await side.refer('auth.signIn', { email_verification: code })
    await side.refer('auth.resetLoginEmail')
    await side.refer('auth.checkPaidAuth', { form_id: 1n })
    await side.refer('auth.requestFirebaseSms', { play_integrity_token: 'a.b.c' })
    await side.refer('auth.reportMissingCode', { mnc: '01' })
    await side.call('account.sendVerifyEmailCode', { purpose: purpose(), email: 'eve@mail.example' })
    await side.call('account.verifyEmail', { purpose: purpose(), verification: code })
  },
  'methods that nobody may call yet': async side => {
    await side.send()
    await side.call('account.getPassword')
    await side.call('account.deleteAccount', { reason: 'it is not mine' })
    await side.call('auth.requestPasswordRecovery')
    await side.call('auth.checkPassword', { password: { _: 'inputCheckPasswordEmpty' } })
  },
  'codes until the number has had enough, and the time after': async side => {
    for (let ask = 0; ask < 7; ask++) await side.send()
    await side.later(3599)
    await side.send()
    await side.later(2)
    await side.send()
  },
  'guesses until the number has had enough, even for the right code': async side => {
    for (let ask = 0; ask < 6; ask++) {
      await side.send()
      for (let attempt = 0; attempt < 5; attempt++) await side.refer('auth.signIn', { phone_code: side.wrongCode })
      await side.later(900)
    }
    await side.refer('auth.signIn', { phone_code: side.code })
  },
  'future auth tokens that were made here by nobody': async side => {
    await side.send({ logout_tokens: [new Uint8Array(32).fill(1), new Uint8Array(3), new Uint8Array(0)] })
    await side.refer('auth.signIn', { phone_code: side.wrongCode })
  },
}

describe('a number without an account answers like one that has an account', () => {
  for (const [name, steps] of Object.entries(sequences)) {
    it(name, async () => {
      const [account, nobody] = await compare(steps)
      expect(nobody.answers).toEqual(account.answers)
      expect(nobody.told).toEqual(account.told)
      for (const [, , error] of account.answers as string[][])
        if (error !== undefined) seen.add(error.replace(/\d+$/, 'X'))
    })
  }

  it('in all that, every refusal came up that somebody without a code can bring about', () => {
    expect([...seen]).toEqual(expect.arrayContaining(refusals))
  })

  it('where a login e-mail is asked of everybody', async () => {
    const [account, nobody] = await compare(setUp, { email: { setUp: { required: [{}] } } })
    expect(nobody.answers).toEqual(account.answers)
    expect(JSON.stringify(account.answers)).toContain('auth.sentCodeTypeSetUpEmailRequired')
  })

  it('where everybody pays', async () => {
    const steps: Steps = async side => {
      await side.send()
      await side.refer('auth.resendCode')
      await side.refer('auth.checkPaidAuth', { form_id: 1n })
      await side.refer('auth.signIn', { phone_code: '00000' })
      await side.refer('auth.cancelCode')
    }
    const offer = { when: {}, store_product: 'login', currency: 'EUR', amount: 100, premium_days: 7 }
    const [account, nobody] = await compare(steps, { payment: { offers: [offer] } })
    expect(nobody.answers).toEqual(account.answers)
    expect(account.answers[0]).toMatchObject(['auth.sendCode', { _: 'auth.sentCodePaymentRequired' }])
  })

  it('where an address or a program has asked too often', async () => {
    const once = { max: 2, periodSeconds: 3600 }
    for (const limits of [{ codesPerAddress: once, countThisMachine: true }, { codesPerApp: once }]) {
      const [account, nobody] = await compare(
        async side => {
          for (let ask = 0; ask < 4; ask++) await side.send()
        },
        { limits },
      )
      expect(nobody.answers).toEqual(account.answers)
      expect(JSON.stringify(account.answers)).toContain('FLOOD_WAIT_3600')
    }
  })
})

it('only the right code tells: sign-up for the one, the account for the other', async () => {
  const [account, nobody] = await compare(async side => {
    await side.send()
    await side.refer('auth.signIn', { phone_code: side.code })
  })
  expect(nobody.answers[0]).toEqual(account.answers[0])
  expect(account.answers[1]).toMatchObject(['auth.signIn', { _: 'auth.authorization' }])
  expect(nobody.answers[1]).toMatchObject(['auth.signIn', { _: 'auth.authorizationSignUpRequired' }])
})

it('sees the difference where there is one: a session that could show the code', async () => {
  const [account, nobody] = await compare(async side => {
    if (side.phone_number === registered) await side.world.loggedIn()
    await side.send()
  })
  expect(nobody.answers).not.toEqual(account.answers)
})

const setUp: Steps = async side => {
  await side.send()
  const purpose = () => ({
    _: 'emailVerifyPurposeLoginSetup',
    phone_number: side.phone_number,
    phone_code_hash: side.phone_code_hash,
  })
  const code = { _: 'emailVerificationCode', code: 'no' }
  await side.refer('auth.resendCode')
  await side.call('account.sendVerifyEmailCode', { purpose: purpose(), email: 'eve@mail.example' })
  for (let attempt = 0; attempt < 6; attempt++) {
    await side.call('account.verifyEmail', { purpose: purpose(), verification: code })
  }
  await side.refer('auth.resetLoginEmail')
}

/** Goes the same steps for both numbers, each in a data center of its own. */
async function compare(steps: Steps, policy: PolicyOverrides = {}): Promise<readonly [Side, Side]> {
  const side = async (phone_number: string): Promise<Side> => {
    const options: DataCenterOptions = {
      accounts: [{ phone_number: registered, first_name: 'Ada' }],
      policy,
    }
    const world = await SessionWorld.start(options)
    worlds.push(world)
    const made = new Side(world, phone_number, await world.connect())
    await steps(made)
    await world.settle()
    return made
  }
  return [await side(registered), await side(unregistered)]
}
