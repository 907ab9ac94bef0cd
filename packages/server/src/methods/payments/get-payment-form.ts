import { paymentFormText } from '../../delivery/texts/payment-form-text.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'
import { serviceUserId, serviceUserToTl } from '../users/service-user.ts'
import { purposeOfInvoice } from './purpose.ts'

/**
 * Makes the form by which a login is paid for.
 *
 * @see {@link https://core.telegram.org/method/payments.getPaymentForm}
 */
export const getPaymentForm: MethodHandler<'payments.getPaymentForm'> = async (
  request,
  { services, key_id, client },
) => {
  const { form, terms } = await services.payments.openForm(purposeOfInvoice(request.invoice, key_id))
  const { title, description } = paymentFormText(terms.premium_days, client?.lang_code ?? '', services.texts)
  return {
    _: 'payments.paymentForm',
    form_id: form.form_id,
    bot_id: serviceUserId,
    title,
    description,
    invoice: {
      _: 'invoice',
      currency: terms.currency,
      prices: [{ _: 'labeledPrice', label: title, amount: terms.amount }],
    },
    provider_id: serviceUserId,
    url: services.payments.formUrl,
    users: [serviceUserToTl()],
  }
}
