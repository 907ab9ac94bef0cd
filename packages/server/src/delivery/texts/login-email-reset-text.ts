import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'
import { writeMoment } from './moment.ts'

/**
 * Writes what the sessions of an account are told when somebody said that its mailbox is lost.
 *
 * @param untilMs - when its login e-mail goes, milliseconds since the Unix epoch
 * @param lang_code - of the session that reads it
 */
export function loginEmailResetText(untilMs: number, lang_code: string, settings: TextSettings): string {
  const language = languageOf(lang_code, settings.language)
  return languages[language].loginEmailReset(writeMoment(language, untilMs))
}
