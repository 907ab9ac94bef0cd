import { describe, expect, test } from 'vitest'
import { api } from '../gen/api.js'
import { describe as describeEntry } from './docs.ts'
import { errorNameForms } from './error-names.ts'
import { access, allErrors, errorsOf, methodNames } from './facts.ts'
import { namedRemedies } from './remedies/named.ts'
import { remedyFor } from './remedies.ts'

const ownNames = new Set(namedRemedies.map(([name]) => name))

describe('what to do about an error', () => {
  test('is said of the very name, then of its last word, then of the code', () => {
    expect(remedyFor('PHONE_CODE_INVALID', 400)).toContain('stays valid')
    expect(remedyFor('METHOD_INVALID', 400)).toContain('does not have the method')
    expect(remedyFor('TITLE_INVALID', 400)).toContain('the value that the name tells')
    expect(remedyFor('SOMETHING_STRANGE', 500)).toContain('The server failed')
    expect(remedyFor('SOMETHING_STRANGE', 499)).toBeUndefined()
  })

  test('names the parameter of the method when there is one that fits', () => {
    expect(remedyFor('TITLE_INVALID', 400, ['peer', 'title'])).toContain('`title`')
    expect(remedyFor('MESSAGE_ID_INVALID', 400, ['message'])).toContain('`message`')
    expect(remedyFor('QUERY_TOO_SHORT', 400, ['q'])).toBe('Make it longer.')
    expect(remedyFor('QUERY_TOO_SHORT', 400, ['query'])).toBe('Make `query` longer.')
  })

  test('is that nobody is logged in, or that a popup tells it, when the code says so and the name only ends like others', () => {
    expect(remedyFor('SOMETHING_INVALID', 401)).toContain('Nobody is logged in')
    expect(remedyFor('SOMETHING_FORBIDDEN', 406)).toContain('{@link updateServiceNotification}')
    expect(remedyFor('SEND_CODE_UNAVAILABLE', 406)).toContain('Every medium was used')
  })

  test('holds the number met, or X', () => {
    expect(remedyFor('FLOOD_WAIT_31', 420)).toMatch(/^Wait 31 seconds/)
    expect(remedyFor('FLOOD_WAIT_%d', 420)).toMatch(/^Wait X seconds/)
    expect(remedyFor('EMAIL_UNCONFIRMED_6', 400)).toContain('the code of 6 digits')
    expect(remedyFor('2FA_CONFIRM_WAIT_300', 420)).toMatch(/^Wait 300 seconds/)
    expect(remedyFor('FILE_PART_7_MISSING', 400)).toMatch(/^Upload part 7 again/)
    expect(remedyFor('FILE_PART_0_MISSING', 400)).toMatch(/^Upload the first part again/)
  })

  test('is found without the numbers that only tell the server more', () => {
    expect(remedyFor('AUTH_RESTART_5', 500)).toBe(remedyFor('AUTH_RESTART', 500))
    expect(remedyFor('INPUT_METHOD_INVALID_3405805347_0', 400)).toBe(remedyFor('INPUT_METHOD_INVALID', 400))
    expect(remedyFor('TITLE_INVALID_5', 400, ['title'])).toBe(remedyFor('TITLE_INVALID', 400, ['title']))
  })

  test('is to answer the challenge when the name goes on with one', () => {
    expect(remedyFor('RECAPTCHA_CHECK_signup__6Lc7', 403)).toContain('{@link invokeWithReCaptcha}')
    expect(remedyFor('APNS_VERIFY_CHECK_00ff12', 403)).toContain('{@link invokeWithApnsSecret}')
    const nonce = '0a'.repeat(200)
    expect(remedyFor(`INTEGRITY_CHECK_CLASSIC_123_${nonce}`, 403)).toContain('{@link invokeWithGooglePlayIntegrity}')
  })
})

