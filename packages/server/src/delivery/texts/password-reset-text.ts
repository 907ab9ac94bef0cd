/**
 * Writes what the sessions of an account are told when the removal of its password was asked for.
 *
 * @param untilMs - when it becomes possible, milliseconds since the Unix epoch
 */
export function passwordResetText(untilMs: number): string {
  return (
    `Somebody who is logged in to your account has asked for its two-step password to be removed. From ${new Date(
      untilMs,
    ).toUTCString()} on that can be done without knowing it.\n\n` +
    'If that was not you, decline the request in the settings of two-step verification, and end the sessions that you ' +
    'do not know.'
  )
}
