import type { LoginState } from './login-state.ts'

/** Whole seconds until a resend may be asked for, rounded up; 0 when it may be asked for now. */
export function resendRemainingSeconds(state: LoginState, now: number): number {
  return secondsUntil('resendAt' in state ? state.resendAt : undefined, now)
}

/** Whole seconds until a moment, rounded up; 0 when it has passed or is not known. */
export function secondsUntil(at: number | undefined, now: number): number {
  return at === undefined ? 0 : Math.max(0, Math.ceil((at - now) / 1000))
}
