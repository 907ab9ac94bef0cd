import { describe, expect, it } from 'vitest'
import { describeDate, describeEnd, describeSeconds, describeTrouble, printable } from './login-problems.ts'

const now = 1_800_000_000_000

describe('what went wrong', () => {
  it('is said in words, and until when to wait', () => {
    const state = { problem: 'FLOOD_TEST_PHONE_WAIT', retryAt: now + 61_000 }
    expect(describeTrouble(state, now)).toBe('Too many logins of this test number. Try again in 61 s.')
    expect(describeTrouble(state, now + 61_000)).toBe('Too many logins of this test number.')
  })

  it('is left to the server where that has words for it', () => {
    const state = { problem: 'UPDATE_APP_TO_LOGIN', notice: 'Get the new one.' }
    expect(describeTrouble(state, now)).toBe('Get the new one.')
    expect(describeEnd(state, now)).toBe('Get the new one.')
  })

  it('names an end that has no words of its own', () => {
    expect(describeTrouble({ problem: 'toString' }, now)).toBeUndefined()
    expect(describeEnd({ problem: 'NEW_ERROR' }, now)).toBe('The login ended with NEW_ERROR.')
  })

  it.each([
    ['RECAPTCHA_CHECK', 'a token of reCAPTCHA'],
    ['INTEGRITY_CHECK_CLASSIC', 'a token of Google Play Integrity'],
    ['APNS_VERIFY_CHECK', 'the secret of a silent push'],
  ])('says what %s asks for', (problem, proof) => {
    const words = `The server wants ${proof} from this program, which gave none (option \`proveDevice\`).`
    expect(describeEnd({ problem }, now)).toBe(words)
    expect(describeTrouble({ problem }, now)).toBe(words)
  })

  it('is said in other words where no code is pending than where none was typed', () => {
    expect(describeTrouble({ problem: 'PHONE_CODE_EMPTY' }, now)).toBe('No code was given.')
    expect(describeEnd({ problem: 'PHONE_CODE_EMPTY' }, now)).toBe('No code is pending any more.')
  })

  it('does nothing to a terminal but write on it', () => {
    expect(printable('a\u001b[2Jb\nc')).toBe('a [2Jb c')
    expect(describeTrouble({ notice: '\u0007Wait.' }, now)).toBe(' Wait.')
  })
})

describe('describeSeconds', () => {
  it.each([
    [45, '45 s'],
    [119, '119 s'],
    [120, '2 min'],
    [3540, '59 min'],
    [7200, '2 h'],
    [86_400, '24 h'],
    [604_800, '7 days'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(describeSeconds(seconds)).toBe(text)
  })

  it('writes dates, however far away', () => {
    expect(describeDate(1_800_000_000)).toBe('2027-01-15T08:00:00.000Z')
    expect(describeDate(Number.MAX_SAFE_INTEGER)).toBe('+275760-09-13T00:00:00.000Z')
  })
})
