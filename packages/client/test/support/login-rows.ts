/** States and events that the tests of the login's machine share, and the way they check a table of steps. */
import type { account, auth } from '@chappe/schema/api'
import { expect, it } from 'vitest'
import type { CodeReference, LoginCommand, LoginEvent } from '../../src/login/login-events.ts'
import { loginStep } from '../../src/login/login-machine.ts'
import type {
  CodeState,
  EmailAddressState,
  EmailCodeState,
  EmailSetupCodeState,
  IntegrityState,
  LoginState,
  PasswordState,
  PaymentState,
  PhoneState,
  SignUpState,
} from '../../src/login/login-state.ts'
import { isUsageError } from '../../src/usage-error.ts'

export const now = 1_800_000_000_000
export const phone_number = '+447911123456'
const phone_code_hash = 'hash-1'
export const pending: CodeReference = { phone_number, phone_code_hash }
/** What a new code of {@link sentCode} has in every state. */
export const fresh: CodeReference & { readonly sentAt: number } = {
  phone_number,
  phone_code_hash: 'hash-2',
  sentAt: now,
}

export const asked: PhoneState = { at: 'phone', phone_number }
export const expired: PhoneState = { at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' }
export const code: CodeState = {
  at: 'code',
  ...pending,
  medium: { kind: 'app', length: 5 },
  next: 'sms',
  sentAt: now,
  resendAt: now + 60_000,
}
export const integrity: IntegrityState = {
  at: 'integrity',
  ...pending,
  length: 5,
  proof: { kind: 'playIntegrity', projectId: '7', nonce: '-__-' },
  next: 'sms',
  sentAt: now - 10_000,
  resendAt: now + 50_000,
}
export const emailCode: EmailCodeState = {
  at: 'emailCode',
  ...pending,
  google: true,
  apple: false,
  email_pattern: 'a***z@mail.example',
  length: 6,
  reset_available_period: 604_800,
  sentAt: now,
}
export const emailAddress: EmailAddressState = {
  at: 'emailAddress',
  ...pending,
  google: false,
  apple: true,
  sentAt: now,
}
export const emailSetupCode: EmailSetupCodeState = {
  ...emailAddress,
  at: 'emailSetupCode',
  email: 'ada@mail.example',
  email_pattern: 'a***a@mail.example',
  length: 6,
}
export const payment: PaymentState = {
  at: 'payment',
  ...pending,
  sentAt: now,
  store_product: 'premium.week',
  currency: 'USD',
  amount: '145',
  premium_days: 7,
  support_email_address: 'sms@mail.example',
  support_email_subject: 'code 42',
}
/** As {@link payment}, with a form that waits to be paid. */
export const paying: PaymentState = {
  ...payment,
  form: { form_id: '5', title: 'Premium', url: 'https://pay.example/5', sent: true },
}
export const signUp: SignUpState = { at: 'signUp', ...pending }
export const owing: PasswordState = { at: 'password', phone_number }
export const recovering: PasswordState = { ...owing, has_recovery: true, email_pattern: 'a***a@mail.example' }
export const qr: LoginState = { at: 'qr', url: 'tg://login?token=AAAA', expiresAt: now + 30_000 }
export const done: LoginState = { at: 'done', user_id: '777' }

export const user = { _: 'userEmpty', id: 777n } as const
export const authorized: LoginEvent = { _: 'authorized', authorization: { _: 'auth.authorization', user } }

/** An `auth.sentCode` with the hash `hash-2`. */
export function sentCode(type: auth.SentCodeType, rest: Partial<auth.sentCode> = {}): LoginEvent & { _: 'sent' } {
  return { _: 'sent', phone_number, sentCode: { _: 'auth.sentCode', type, phone_code_hash: 'hash-2', ...rest } }
}

/** An `auth.sentCodePaymentRequired` with the facts of {@link payment} and the hash `hash-2`. */
export const paymentRequired: LoginEvent = {
  _: 'sent',
  phone_number,
  sentCode: {
    _: 'auth.sentCodePaymentRequired',
    phone_code_hash: 'hash-2',
    store_product: 'premium.week',
    support_email_address: 'sms@mail.example',
    support_email_subject: 'code 42',
    premium_days: 7,
    currency: 'USD',
    amount: 145n,
  },
}

export function failed(during: LoginCommand['_'], name: string, argument?: number): LoginEvent {
  return { _: 'failed', during, name, ...(argument !== undefined && { argument }) }
}

export function passwordAsked(facts: Partial<account.password>): LoginEvent {
  const password: account.password = {
    _: 'account.password',
    new_algo: { _: 'passwordKdfAlgoUnknown' },
    new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
    secure_random: new Uint8Array(0),
    ...facts,
  }
  return { _: 'passwordAsked', password }
}

/** One step: where it begins, what happens, where it leads, and the call that is to be made. */
export interface Row {
  readonly what: string
  readonly from: LoginState
  readonly event: LoginEvent
  readonly to: LoginState
  readonly command?: LoginCommand
}

/** A test for each row. */
export function checkRows(rows: readonly Row[]): void {
  it.each(rows)('$what', ({ from, event, to, command }) => {
    const [state, next] = loginStep(from, event, now)
    expect(state).toEqual(to)
    expect(next).toEqual(command)
    // The state is plain data.
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })
}

/** The usage error with which a step is refused; undefined when it is not. */
export function refusal(
  from: LoginState,
  event: LoginEvent,
  at: number = now,
): { readonly code: string; readonly values: object } | undefined {
  try {
    loginStep(from, event, at)
    return undefined
  } catch (error) {
    if (!isUsageError(error)) throw error
    return { code: error.code, values: error.values }
  }
}
