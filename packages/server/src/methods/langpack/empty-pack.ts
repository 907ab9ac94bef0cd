import type { LangPackDifference } from '@chappe/schema/api'

/** The language pack of a data center that has none. @see {@link https://core.telegram.org/constructor/langPackDifference} */
export function emptyPack(lang_code: string): LangPackDifference {
  return { _: 'langPackDifference', lang_code, from_version: 0, version: 0, strings: [] }
}
