import type { RequestedDeletion } from '../../domain/sessions/devices.ts'

/**
 * Writes what the sessions of an account are told by 777000 when its deletion was asked for by somebody who does not know
 * the password.
 *
 * @returns the message, and the link in it that calls the deletion off
 * @see https://core.telegram.org/api/links#phone-confirmation-links
 */
export function deletionText({ dueAtMs, phone_number, hash }: Omit<RequestedDeletion, 'atMs'>): {
  readonly message: string
  readonly link: string
} {
  const link = `https://t.me/confirmphone?phone=${phone_number}&hash=${hash}`
  const message =
    'Somebody who has received a login code for your number, but does not know your two-step password, has asked for ' +
    `your account to be deleted. That can be done from ${new Date(dueAtMs).toUTCString()} on.\n\n` +
    `If that was not you, open this link on this device and enter the code that is then sent to your number: ${link}\n\n` +
    'The deletion is then called off, and whoever asked for it is logged out.'
  return { message, link }
}
