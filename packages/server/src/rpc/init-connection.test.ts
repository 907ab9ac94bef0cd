import { describe, expect, it } from 'vitest'
import { createAppPolicy, defaultApp } from '../apps.ts'
import { checkInitConnection, type InitConnection } from './init-connection.ts'

const init: InitConnection = {
  api_id: defaultApp.api_id,
  device_model: 'd',
  system_version: 's',
  app_version: 'a',
  system_lang_code: 'en',
  lang_pack: '',
  lang_code: '',
}
const apps = createAppPolicy([{ ...defaultApp, langPacks: ['android'] }])

describe('checkInitConnection', () => {
  it('accepts a program that says what it is', () => {
    expect(checkInitConnection(init, apps)).toEqual(init)
    expect(checkInitConnection({ ...init, lang_pack: 'android' }, apps).lang_pack).toBe('android')
  })

  it.each([
    [{ api_id: 1 }, 'CONNECTION_API_ID_INVALID'],
    [{ device_model: '' }, 'CONNECTION_DEVICE_MODEL_EMPTY'],
    [{ system_version: ' ' }, 'CONNECTION_SYSTEM_EMPTY'],
    [{ app_version: '' }, 'CONNECTION_APP_VERSION_EMPTY'],
    [{ system_lang_code: '' }, 'CONNECTION_SYSTEM_LANG_CODE_EMPTY'],
    [{ lang_pack: 'ios' }, 'CONNECTION_LANG_PACK_INVALID'],
  ])('refuses %o with 400 %s', (change, error_message) => {
    expect(() => checkInitConnection({ ...init, ...change }, apps)).toThrow(
      expect.objectContaining({ error_code: 400, error_message }),
    )
  })

  it('cuts long texts without cutting a character in two', () => {
    const { device_model } = checkInitConnection({ ...init, device_model: `${'x'.repeat(127)}😀tail` }, apps)
    expect(device_model.length).toBe(128)
    expect(device_model.isWellFormed()).toBe(true)
  })
})

describe('createAppPolicy', () => {
  it('knows pairs of api_id and api_hash', () => {
    expect(apps.accepts(defaultApp.api_id, defaultApp.api_hash)).toBe(true)
    expect(apps.accepts(defaultApp.api_id, '0'.repeat(32))).toBe(false)
    expect(apps.accepts(1, defaultApp.api_hash)).toBe(false)
  })

  it('lets any program in when told so', () => {
    const any = createAppPolicy('any')
    expect(any.accepts(12345, 'x')).toBe(true)
    expect(any.accepts(0, 'x')).toBe(false)
    expect(any.knowsApiId(12345)).toBe(true)
    expect(any.allowsLangPack(12345, 'tdesktop')).toBe(false)
  })
})
