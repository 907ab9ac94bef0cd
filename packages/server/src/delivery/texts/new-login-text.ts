import type { NewLogin } from '../../domain/sessions/devices.ts'

/**
 * Writes the message that the other sessions of an account get from 777000 when somebody logs in to it.
 *
 * @see https://core.telegram.org/constructor/updateServiceNotification
 */
export function newLoginText({ device, location, atMs }: Omit<NewLogin, 'hash' | 'unconfirmed'>): string {
  const date = `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return (
    `New login. Somebody logged in to your account on ${date}.\n\nDevice: ${device}\nLocation: ${location}\n\n` +
    'If this was not you, end that session in the list of your active sessions.'
  )
}
