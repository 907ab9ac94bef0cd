import type { help, JSONValue } from '@chappe/schema/api'

/**
 * Tells whether the server offers logins by QR code: `qr_login_code` of its configuration is not `disabled`.
 *
 * @see {@link https://core.telegram.org/api/config#client-configuration}
 */
export function offersQr(answer: help.AppConfig): boolean {
  if (answer._ !== 'help.appConfig' || answer.config._ !== 'jsonObject') return true
  const found: JSONValue | undefined = answer.config.value.find(({ key }) => key === 'qr_login_code')?.value
  return found?._ !== 'jsonString' || found.value !== 'disabled'
}
