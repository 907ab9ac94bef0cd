import type { DeliveryRequest } from '../../domain/delivery.ts'
import type { MediumName } from '../../domain/media/medium.ts'
import type { LanguageTexts } from './language-texts.ts'
import { type Language, languageOf, languages } from './languages.ts'

/** What an operator may choose about the words. */
export interface TextSettings {
  /** How the service calls itself. Default `Telegram`. */
  readonly serviceName: string
  /** The language for clients whose own is not spoken here. Default `en`. */
  readonly language: Language
}

/** How a data center speaks that nobody configured. */
export const defaultTextSettings: TextSettings = { serviceName: 'Telegram', language: 'en' }

/** The words around a code. */
export interface Words {
  readonly text: string
  readonly language: Language
}

/** Writes the message that carries a code, in the language of the client that asked. */
export function composeText(request: DeliveryRequest, settings: TextSettings): Words {
  const language = languageOf(request.lang_code, settings.language)
  return { text: writers[request.medium](languages[language], request, settings.serviceName), language }
}

/** Writes the message from 777000 that carries a login code, in the language of the session that reads it. */
export function loginCodeText(code: string, lang_code: string, { language, serviceName }: TextSettings): string {
  return languages[languageOf(lang_code, language)].app(code, serviceName)
}

type Writer = (texts: LanguageTexts, request: DeliveryRequest, service: string) => string

const digits: Writer = (texts, request, service) => withAppHash(texts.sms(request.code, service), request)
const ring: Writer = (texts, { caller, code }) => texts.ring(caller ?? code)

const writers = {
  app: (texts, { code }, service) => texts.app(code, service),
  sms: digits,
  smsWord: (texts, request, service) => withAppHash(texts.smsWord(request.code, service), request),
  smsPhrase: (texts, request, service) => withAppHash(texts.smsPhrase(request.code, service), request),
  call: (texts, { code }, service) => texts.call(code, service),
  flashCall: ring,
  missedCall: ring,
  fragmentSms: digits,
  firebaseSms: digits,
} as const satisfies Record<MediumName, Writer>

/**
 * Android hands a text message to the program whose hash stands in its last line.
 *
 * @see https://developers.google.com/identity/sms-retriever/verify
 */
function withAppHash(text: string, { appHash }: DeliveryRequest): string {
  return appHash === undefined ? text : `${text}\n\n${appHash}`
}
