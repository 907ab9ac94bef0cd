import type { MethodHandler } from '../../rpc/call-context.ts'
import { serviceUserId, serviceUserToTl } from '../users/service-user.ts'
import { purposeOfInvoice } from './purpose.ts'

/**
 * Makes the form by which a login is paid for.
 *
 * @see {@link https://core.telegram.org/method/payments.getPaymentForm}
 */
export const getPaymentForm: MethodHandler<'payments.getPaymentForm'> = async (request, { services, key_id }) => {
  const { form, terms } = await services.payments.openForm(purposeOfInvoice(request.invoice, key_id))
  const label = `Premium for ${terms.premium_days} days`
  return {
    _: 'payments.paymentForm',
    form_id: form.form_id,
    bot_id: serviceUserId,
    title: label,
    description: 'Includes the text message with your login code.',
    invoice: { _: 'invoice', currency: terms.currency, prices: [{ _: 'labeledPrice', label, amount: terms.amount }] },
    provider_id: serviceUserId,
    url: services.payments.formUrl,
    users: [serviceUserToTl()],
  }
}
