import type { RequestedDeletion } from '../../domain/sessions/devices.ts'
import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'
import { writeMoment } from './moment.ts'

/**
 * Writes what the sessions of an account are told by 777000 when its deletion was asked for by somebody who does not know
 * the password.
 *
 * @param lang_code - of the session that reads it
 * @returns the message, and the link in it that calls the deletion off
 * @see https://core.telegram.org/api/links#phone-confirmation-links
 */
export function deletionText(
  { dueAtMs, phone_number, hash }: Omit<RequestedDeletion, 'atMs'>,
  lang_code: string,
  settings: TextSettings,
): { readonly message: string; readonly link: string } {
  const link = `https://t.me/confirmphone?phone=${phone_number}&hash=${hash}`
  const language = languageOf(lang_code, settings.language)
  return { message: languages[language].deletion(writeMoment(language, dueAtMs), link), link }
}
