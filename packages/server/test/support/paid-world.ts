import type { auth, Update } from '@chappe/schema/api'
import { type DataCenterOptions, defaultApp, type PaymentView } from '../../src/index.ts'
import type { PolicyOverrides } from '../../src/policy/resolve-policy.ts'
import type { RawClient, RawClientOptions } from './raw-client.ts'
import { SessionWorld, told } from './session-world.ts'

/** A number that has to pay, and the terms for it. */
export const phone_number = '+999 777 00 01'
export const terms = { store_product: 'premium.week', currency: 'USD', amount: 499n, premium_days: 7 } as const

export const paidPolicy: PolicyOverrides = {
  payment: {
    offers: [{ when: { prefixes: ['999777'] }, ...terms, amount: 499 }],
    support_email_address: 'help@example.org',
  },
  limits: { codesPerNumber: null },
}

/** A data center over TCP where logins of {@link phone_number} have to be paid for. */
export async function paidWorld(options: DataCenterOptions = {}): Promise<SessionWorld> {
  return SessionWorld.start({ accounts: [{ phone_number, first_name: 'Ada' }], policy: paidPolicy, ...options })
}

/** A client that has been told to pay. */
export async function unpaidClient(
  world: SessionWorld,
  options: RawClientOptions = {},
): Promise<{ readonly client: RawClient; readonly phone_code_hash: string }> {
  const client = await world.connect(options)
  const { phone_code_hash } = await ask(client)
  return { client, phone_code_hash }
}

/** Asks for a code. */
export function ask<T = auth.sentCodePaymentRequired>(client: RawClient, phone: string = phone_number): Promise<T> {
  return client.call('auth.sendCode', { phone_number: phone, ...defaultApp, settings: { _: 'codeSettings' } })
}

/** What a client says that it wants to pay for. */
export function purpose(phone_code_hash: string, changes: object = {}): Record<string, unknown> {
  const { store_product: _, ...claims } = terms
  return { _: 'inputStorePaymentAuthCode', phone_number, phone_code_hash, ...claims, ...changes }
}

/** The same as an invoice. */
export function invoice(phone_code_hash: string, changes: object = {}): Record<string, unknown> {
  return { _: 'inputInvoicePremiumAuthCode', purpose: purpose(phone_code_hash, changes) }
}

/** The one payment of a world. */
export async function onlyPayment({ dc }: SessionWorld): Promise<PaymentView> {
  const [payment, ...others] = await dc.payments.list()
  if (payment === undefined || others.length > 0) throw new TypeError('there is not one payment')
  return payment
}

/** The SentCode that a client was told of. */
export function toldCode(client: RawClient): auth.SentCode[] {
  return told(client).flatMap((update: Update) => (update._ === 'updateSentPhoneCode' ? [update.sent_code] : []))
}

/** Signs in with the newest code that the inbox got. */
export function enter(world: SessionWorld, client: RawClient, phone_code_hash: string): Promise<auth.authorization> {
  const phone_code = world.dc.inbox.list({ phone_number }).at(-1)?.code
  return client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
}
