import { defaultPolicy } from './default-policy.ts'
import type { CallerPolicy, DigitsPolicy, MediaPolicy, PhrasePolicy, WordPolicy } from './login-policy.ts'
import { PolicyError } from './policy-error.ts'
import { describe, type SettingsReader, textOf } from './settings-reader.ts'
import { dayInSeconds, section } from './shared-readers.ts'

/** Reads how the media behave. Every code has at least as many possibilities as five digits. @throws {PolicyError} */
export function readMedia(reader: SettingsReader): MediaPolicy {
  const policy: MediaPolicy = {
    app: readDigits(reader, 'app'),
    sms: readDigits(reader, 'sms'),
    call: readDigits(reader, 'call'),
    firebaseSms: readDigits(reader, 'firebaseSms'),
    fragmentSms: readDigits(reader, 'fragmentSms', medium => ({
      url: medium.text(
        'url',
        defaultPolicy.media.fragmentSms.url,
        /^https?:\/\/\S{1,200}$/,
        'a web address is expected',
      ),
    })),
    flashCall: readCaller(reader, 'flashCall'),
    missedCall: readCaller(reader, 'missedCall'),
    smsWord: readWord(section(reader, 'smsWord')),
    smsPhrase: readPhrase(section(reader, 'smsPhrase')),
  }
  reader.end()
  return policy
}

function readDigits<More extends object = object>(
  reader: SettingsReader,
  name: 'app' | 'sms' | 'call' | 'firebaseSms' | 'fragmentSms' | 'flashCall' | 'missedCall',
  more?: (medium: SettingsReader) => More,
): DigitsPolicy & More {
  const medium = section(reader, name)
  const defaults = defaultPolicy.media[name]
  const policy = {
    // Clients hide and find codes as groups of five to seven digits.
    length: medium.integer('length', defaults.length, 5, 7),
    timeoutSeconds: readTimeout(medium, defaults.timeoutSeconds),
    ...((more?.(medium) ?? {}) as More),
  }
  medium.end()
  return policy
}

function readCaller(reader: SettingsReader, name: 'flashCall' | 'missedCall'): CallerPolicy {
  const { callerPrefix } = defaultPolicy.media[name]
  return readDigits(reader, name, medium => ({
    // With the digits behind it no longer than E.164 allows.
    callerPrefix: medium.text('callerPrefix', callerPrefix, /^[1-9][0-9]{0,7}$/, '1 to 8 digits as text are expected'),
  }))
}

function readWord(medium: SettingsReader): WordPolicy {
  const { syllables, consonants, vowels, timeoutSeconds } = defaultPolicy.media.smsWord
  const policy: WordPolicy = {
    syllables: medium.integer('syllables', syllables, 4, 8),
    consonants: readLetters(medium, 'consonants', consonants, 8),
    vowels: readLetters(medium, 'vowels', vowels, 4),
    timeoutSeconds: readTimeout(medium, timeoutSeconds),
  }
  medium.end()
  return policy
}

function readLetters(medium: SettingsReader, key: string, fallback: string, min: number): string {
  const form = new RegExp(`^(?:([a-z])(?!.*\\1)){${min},26}$`)
  return medium.text(key, fallback, form, `at least ${min} different small letters are expected`)
}

function readPhrase(medium: SettingsReader): PhrasePolicy {
  const defaults = defaultPolicy.media.smsPhrase
  const policy: PhrasePolicy = {
    length: medium.integer('length', defaults.length, 4, 8),
    words: medium.list('words', defaults.words, (item, path) =>
      textOf(item, path, /^[a-z]{2,12}$/, 'a word of 2 to 12 small letters is expected'),
    ),
    timeoutSeconds: readTimeout(medium, defaults.timeoutSeconds),
  }
  medium.end()
  const { words } = policy
  const path = medium.pathOf('words')
  if (words.length < wordsMin || words.length > wordsMax) {
    throw new PolicyError(path, `${wordsMin} to ${wordsMax} words are expected, got ${words.length}`)
  }
  const twice = words.findIndex((word, index) => words.indexOf(word) !== index)
  if (twice >= 0) throw new PolicyError(`${path}[${twice}]`, `${describe(words[twice])} stands there twice`)
  return policy
}

const wordsMin = 64
const wordsMax = 10_000

function readTimeout(medium: SettingsReader, fallback: number): number {
  return medium.integer('timeoutSeconds', fallback, 0, dayInSeconds)
}
