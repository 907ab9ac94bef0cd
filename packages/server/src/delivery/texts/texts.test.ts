import { describe, expect, it } from 'vitest'
import { deliveryRequest } from '../../../test/support/delivery-message.ts'
import { mediumNames } from '../../domain/media/media.ts'
import { smsSegments } from '../smpp/sms-segments.ts'
import { composeLetter } from './compose-letter.ts'
import { composeText, defaultTextSettings } from './compose-text.ts'
import { languageOf, languages, languageTags } from './languages.ts'

const groups = (text: string): string[] => text.match(/\p{Nd}+/gu) ?? []
const kinds = ['loginCode', 'confirmLoginEmail', 'confirmEmail', 'confirmRecoveryEmail', 'recoverPassword'] as const
const settings = { serviceName: 'Telegram', language: 'en' } as const

describe.each(languageTags)('the texts in %s', lang_code => {
  it.each(mediumNames)('of %s hold the code, and no digits besides it', medium => {
    for (const code of ['48151', '4815162']) {
      const { text, language } = composeText(deliveryRequest({ medium, code, caller: undefined, lang_code }), settings)
      expect(language).toBe(lang_code)
      expect(groups(text)).toEqual([code])
    }
  })

  it.each(['smsWord', 'smsPhrase'] as const)('of %s hold the words and no digits', medium => {
    const code = medium === 'smsWord' ? 'kamilo' : 'river stone lamp'
    const { text } = composeText(deliveryRequest({ medium, code, lang_code }), settings)
    expect(text).toContain(code)
    expect(groups(text)).toEqual([])
  })

  it('fit one text message, with digits of any length', () => {
    const { text } = composeText(deliveryRequest({ code: '4815162', lang_code }), settings)
    expect(smsSegments(text).segments).toHaveLength(1)
  })

  it.each(kinds)('of a letter (%s) hold the code alone in digits, as text and as HTML', kind => {
    const letter = composeLetter({ kind, code: '481516', lang_code }, settings)
    expect(groups(letter.text)).toEqual(['481516'])
    expect(groups(letter.subject)).toEqual([])
    const visible = letter.html.replaceAll(/<[^>]*>/g, '')
    expect(groups(visible)).toEqual(['481516'])
    expect(letter.html).toContain(`<html lang="${lang_code}" dir="${lang_code === 'ar' ? 'rtl' : 'ltr'}">`)
    for (const line of letter.text.split('\n')) expect(letter.html).toContain(line.replaceAll('"', '&quot;'))
  })

  it('are their own', () => {
    if (lang_code === 'en') return
    const written = JSON.stringify(writtenIn(lang_code))
    expect(written).not.toBe(JSON.stringify(writtenIn('en')))
    expect(written).toContain('Telegram')
  })
})

function writtenIn(tag: keyof typeof languages): unknown {
  const texts = languages[tag]
  return [texts.sms('1', 'Telegram'), texts.app('1', 'Telegram'), texts.letters('Telegram'), texts.letterIgnore]
}

describe('a message', () => {
  it('for a program on Android ends with its app hash, in a line of its own', () => {
    const { text } = composeText(deliveryRequest({ appHash: 'FA+9qCX9VSu' }), settings)
    expect(text).toBe('Telegram code: 48151. Do not share it with anyone.\n\nFA+9qCX9VSu')
    expect(composeText(deliveryRequest({ medium: 'call', appHash: 'FA+9qCX9VSu' }), settings).text).not.toContain('FA+')
  })

  it('of a call that only rings names the caller', () => {
    const request = deliveryRequest({ medium: 'missedCall', code: '0143', caller: '12025550143' })
    expect(composeText(request, settings).text).toBe('Call from +12025550143')
  })

  it('names the service as the operator wants, escaped in HTML', () => {
    const own = { serviceName: 'A & <B>', language: 'en' } as const
    expect(composeText(deliveryRequest(), own).text).toContain('A & <B> code: 48151')
    const { html } = composeLetter({ kind: 'loginCode', code: '1', lang_code: 'en' }, own)
    expect(html).toContain('A &amp; &lt;B&gt;')
    expect(html).not.toContain('<B>')
  })
})

it.each([
  ['de', 'de'],
  ['de-raw', 'de'],
  ['pt-br', 'pt'],
  ['zh_hans', 'zh'],
  ['RU', 'ru'],
  ['tlh', 'en'],
  ['', 'en'],
  ['../../etc', 'en'],
  ['constructor', 'en'],
])('the language of lang_code %j is %s', (lang_code, language) => {
  expect(languageOf(lang_code, defaultTextSettings.language)).toBe(language)
})

it('speaks at least ten languages', () => {
  expect(languageTags.length).toBeGreaterThanOrEqual(10)
})
