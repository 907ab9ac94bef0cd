import { describe, expect, test } from 'vitest'
import { access, allErrors, describeError, errorsOf, isMethod, methodNames, methodsWithError } from './facts.ts'

const methods = [...methodNames()]
const loginBots = [
  'auth.logOut',
  'auth.exportAuthorization',
  'auth.importAuthorization',
  'auth.bindTempAuthKey',
  'auth.dropTempAuthKeys',
  'auth.importBotAuthorization',
  'help.getConfig',
]

describe('access', () => {
  test('lets exactly the forty published methods be called before login', () => {
    const before = methods.filter(method => access(method)?.beforeLogin)
    expect(before).toHaveLength(40)
    expect(before).toEqual(
      expect.arrayContaining(['auth.sendCode', 'auth.resendCode', 'help.getConfig', 'initConnection']),
    )
    expect(access('auth.logOut')?.beforeLogin).toBe(false)
    expect(access('auth.recoverPassword')?.beforeLogin).toBe(false)
  })

  test('lets exactly the nineteen listed methods go over a business connection, and names the list', () => {
    const business = methods.filter(method => access(method)?.businessConnection === 'yes')
    expect(business).toHaveLength(19)
    expect(access('messages.sendMessage')?.sources.businessConnection).toContain('connected-business-bots')
    expect(business.filter(method => method.startsWith('auth.'))).toEqual([])
  })

  test('marks the two methods that are not listed but wrapped by a client', () => {
    const seen = methods.filter(method => access(method)?.businessConnection === 'seen')
    expect(seen).toEqual(['account.updateUsername', 'photos.updateProfilePhoto'])
    expect(access('account.updateUsername')?.sources.businessConnection).toContain('TDLib')
  })

  test('tells users from bots in the login family', () => {
    expect(access('auth.resendCode')).toMatchObject({ users: true, bots: false, botsKnown: true })
    for (const method of loginBots) expect(access(method), method).toMatchObject({ users: true, bots: true })
    for (const method of ['help.getNearestDc', 'help.getCountriesList', 'help.getAppConfig', 'auth.sendCode']) {
      expect(access(method), method).toMatchObject({ users: true, bots: false })
    }
    const bots = methods.filter(method => method.startsWith('auth.') && access(method)?.bots)
    expect(bots.sort()).toEqual(loginBots.filter(method => method.startsWith('auth.')).sort())
  })

  test('knows methods for bots only', () => {
    expect(access('bots.answerWebhookJSONQuery')).toMatchObject({ users: false, bots: true, botsKnown: true })
  })

  test('follows a renamed method to the one it was', () => {
    expect(access('messages.createForumTopic')).toMatchObject({ bots: true, botsKnown: true })
    expect(access('messages.createForumTopic')?.sources.callers).toContain('channels.createForumTopic')
  })

  test('says when no source tells whether bots may call', () => {
    const unknown = methods.filter(method => access(method)?.botsKnown === false)
    expect(unknown.length).toBeLessThan(95)
    for (const method of unknown) expect(access(method)?.bots, method).toBe(false)
  })

  test('answers undefined for what is no method', () => {
    expect(access('auth.sentCode')).toBeUndefined()
    expect(isMethod('auth.sentCode')).toBe(false)
    expect(isMethod('auth.resendCode')).toBe(true)
    expect(methods).toHaveLength(798)
  })
})

describe('errors', () => {
  test('are known for auth.resendCode with codes and meanings', () => {
    expect(errorsOf('auth.resendCode').map(error => `${error.code} ${error.name}`)).toEqual([
      '400 EMAIL_INSTALL_MISSING',
      '400 PHONE_CODE_EMPTY',
      '400 PHONE_CODE_EXPIRED',
      '400 PHONE_CODE_HASH_EMPTY',
      '406 PHONE_NUMBER_INVALID',
      '406 SEND_CODE_UNAVAILABLE',
    ])
  })

  test('lead back to the methods that answer them', () => {
    const methods = methodsWithError('SEND_CODE_UNAVAILABLE')
    expect(methods).toContain('auth.resendCode')
    for (const method of methods) {
      expect(errorsOf(method).map(error => error.name)).toContain('SEND_CODE_UNAVAILABLE')
    }
    expect(methodsWithError('NOBODY_KNOWS_THIS')).toEqual([])
  })

  test('are empty for a method without any', () => {
    expect(errorsOf('nothing.atAll')).toEqual([])
  })

  test('are explained with the number that stands in the name', () => {
    expect(describeError('FLOOD_WAIT_30')).toEqual({
      code: 420,
      name: 'FLOOD_WAIT_%d',
      description: 'A wait of 30 seconds is required',
      argument: 30,
    })
    expect(describeError('2FA_CONFIRM_WAIT_300')).toMatchObject({ name: '2FA_CONFIRM_WAIT_%d', argument: 300 })
    expect(describeError('PHONE_MIGRATE_4')).toMatchObject({ code: 303, argument: 4 })
    expect(describeError('FILE_PART_7_MISSING')).toMatchObject({ name: 'FILE_PART_%d_MISSING', argument: 7 })
  })

  test('are explained by their general name, and told apart by their code', () => {
    expect(describeError('FLOOD_WAIT_%d')?.argument).toBeUndefined()
    expect(describeError('PHONE_NUMBER_INVALID', 406)?.code).toBe(406)
    expect(describeError('PHONE_NUMBER_INVALID', 400)?.code).toBe(400)
    expect(describeError('NOBODY_KNOWS_THIS')).toBeUndefined()
  })

  test('are all listed, with those that no method is known to answer', () => {
    const names = new Set(allErrors().map(error => error.name))
    for (const method of methods) for (const { name } of errorsOf(method)) expect(names).toContain(name)
    expect(names).toContain('FLOOD_WAIT_%d')
    expect(methodsWithError('FLOOD_WAIT_%d')).toEqual([])
    expect(names.size).toBe(786)
  })
})
