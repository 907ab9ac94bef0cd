import { access, methodNames } from '@chappe/schema/facts'
import { describe, expect, it } from 'vitest'
import { type Caller, checkAccess } from './access.ts'

const nobody: Caller = { kind: 'nobody' }
const unbound: Caller = { kind: 'unbound' }
const pending: Caller = { kind: 'passwordPending', user_id: 1n }
const user: Caller = { kind: 'user', user_id: 1n }
const bot: Caller = { kind: 'bot', user_id: 1n }

function refusal(method: string, caller: Caller): string | undefined {
  try {
    checkAccess(method, caller)
    return undefined
  } catch (error) {
    return error instanceof Error && 'error_code' in error && 'error_message' in error
      ? `${error.error_code} ${error.error_message}`
      : String(error)
  }
}

describe('checkAccess', () => {
  it.each([
    ['auth.sendCode', nobody, undefined],
    ['auth.resendCode', nobody, undefined],
    ['help.getConfig', nobody, undefined],
    ['auth.logOut', nobody, undefined],
    ['auth.dropTempAuthKeys', nobody, undefined],
    ['users.getUsers', nobody, '401 AUTH_KEY_UNREGISTERED'],
    ['auth.recoverPassword', nobody, '401 AUTH_KEY_UNREGISTERED'],
    ['auth.checkPassword', pending, undefined],
    ['auth.requestPasswordRecovery', pending, undefined],
    ['auth.checkRecoveryPassword', pending, undefined],
    ['auth.recoverPassword', pending, undefined],
    ['auth.logOut', pending, undefined],
    ['auth.dropTempAuthKeys', pending, undefined],
    ['auth.dropTempAuthKeys', unbound, '401 AUTH_KEY_PERM_EMPTY'],
    ['users.getUsers', pending, '401 SESSION_PASSWORD_NEEDED'],
    ['auth.bindTempAuthKey', unbound, undefined],
    ['help.getConfig', unbound, undefined],
    ['help.getNearestDc', unbound, undefined],
    ['auth.sendCode', unbound, '401 AUTH_KEY_PERM_EMPTY'],
    ['users.getUsers', user, undefined],
    ['auth.sendCode', user, undefined],
    ['help.getConfig', bot, undefined],
    ['auth.logOut', bot, undefined],
    ['auth.sendCode', bot, '400 BOT_METHOD_INVALID'],
    ['help.getNearestDc', bot, '400 BOT_METHOD_INVALID'],
    ['account.initPasskeyRegistration', bot, undefined],
    ['account.registerPasskey', bot, '400 BOT_METHOD_INVALID'],
  ])('%s for %o: %s', (method, caller, expected) => {
    expect(refusal(method, caller)).toBe(expected)
  })

  it('lets nobody in but to the methods published as usable before the login, and to those about the key itself', () => {
    const open = [...methodNames()].filter(method => refusal(method, nobody) === undefined)
    const published = [...methodNames()].filter(method => access(method)?.beforeLogin)
    expect(open.sort()).toEqual([...published, 'auth.dropTempAuthKeys', 'auth.logOut'].sort())
  })

  it('never refuses a user a method that users may call', () => {
    const refused = [...methodNames()].filter(method => access(method)?.users && refusal(method, user) !== undefined)
    expect(refused).toEqual([])
  })
})
