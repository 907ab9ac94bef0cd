import type { auth } from '@chappe/schema/api'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../usage-error.ts'
import { describeLogin } from './describe-login.ts'
import type { LoginCommand, LoginEvent } from './login-events.ts'
import { loginStep } from './login-machine.ts'
import { initialLoginState, type LoginState } from './login-state.ts'
import { parseLoginState } from './parse-login-state.ts'

const phone_number = '+447911123456'
const now = 1_800_000_000_000

/** Calls that the machine may want in a row, whatever the server answers: the number of them has to end. */
const callsInARowMax = 8

const type: fc.Arbitrary<auth.SentCodeType> = fc.constantFrom<auth.SentCodeType>(
  { _: 'auth.sentCodeTypeApp', length: 5 },
  { _: 'auth.sentCodeTypeSmsPhrase', beginning: 'a' },
  { _: 'auth.sentCodeTypeFlashCall', pattern: '*' },
  { _: 'auth.sentCodeTypeFirebaseSms', length: 5, receipt: 'r', push_timeout: 9 },
  { _: 'auth.sentCodeTypeFirebaseSms', length: 5 },
  { _: 'auth.sentCodeTypeSetUpEmailRequired', google_signin_allowed: true },
  { _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***z@b.example', length: 6, reset_available_period: 9 },
)
const user = { _: 'userEmpty', id: 777n } as const
const authorization: fc.Arbitrary<auth.Authorization> = fc.constantFrom<auth.Authorization>(
  { _: 'auth.authorization', user },
  { _: 'auth.authorizationSignUpRequired' },
)
const sentCode: fc.Arbitrary<auth.SentCode> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type, hash: fc.constantFrom('a', 'b', 'c') }).map(toSentCode) },
  fc.constantFrom('a', 'b').map(toPayment),
  authorization.map((one): auth.SentCode => ({ _: 'auth.sentCodeSuccess', authorization: one })),
)

function toSentCode({ type: one, hash }: { type: auth.SentCodeType; hash: string }): auth.SentCode {
  return { _: 'auth.sentCode', type: one, phone_code_hash: hash, next_type: { _: 'auth.codeTypeSms' }, timeout: 60 }
}

function toPayment(phone_code_hash: string): auth.SentCode {
  return {
    _: 'auth.sentCodePaymentRequired',
    phone_code_hash,
    store_product: 'p',
    support_email_address: 'a@b.example',
    support_email_subject: 's',
    premium_days: 7,
    currency: 'USD',
    amount: 145n,
  }
}

