import { describe, expect, it } from 'vitest'
import { silentRefusals } from '../../domain/silent-refusal.ts'
import { defaultTextSettings } from './compose-text.ts'
import { deletionText } from './deletion-text.ts'
import { type Language, languageTags } from './languages.ts'
import { loginEmailResetText } from './login-email-reset-text.ts'
import { writeMoment } from './moment.ts'
import { newLoginText } from './new-login-text.ts'
import { passwordResetText } from './password-reset-text.ts'
import { paymentFormText } from './payment-form-text.ts'
import { refusalText } from './refusal-texts.ts'

// What the sessions of an account are told by 777000 besides codes, and windows over a program that says nothing.

const settings = defaultTextSettings
/** November 1, 2026, 20:05 UTC: the twelve-hour clock and the first of a month differ between languages. */
const atMs = Date.UTC(2026, 10, 1, 20, 5)
const login = { device: 'Nokia 3310', location: '192.0.2.7, NL', atMs }
const deletion = { dueAtMs: atMs, phone_number: '12025550143', hash: 'c0ffee' }
const link = 'https://t.me/confirmphone?phone=12025550143&hash=c0ffee'

/** Every text of a language, by its name. */
function noticesIn(lang_code: string): Record<string, string> {
  const { title, description } = paymentFormText(7, lang_code, settings)
  return {
    newLogin: newLoginText(login, lang_code, settings),
    passwordReset: passwordResetText(atMs, lang_code, settings),
    loginEmailReset: loginEmailResetText(atMs, lang_code, settings),
    deletion: deletionText(deletion, lang_code, settings).message,
    title,
    description,
    ...Object.fromEntries(silentRefusals.map(name => [name, refusalText(name, lang_code, settings)])),
  }
}

const dated = ['newLogin', 'passwordReset', 'loginEmailReset', 'deletion'] as const

describe.each(languageTags)('the notices in %s', language => {
  const notices = noticesIn(language)

  it('are all there, whole, and in no other language', () => {
    const english = noticesIn('en')
    for (const [name, text] of Object.entries(notices)) {
      expect(text.trim(), name).toBe(text)
      expect(text, name).not.toBe('')
      expect(text, name).not.toMatch(/undefined|\bnull\b|NaN|\[object|\$\{/)
      if (language === 'en') continue
      for (const line of text.split('\n')) if (line !== '') expect(english[name], name).not.toContain(line)
    }
    expect(new Set(Object.values(notices)).size).toBe(Object.keys(notices).length)
  })

  it.each(dated)('name the day, the time and its zone: %s', name => {
    const { date, time } = writeMoment(language, atMs)
    expect(time).toContain('UTC')
    const text = notices[name]
    expect(text).toContain(language === 'fr' ? '1er novembre 2026' : date)
    expect(text).toContain(time)
  })

  it('of a login name the device and the place, each in a line of its own', () => {
    const lines = notices['newLogin']?.split('\n') ?? []
    expect(lines.filter(line => line.includes(login.device))).toHaveLength(1)
    expect(lines.filter(line => line.includes(login.location))).toHaveLength(1)
  })

  it('of a login leave out what is not known', () => {
    const unknown = newLoginText({ ...login, location: '' }, language, settings)
    const known = notices['newLogin']?.split('\n') ?? []
    expect(unknown.split('\n')).toEqual(known.filter(line => !line.includes(login.location)))
  })

  it('of a deletion hold the link once, which programs mark by where it stands', () => {
    const notice = deletionText(deletion, language, settings)
    expect(notice.link).toBe(link)
    expect(notice.message.split(link)).toHaveLength(2)
  })

  it('hold no digits that could be taken for a code, besides the link', () => {
    for (const text of Object.values(notices)) {
      // Programs look for groups of five to seven.
      expect(text.replace(link, '').match(/\p{Nd}{5,}/u), text).toBeNull()
    }
  })

  it('of a paid login count the days', () => {
    expect(notices['title']).toContain('7')
    expect(paymentFormText(30, language, settings).title).toContain('30')
  })
})

describe('a notice', () => {
  const moments: Readonly<Record<Language, string>> = {
    ar: '1 نوفمبر 2026 الساعة 8:05 م UTC',
    de: '1. November 2026 um 20:05 UTC',
    en: 'November 1, 2026 at 8:05 PM UTC',
    es: '1 de noviembre de 2026, 20:05 UTC',
    fr: '1er novembre 2026 à 20:05 UTC',
    id: '1 November 2026 pukul 20.05 UTC',
    it: '1 novembre 2026 alle ore 20:05 UTC',
    ja: '2026年11月1日 20:05 UTC',
    pl: '1 listopada 2026, godz. 20:05 UTC',
    pt: '1 de novembro de 2026, 20:05 UTC',
    ru: '1 ноября 2026 г., 20:05 UTC',
    tr: '1 Kasım 2026, 20:05 UTC',
    uk: '1 листопада 2026 р., 20:05 UTC',
    zh: '2026年11月1日 UTC 20:05',
  }

  it.each(languageTags)('writes the moment as people write it in %s', language => {
    // Narrow and no-break spaces are a matter of typesetting.
    expect(newLoginText(login, language, settings).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(moments[language])
  })

  it('counts days as the language does', () => {
    const title = (lang_code: string, days: number) => paymentFormText(days, lang_code, settings).title
    expect(title('en', 1)).toBe('Premium for 1 day')
    expect(title('ru', 1)).toBe('Premium на 1 день')
    expect(title('ru', 3)).toBe('Premium на 3 дня')
    expect(title('ru', 7)).toBe('Premium на 7 дней')
    expect(title('de', 7)).toBe('Premium für 7 Tage')
  })

  it("is written in the operator's language for a program whose own is not spoken here", () => {
    const operator = { serviceName: 'Telegram', language: 'de' } as const
    expect(newLoginText(login, 'tlh', operator)).toBe(newLoginText(login, 'de', settings))
    expect(passwordResetText(atMs, '', operator)).toBe(passwordResetText(atMs, 'de', settings))
    expect(loginEmailResetText(atMs, 'tlh', operator)).toBe(loginEmailResetText(atMs, 'de', settings))
    expect(deletionText(deletion, 'tlh', operator)).toEqual(deletionText(deletion, 'de-raw', settings))
    expect(paymentFormText(7, 'tlh', operator)).toEqual(paymentFormText(7, 'de', settings))
    expect(refusalText('PHONE_NUMBER_INVALID', 'tlh', operator)).toBe(
      refusalText('PHONE_NUMBER_INVALID', 'de', settings),
    )
  })
})