describe('the sentences', () => {
  test('stand once for each name', () => {
    expect(namedRemedies.length).toBe(ownNames.size)
  })

  test('are about errors of the tables, or about those that the tables lack', () => {
    const known = new Set(allErrors().map(({ name }) => name))
    expect([...ownNames].filter(name => !known.has(name)).sort()).toEqual([
      'BUSINESS_CONNECTION_NOT_ALLOWED',
      'MSG_WAIT_TIMEOUT',
      'NEW_PASSWORD_BAD',
      'PASSKEY_ALGORITM_UNSUPPORTED',
      'PASSKEY_CHALLENGE_EXPIRED',
      'PASSKEY_CREDENTIAL_NOT_FOUND',
      'PASSKEY_ORIGIN_MISMATCH',
      'VERIFICATION_FAILED',
      'WEBAUTH_TOKEN_EXPIRED',
    ])
  })

  test('speak of a number only where the name has one', () => {
    for (const [name, remedy] of namedRemedies) {
      if (!name.includes('%d')) expect([name, /\bX\b/.test(remedy)]).toEqual([name, false])
    }
  })

  test('do not call it asking for a code when the person is to type theirs again', () => {
    for (const name of ['CODE_INVALID', 'PHONE_CODE_INVALID']) {
      expect(remedyFor(name, 400)).toMatch(/^Ask the user to type /)
      expect(remedyFor(name, 400)).not.toMatch(/for the code|send|new/)
    }
  })

  test('do not speak of one way in, or of one method, when others are refused in the same words', () => {
    expect(remedyFor('AUTH_RESTART', 500)).toContain('a way in without a number')
    expect(remedyFor('FRESH_RESET_AUTHORISATION_FORBIDDEN', 406)).toMatch(/a day old: a fresh one may not do that/)
    expect(remedyFor('HASH_INVALID', 400, ['hash'])).toContain('{@link account.getWebAuthorizations}')
  })

  test('refer to names of the schema only', () => {
    const targets = namedRemedies.flatMap(([, remedy]) =>
      [...remedy.matchAll(/\{@link ([^}]+)\}/g)].map(match => match[1] ?? ''),
    )
    expect(targets.length).toBeGreaterThan(30)
    expect(targets.filter(name => !api.hasFunction(name) && !api.hasConstructor(name))).toEqual([])
  })

  test('are there for every known error', () => {
    for (const { name, code } of allErrors()) {
      const remedy = remedyFor(name, code)
      expect([name, remedy]).toEqual([name, expect.stringMatching(/^[A-Z`].{8,}[.)]$/s)])
      expect(remedy).not.toContain('%d')
    }
  })

  test('say more than the code does of nearly every error', () => {
    const ofCode = new Set([303, 400, 403, 404, 420, 500].map(code => remedyFor('UNHEARD', code)))
    const left = new Set(
      allErrors()
        .filter(({ name, code }) => ofCode.has(remedyFor(name, code)))
        .map(({ name }) => name),
    )
    expect([...left].sort()).toEqual(['MEMBER_NO_LOCATION', 'NOT_ALLOWED', 'STORE_INVALID_SCALAR_TYPE'])
  })

  test('say of every error of a login more than its code or last word does, or name the parameter', () => {
    const vague: string[] = []
    for (const method of methodNames()) {
      if (!method.startsWith('auth.') && !(method.startsWith('account.') && access(method)?.beforeLogin)) continue
      const entry = describeEntry(method)
      const parameters = entry?.kind === 'method' ? entry.fields.map(field => field.name) : []
      for (const { name, code } of errorsOf(method)) {
        const namesParameter = parameters.some(parameter =>
          remedyFor(name, code, parameters)?.includes(`\`${parameter}\``),
        )
        const hasOwn = errorNameForms(name).some(form => ownNames.has(form))
        if (!hasOwn && !namesParameter) vague.push(`${method} ${name}`)
      }
    }
    // Other methods answer this name about other values, so no sentence of its own fits.
    expect(vague).toEqual(['auth.importAuthorization USER_ID_INVALID'])
  })
})
