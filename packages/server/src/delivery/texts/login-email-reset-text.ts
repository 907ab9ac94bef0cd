/**
 * Writes what the sessions of an account are told when somebody said that its mailbox is lost.
 *
 * @param untilMs - when its login e-mail goes, milliseconds since the Unix epoch
 */
export function loginEmailResetText(untilMs: number): string {
  return (
    `Somebody who is logging in to your account has said that its login e-mail is lost. From ${new Date(
      untilMs,
    ).toUTCString()} on login codes will go to your phone alone.\n\n` +
    'If that was not you, log in once with a code from your mailbox, or set the login e-mail in your settings again: ' +
    'both call it off.'
  )
}
