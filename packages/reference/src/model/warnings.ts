import { lookUp } from './look-up.ts'
import type { Warning } from './model.ts'

/**
 * Reasons to be careful with a method.
 *
 * @param byHand why it must not be called by hand, in Markdown; undefined when it may be
 * @param errors names of the errors that it is known to answer
 */
export function warningsFor(method: string, byHand: string | undefined, errors: readonly string[]): Warning[] {
  const warnings: Warning[] = []
  if (byHand !== undefined) warnings.push({ kind: 'by hand', text: byHand })
  else if (method.startsWith('updates.')) warnings.push({ kind: 'by hand', text: updatesText })
  const irreversible = lookUp(irreversibleMethods, method)
  if (irreversible !== undefined) warnings.push({ kind: 'irreversible', text: irreversible })
  const flood = lookUp(floods, method) ?? (errors.some(isFlood) ? floodText : undefined)
  if (flood !== undefined) warnings.push({ kind: 'flood', text: flood })
  return warnings
}

const updatesText =
  'Part of keeping updates in order: called with a state of its own, it takes updates away from whatever else in the ' +
  'program counts `pts`, `qts` and `seq`. Leave it to one place, and read [how updates work](https://core.telegram.org/api/updates) before.'

const floodText =
  'Limited: called too often it answers `FLOOD_WAIT_X` or one of the other flood errors. Keep the answer instead of asking again.'

function isFlood(error: string): boolean {
  return /FLOOD/.test(error) && error !== 'API_ID_PUBLISHED_FLOOD'
}

/** Limits that the error tables do not tell. */
const floods: Readonly<Record<string, string>> = {
  'auth.sendCode':
    'Limited per number and per address: after a few codes in a row the server answers `PHONE_NUMBER_FLOOD` or `FLOOD_WAIT_X`, up to a day.',
  'auth.resendCode':
    'Each medium is used once. Count `timeout` down before calling it, and offer it only when the last answer had a `next_type`.',
  'auth.signIn': 'Several wrong codes in a row lead to `FLOOD_WAIT_X`, up to a day.',
  'auth.checkPassword': 'Several wrong passwords in a row lead to `FLOOD_WAIT_X` or `PHONE_PASSWORD_FLOOD`.',
  'auth.importBotAuthorization': 'Repeated logins with one token lead to `FLOOD_WAIT_X` of minutes: keep the session.',
}

const irreversibleMethods: Readonly<Record<string, string>> = {
  'account.deleteAccount': 'Deletes the account with all that is in it. There is no way back.',
  'account.resetPassword': 'Begins the removal of the password, which ends after a week unless it is declined.',
  'auth.resetAuthorizations': 'Ends every other session of the account at once.',
  'auth.logOut': 'Ends this session: its key has no user any more.',
  'auth.cancelCode': 'The code that was sent is dead after this call.',
  'channels.deleteChannel': 'Deletes the channel for all its members. There is no way back.',
  'channels.deleteHistory': 'Deletes messages. There is no way back.',
  'channels.deleteMessages': 'Deletes messages for everybody. There is no way back.',
  'channels.deleteParticipantHistory': 'Deletes all messages of a member. There is no way back.',
  'messages.deleteChat': 'Deletes the group for all its members. There is no way back.',
  'messages.deleteHistory': 'Deletes messages. There is no way back.',
  'messages.deleteMessages': 'Deletes messages. There is no way back.',
  'messages.deleteScheduledMessages': 'Deletes scheduled messages. There is no way back.',
  'messages.deletePhoneCallHistory': 'Deletes the history of calls. There is no way back.',
  'contacts.deleteContacts': 'Deletes contacts on every device of the account.',
  'contacts.resetSaved': 'Deletes every contact that is stored on the server.',
  'photos.deletePhotos': 'Deletes photos. There is no way back.',
  'stories.deleteStories': 'Deletes stories. There is no way back.',
  'bots.resetBotCommands': 'Removes the list of commands for the scope.',
}
