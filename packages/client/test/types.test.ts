import type { auth, Config, NearestDc } from '@chappe/schema/api'
import { describe, expectTypeOf, it } from 'vitest'
import type { Client } from '../src/node/index.ts'

// Checked by the compiler; nothing here runs.
function use(tg: Client): unknown {
  return [
    expectTypeOf(tg.call('help.getNearestDc')).resolves.toEqualTypeOf<NearestDc>(),
    expectTypeOf(tg.call('help.getConfig', {}, { timeoutMs: 1 })).resolves.toEqualTypeOf<Config>(),
    expectTypeOf(tg.help.getConfig()).resolves.toEqualTypeOf<Config>(),
    expectTypeOf(tg.auth.resendCode({ phone_number: '', phone_code_hash: '' })).resolves.toEqualTypeOf<auth.SentCode>(),
    expectTypeOf(
      tg.auth.resendCode({ reason: 'x' }, { signal: AbortSignal.abort() }),
    ).resolves.toEqualTypeOf<auth.SentCode>(),
    expectTypeOf(tg.help.getConfig({}, { dc: 4 })).resolves.toEqualTypeOf<Config>(),
    expectTypeOf(tg.auth.checkPaidAuth()).resolves.toEqualTypeOf<auth.SentCode>(),
    expectTypeOf(tg.auth.signUp({ first_name: 'a', last_name: '' })).resolves.toEqualTypeOf<auth.Authorization>(),
    expectTypeOf(tg.auth.resendCode()).resolves.toEqualTypeOf<auth.SentCode>(),
    expectTypeOf(tg.call('auth.resendCode')).resolves.toEqualTypeOf<auth.SentCode>(),
    expectTypeOf(tg.auth.cancelCode()).resolves.toEqualTypeOf<boolean>(),
    expectTypeOf(tg.auth.signIn({ phone_code: '1' })).resolves.toEqualTypeOf<auth.Authorization>(),
    // @ts-expect-error phone_code is a string
    tg.auth.signIn({ phone_code: 1 }),
    // @ts-expect-error parameters are required
    tg.call('auth.sendCode'),
    // @ts-expect-error no such method
    tg.call('auth.resendCod'),
    // @ts-expect-error no such parameter
    tg.call('auth.resendCode', { reasons: 'x' }),
  ]
}

describe('a client', () => {
  it('has the types of the schema', () => {
    expectTypeOf(use).parameter(0).toEqualTypeOf<Client>()
  })
})
