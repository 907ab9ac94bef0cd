import type { TextSettings } from './compose-text.ts'
import type { LetterKind } from './language-texts.ts'
import { type Language, languageOf, languages } from './languages.ts'

/** A letter, written. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly language: Language
}

/** Writes the letter that carries a code, as plain text and as HTML, in the language of the client that asked. */
export function composeLetter(
  request: { readonly kind: LetterKind; readonly code: string; readonly lang_code: string },
  settings: TextSettings,
): Letter {
  const language = languageOf(request.lang_code, settings.language)
  const texts = languages[language]
  const { subject, lead } = texts.letters(settings.serviceName)[request.kind]
  const warning = texts.letterWarning(settings.serviceName)
  const { letterIgnore: ignore, direction } = texts
  return {
    subject,
    language,
    text: `${lead}\n\n${request.code}\n\n${warning}\n${ignore}\n`,
    html: htmlOf({ language, direction, subject, lead, code: request.code, warning, ignore }),
  }
}

interface HtmlParts {
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
  readonly subject: string
  readonly lead: string
  readonly code: string
  readonly warning: string
  readonly ignore: string
}

// Styles stand in the elements, since many mail programs drop anything else; nothing is loaded from anywhere. Colours are
// left out where they can be, so that a dark mail program stays dark.
function htmlOf(parts: HtmlParts): string {
  const p = (style: string, text: string): string => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`
  return [
    '<!doctype html>',
    `<html lang="${parts.language}" dir="${parts.direction}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(parts.subject)}</title></head>`,
    '<body style="margin:0;padding:24px">',
    '<div style="max-width:480px;margin:0 auto;font:16px/1.5 sans-serif">',
    p('', parts.lead),
    // A code is read from left to right in every script.
    `<p dir="ltr" style="margin:0 0 16px;font:700 32px/1.2 monospace;letter-spacing:.1em">${escapeHtml(parts.code)}</p>`,
    p('', parts.warning),
    p('font-size:14px;opacity:.75', parts.ignore),
    '</div></body></html>',
    '',
  ].join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