const wish: fc.Arbitrary<LoginEvent> = fc.constantFrom<LoginEvent>(
  { _: 'start', phone_number },
  { _: 'start', phone_number, settings: { allow_flashcall: true } },
  { _: 'resend' },
  { _: 'resend', force: true, reason: 'X' },
  { _: 'enterCode', phone_code: '12345' },
  { _: 'proveIntegrity', token: 't' },
  { _: 'enterEmail', email: 'a@b.example' },
  { _: 'enterIdToken', provider: 'google', token: 't' },
  { _: 'resendEmail' },
  { _: 'resetEmail' },
  { _: 'requestPaymentForm' },
  { _: 'pay', credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{}' } } },
  { _: 'givePurchase', purchase: { store: 'play', receipt: '{}' } },
  { _: 'checkPayment' },
  { _: 'signUp', first_name: 'Ada' },
  { _: 'enterPassword', password: 'x' },
  { _: 'requestRecovery' },
  { _: 'recover', code: '1' },
  { _: 'deleteAccount', reason: 'x' },
)

const refusals = [
  ...['AUTH_RESTART', 'PHONE_MIGRATE', 'NETWORK_MIGRATE', 'USER_MIGRATE', 'SESSION_PASSWORD_NEEDED'],
  ...['PHONE_CODE_EXPIRED', 'PHONE_CODE_INVALID', 'FLOOD_WAIT', 'SEND_CODE_UNAVAILABLE', 'PHONE_NUMBER_UNOCCUPIED'],
  ...['CODE_INVALID', 'EMAIL_VERIFY_EXPIRED', 'EMAIL_NOT_ALLOWED', 'TASK_ALREADY_EXISTS', 'FORM_EXPIRED'],
  ...['2FA_CONFIRM_WAIT', 'PASSWORD_HASH_INVALID', 'AUTH_KEY_UNREGISTERED', 'UPDATE_APP_TO_LOGIN', 'TIMEOUT'],
]

/** The refusals that the machine answers with another call: the ones to go in circles with. */
const sendingOn = ['AUTH_RESTART', 'PHONE_MIGRATE', 'SESSION_PASSWORD_NEEDED']

/** What any server may make of any call. */
interface ServerWord {
  readonly refusal: string | undefined
  readonly sentCode: auth.SentCode
  readonly authorization: auth.Authorization
  readonly isTrue: boolean
}

const serverWord: fc.Arbitrary<ServerWord> = fc.record({
  refusal: fc.option(fc.oneof(fc.constantFrom(...refusals), fc.constantFrom(...sendingOn)), {
    nil: undefined,
    freq: 2,
  }),
  sentCode,
  authorization,
  isTrue: fc.boolean(),
})

function answerTo(command: LoginCommand, word: ServerWord): LoginEvent {
  const hash = 'phone_code_hash' in command ? { phone_code_hash: command.phone_code_hash } : {}
  if (word.refusal !== undefined) {
    return { _: 'failed', during: command._, name: word.refusal, argument: 4, phone_number, ...hash }
  }
  switch (command._) {
    case 'sendCode':
      return { _: 'sent', phone_number, sentCode: word.sentCode }
    case 'resendCode':
    case 'resetLoginEmail':
    case 'checkPaidAuth':
    case 'verifyEmail':
    case 'assignPurchase':
      return { _: 'sent', phone_number, sentCode: word.sentCode, ...hash }
    case 'requestFirebaseSms':
      return { _: 'integrityChecked', accepted: word.isTrue }
    case 'sendVerifyEmailCode':
      return { _: 'emailSent', email: command.email, email_pattern: 'a***a@b.example', length: 6 }
    case 'getPaymentForm':
      return { _: 'paymentForm', form_id: '5', title: 't', url: 'u' }
    case 'sendPaymentForm':
      return { _: 'formSent' }
    case 'getPassword':
      return {
        _: 'passwordAsked',
        password: {
          _: 'account.password',
          new_algo: { _: 'passwordKdfAlgoUnknown' },
          new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
          secure_random: new Uint8Array(0),
          has_recovery: true,
          ...(word.isTrue && { has_password: true }),
        },
      }
    case 'requestPasswordRecovery':
      return { _: 'recoverySent', email_pattern: 'a***a@b.example' }
    case 'deleteAccount':
      return { _: 'accountDeleted' }
    default:
      return { _: 'authorized', authorization: word.authorization }
  }
}

/** What a person wants, and what the server says to each of the calls that follow, again and again. */
const turn = fc.record({ wish, words: fc.array(serverWord, { minLength: 1, maxLength: 4 }) })

function play(
  state: LoginState,
  { wish: event, words }: { wish: LoginEvent; words: readonly ServerWord[] },
): LoginState {
  let step: readonly [LoginState, LoginCommand?]
  try {
    step = loginStep(state, event, now)
  } catch (error) {
    if (isUsageError(error)) return state
    throw error
  }
  for (let call = 0; step[1] !== undefined; call++) {
    expect(call).toBeLessThan(callsInARowMax)
    const word = words[call % words.length]
    if (!word) throw new Error('the property gives at least one word')
    const [before, command] = step
    step = loginStep(before, answerTo(command, word), now)
  }
  return step[0]
}

describe('whatever a person does and a server answers', () => {
  it('comes to rest, keeps the number, and can be saved, read back and told in words', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), turns => {
        let [state] = loginStep(initialLoginState, { _: 'start', phone_number }, now)
        for (const one of turns) {
          state = play(state, one)
          if (state.at === 'done') return
          expect(state).toMatchObject({ phone_number })
          expect(parseLoginState(JSON.stringify(state))).toEqual(state)
          expect(describeLogin(state, now)).toMatch(/\S/)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('never makes another call with a code that the server called expired', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), wish, (turns, next) => {
        let [state] = loginStep(initialLoginState, { _: 'start', phone_number }, now)
        for (const one of turns) state = play(state, one)
        if (state.at === 'done' || !('phone_code_hash' in state) || state.phone_code_hash === '') return
        const { phone_code_hash } = state
        const dead: LoginEvent = { _: 'failed', during: 'signIn', name: 'PHONE_CODE_EXPIRED', phone_code_hash }
        const [after, command] = loginStep(state, dead, now)
        expect(command).toBeUndefined()
        expect(after).toMatchObject({ at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' })
        let wanted: LoginCommand | undefined
        try {
          wanted = loginStep(after, next, now)[1]
        } catch (error) {
          if (!isUsageError(error)) throw error
        }
        expect(wanted?._ === undefined || wanted._ === 'sendCode').toBe(true)
      }),
    )
  })
})
