import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import type { LanguageTexts } from './language-texts.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { zh } from './zh.ts'

/** A language that codes are written in. */
export type Language = 'ar' | 'de' | 'en' | 'es' | 'fr' | 'id' | 'it' | 'ja' | 'pl' | 'pt' | 'ru' | 'tr' | 'uk' | 'zh'

/** All texts, by language. */
export const languages: Readonly<Record<Language, LanguageTexts>> = {
  ar,
  de,
  en,
  es,
  fr,
  id,
  it,
  ja,
  pl,
  pt,
  ru,
  tr,
  uk,
  zh,
}

/** The tags of all languages, in order. */
export const languageTags: readonly Language[] = Object.keys(languages) as Language[]

/**
 * Finds the language of a `lang_code` as clients send it: `de`, `pt-BR`, `zh_hans`, `de-raw`. Regions and scripts are
 * let go; what is not spoken here becomes `fallback`.
 *
 * @see https://core.telegram.org/method/initConnection
 */
export function languageOf(lang_code: string, fallback: Language): Language {
  const primary = /^[a-z]+/i.exec(lang_code)?.[0].toLowerCase()
  return languageTags.find(tag => tag === primary) ?? fallback
}
