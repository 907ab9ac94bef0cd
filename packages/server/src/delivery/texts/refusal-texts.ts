import type { SilentRefusal } from '../../domain/silent-refusal.ts'
import type { TextSettings } from './compose-text.ts'
import { languageOf, languages } from './languages.ts'

/**
 * Says a refusal to the person before the program, in the language of the program.
 *
 * @see https://core.telegram.org/api/errors
 */
export function refusalText(name: SilentRefusal, lang_code: string, settings: TextSettings): string {
  return languages[languageOf(lang_code, settings.language)].refusals[name]
}
