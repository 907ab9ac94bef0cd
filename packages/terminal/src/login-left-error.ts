/** Whoever sat at the terminal left the login by Ctrl-C or Esc. It can be gone on with: its state is in the session. */
export class LoginLeftError extends Error {
  override readonly name = 'LoginLeftError'
  readonly code = 'LOGIN_LEFT'

  constructor() {
    super('[LOGIN_LEFT] the login was left before its end; start it again with the same session and it goes on there')
  }
}

/** Tells a {@link LoginLeftError} apart, also one that another copy of this package made. */
export function isLoginLeftError(value: unknown): value is LoginLeftError {
  return value instanceof Error && value.name === 'LoginLeftError'
}
