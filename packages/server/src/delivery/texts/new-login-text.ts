import type { NewLogin } from '../../domain/sessions/devices.ts'
import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'
import { writeMoment } from './moment.ts'

/**
 * Writes the message that the other sessions of an account get from 777000 when somebody logs in to it.
 *
 * @param lang_code - of the session that reads it
 * @see https://core.telegram.org/constructor/updateServiceNotification
 */
export function newLoginText(
  { device, location, atMs }: Omit<NewLogin, 'hash' | 'unconfirmed'>,
  lang_code: string,
  settings: TextSettings,
): string {
  const language = languageOf(lang_code, settings.language)
  const texts = languages[language]
  // What is not known is a line less.
  const lines = [device && texts.device(device), location && texts.location(location)].filter(line => line !== '')
  return texts.newLogin(writeMoment(language, atMs), lines.join('\n')).replace(/\n{3,}/, '\n\n')
}
