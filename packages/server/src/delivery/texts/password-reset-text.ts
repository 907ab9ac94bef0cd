import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'
import { writeMoment } from './moment.ts'

/**
 * Writes what the sessions of an account are told when the removal of its password was asked for.
 *
 * @param untilMs - when it becomes possible, milliseconds since the Unix epoch
 * @param lang_code - of the session that reads it
 */
export function passwordResetText(untilMs: number, lang_code: string, settings: TextSettings): string {
  const language = languageOf(lang_code, settings.language)
  return languages[language].passwordReset(writeMoment(language, untilMs))
}
