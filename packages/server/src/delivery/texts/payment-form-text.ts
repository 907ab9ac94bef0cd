import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'

/**
 * Names what is bought with a paid login, in the language of the program that shows it.
 *
 * @param premium_days - how long the account has Premium then
 * @see https://core.telegram.org/constructor/payments.paymentForm
 */
export function paymentFormText(
  premium_days: number,
  lang_code: string,
  settings: TextSettings,
): { readonly title: string; readonly description: string } {
  const language = languageOf(lang_code, settings.language)
  const { premiumFor, paidLogin } = languages[language]
  const days = new Intl.NumberFormat(language, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  return { title: premiumFor(days.format(premium_days)), description: paidLogin }
}
