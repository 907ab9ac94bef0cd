import type { InputPaymentCredentials } from '@chappe/schema/api'
import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { purposeOfInvoice } from './purpose.ts'
import { updatesOf } from './sent-code-updates.ts'

/**
 * Takes a payment form that was filled in. Whether it was paid is said by `auth.checkPaidAuth` and by an update. By what it
 * was paid is neither kept nor logged: that is between the payer and the provider.
 *
 * @see {@link https://core.telegram.org/method/payments.sendPaymentForm}
 */
export const sendPaymentForm: MethodHandler<'payments.sendPaymentForm'> = async (request, { services, key_id }) => {
  const { form_id, invoice, credentials, tip_amount = 0n } = request
  const purpose = purposeOfInvoice(invoice, key_id)
  // The invoice asks for no tip.
  if (tip_amount !== 0n) throw rpcError('INVOICE_INVALID')
  if (!isJsonObject(credentialsData(credentials))) throw rpcError('PAYMENT_CREDENTIALS_INVALID')
  await services.payments.submitForm({ form_id, purpose })
  return { _: 'payments.paymentResult', updates: updatesOf([], services.clock) }
}

/** Characters that credentials may have; tokens of providers have a few thousand. */
const credentialsLengthMax = 16_384

/** What the payer's program got from the provider; undefined for saved credentials, since nothing is saved here. */
function credentialsData(credentials: InputPaymentCredentials): string | undefined {
  switch (credentials._) {
    case 'inputPaymentCredentials':
      return credentials.data.data
    case 'inputPaymentCredentialsApplePay':
      return credentials.payment_data.data
    case 'inputPaymentCredentialsGooglePay':
      return credentials.payment_token.data
    case 'inputPaymentCredentialsSaved':
      return undefined
  }
}

function isJsonObject(text: string | undefined): boolean {
  if (text === undefined || text.length > credentialsLengthMax) return false
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
