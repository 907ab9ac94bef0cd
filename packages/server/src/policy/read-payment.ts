import { defaultPayment, type PaymentOffer, type PaymentPolicy } from './payment-policy.ts'
import { PolicyError } from './policy-error.ts'
import { readConditions } from './read-ladders.ts'
import { SettingsReader } from './settings-reader.ts'
import { dayInSeconds, section } from './shared-readers.ts'

/** Reads the section `payment` of a policy. @throws {PolicyError} */
export function readPayment(reader: SettingsReader): PaymentPolicy {
  const policy: PaymentPolicy = {
    offers: reader.list('offers', defaultPayment.offers, readOffer),
    support_email_address: reader.text(
      'support_email_address',
      defaultPayment.support_email_address,
      /^(?:[^\s@]{1,64}@[^\s@]{1,190})?$/,
      'an e-mail address is expected',
    ),
    support_email_subject: reader.text(
      'support_email_subject',
      defaultPayment.support_email_subject,
      /^[^\r\n]{0,200}$/,
      'a line of at most 200 characters is expected',
    ),
    formUrl: reader.text('formUrl', defaultPayment.formUrl, /^https?:\/\/\S{1,200}$/, 'a web address is expected'),
    pollSeconds: reader.integer('pollSeconds', defaultPayment.pollSeconds, 1, 3600),
    formSeconds: reader.integer('formSeconds', defaultPayment.formSeconds, 1, dayInSeconds),
    loginSeconds: reader.integer('loginSeconds', defaultPayment.loginSeconds, 1, dayInSeconds),
  }
  reader.end()
  return policy
}

/** 10^11 of the smallest unit is more than any login costs, in every currency. */
const amountMax = 100_000_000_000
const premiumDaysMax = 3660

function readOffer(item: unknown, path: string): PaymentOffer {
  const reader = new SettingsReader(item, path)
  const when = readConditions(section(reader, 'when'))
  const store_product = reader.text('store_product', '', /^[\w.-]{1,100}$/, 'the name of a product is expected')
  const currency = reader.text('currency', '', /^[A-Z]{3}$/, 'a currency is three capital letters (ISO 4217)')
  if (reader.take('amount') === undefined) {
    throw new PolicyError(reader.pathOf('amount'), 'an amount is expected, and nothing is there')
  }
  const amount = reader.integer('amount', 0, 1, amountMax)
  const premium_days = reader.integer('premium_days', 7, 0, premiumDaysMax)
  reader.end()
  return { when, store_product, currency, amount, premium_days }
}
