/** `tg.password` with calls that a test answers; the check itself is real. */
import { createSrpChallenge, type SrpAlgorithm, srpVerifier } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { RpcError } from '@chappe/mtproto'
import type { account } from '@chappe/schema/api'
import { beforeAll, describe, expect, it } from 'vitest'
import vectors from '../../../crypto/test/vectors/srp.json' with { type: 'json' }
import type { Call } from '../call/interceptor.ts'
import { Password } from './password.ts'

const current = 'correct horse'
const algorithm: SrpAlgorithm = {
  salt1: new Uint8Array(40).fill(1),
  salt2: new Uint8Array(16).fill(2),
  g: 3,
  p: Buffer.from(vectors.main.p, 'hex'),
}
let verifier: Uint8Array

beforeAll(async () => {
  verifier = await srpVerifier(nodeCrypto, current, algorithm)
})

/** A server with that password; what it answers to the calls that follow the question is up to the test. */
function accountWith(facts: Partial<account.password>, answers: readonly unknown[] = [true]) {
  const calls: Call[] = []
  const left = [...answers]
  const call = async (one: Call): Promise<unknown> => {
    calls.push(one)
    if (one.method === 'account.getPassword') return question(facts)
    const answer = left.shift()
    if (answer instanceof RpcError) throw answer
    return answer
  }
  return {
    password: new Password({ crypto: nodeCrypto, call }),
    calls,
    called: () => calls.map(({ method }) => method),
  }
}

function question(facts: Partial<account.password>): account.password {
  const { srp_B } = createSrpChallenge(nodeCrypto, verifier, algorithm)
  const algo = { _: 'passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow', ...algorithm } as const
  return {
    _: 'account.password',
    has_password: true,
    current_algo: algo,
    srp_B,
    srp_id: 1n,
    new_algo: algo,
    new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
    secure_random: new Uint8Array(8),
    ...facts,
  }
}

describe('values of Telegram Passport, which are encrypted under the password', () => {
  const wish = { current, password: 'another' }

  it('keep it from being changed', async () => {
    const { password, called } = accountWith({ has_secure_values: true })
    await expect(password.change(wish)).rejects.toMatchObject({ code: 'PASSPORT_VALUES_LOST' })
    expect(called()).toEqual(['account.getPassword'])
  })

  it('may be let go of', async () => {
    const { password, called, calls } = accountWith({ has_secure_values: true })
    expect(await password.change({ ...wish, dropPassportValues: true })).toEqual({ at: 'done' })
    expect(called()).toEqual(['account.getPassword', 'account.updatePasswordSettings'])
    expect(calls[1]?.parameters).not.toHaveProperty('new_settings.new_secure_settings')
  })

  it('hold up nothing when there are none', async () => {
    const { password } = accountWith({})
    expect(await password.change(wish)).toEqual({ at: 'done' })
  })
})

describe('an answer that may have been lost', () => {
  const repeat = (name: string, code = 400): RpcError => new RpcError(code, name)
  const settings: account.passwordSettings = { _: 'account.passwordSettings', email: 'a@mail.example' }
  const twice = ['account.getPassword', 'account.getPasswordSettings']

  it.each([
    ['AUTH_KEY_UNSYNCHRONIZED', 500],
    ['SRP_ID_INVALID', 400],
    ['SRP_PASSWORD_CHANGED', 400],
  ])('is given once more, to a new question (%s)', async (name, code) => {
    const { password, called } = accountWith({}, [repeat(name, code), settings])
    expect(await password.recoveryEmail({ current })).toBe('a@mail.example')
    expect(called()).toEqual([...twice, ...twice])
    const always = accountWith({}, [repeat(name, code), repeat(name, code)])
    await expect(always.password.recoveryEmail({ current })).rejects.toMatchObject({ errorName: name })
    expect(always.called()).toEqual([...twice, ...twice])
  })

  it('is not repeated when it was wrong', async () => {
    const { password, called } = accountWith({}, [repeat('PASSWORD_HASH_INVALID'), settings])
    await expect(password.recoveryEmail({ current })).rejects.toMatchObject({ errorName: 'PASSWORD_HASH_INVALID' })
    expect(called()).toEqual(twice)
  })
})

describe('a forgotten password', () => {
  it('is asked about by mail', async () => {
    const { password } = accountWith({}, [{ _: 'auth.passwordRecovery', email_pattern: 'a***a@mail.example' }])
    expect(await password.requestRecovery()).toEqual({ email_pattern: 'a***a@mail.example' })
  })

  it('is replaced by the code and a new one', async () => {
    const { password, calls } = accountWith({})
    await password.recover({ code: ' 123-456 ', newPassword: 'new', hint: 'h' })
    expect(calls[1]).toMatchObject({
      method: 'auth.recoverPassword',
      parameters: { code: '123456', new_settings: { _: 'account.passwordInputSettings', hint: 'h' } },
    })
  })

  it('is removed without a new one', async () => {
    const { password, calls } = accountWith({})
    await password.recover({ code: '123456' })
    expect(calls).toMatchObject([{ method: 'auth.recoverPassword', parameters: { code: '123456' } }])
    expect(calls[0]?.parameters).not.toHaveProperty('new_settings')
  })

  it('needs a code, and a hint that does not give the new one away', async () => {
    const { password, called } = accountWith({})
    await expect(password.recover({ code: ' - ' })).rejects.toMatchObject({ code: 'CODE_EMPTY' })
    await expect(password.recover({ code: '1', newPassword: '' })).rejects.toMatchObject({ code: 'PASSWORD_EMPTY' })
    await expect(password.recover({ code: '1', newPassword: 'x', hint: 'x' })).rejects.toMatchObject({
      code: 'HINT_UNSAFE',
    })
    expect(called()).not.toContain('auth.recoverPassword')
  })
})
