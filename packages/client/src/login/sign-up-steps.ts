/** The last step of a login: a user, or a new account. */
import type { auth } from '@chappe/schema/api'
import { UsageError } from '../usage-error.ts'
import type { LoginStep, LoginWish } from './login-events.ts'
import { type LoginState, numberOf, pendingCode, type SignUpState, textLengthMax } from './login-state.ts'
import { wrongStep } from './wrong-step.ts'

/** Gives the name of a new account, once the terms that have to be agreed to are. */
export function signUp(state: LoginState, event: LoginWish & { readonly _: 'signUp' }): LoginStep {
  if (state.at !== 'signUp') throw wrongStep(state, 'sign up')
  const { phone_number, phone_code_hash } = state
  if (needsConsent(state) && event.termsAccepted !== true) {
    throw new UsageError(
      'TERMS_NOT_ACCEPTED',
      'the terms of service have to be agreed to first; show state.terms_of_service.text, then sign up with termsAccepted',
      { min_age_confirm: state.terms_of_service?.min_age_confirm },
    )
  }
  const { first_name, last_name = '', no_joined_notifications } = event
  return [
    state,
    {
      _: 'signUp',
      phone_number,
      phone_code_hash,
      first_name,
      last_name,
      ...(no_joined_notifications && { no_joined_notifications }),
    },
  ]
}

/** Tells whether the terms have to be agreed to, or an age confirmed, before the sign-up. */
export function needsConsent({ terms_of_service: terms }: SignUpState): boolean {
  return terms !== undefined && (terms.popup || terms.min_age_confirm !== undefined)
}

/** Reads what every way in ends with. */
export function afterAuthorization(state: LoginState, authorization: auth.Authorization): LoginState {
  if (authorization._ === 'auth.authorization') {
    const { user, otherwise_relogin_days } = authorization
    return {
      at: 'done',
      user_id: String(user.id),
      ...(otherwise_relogin_days !== undefined && { otherwise_relogin_days }),
    }
  }
  if (state.at === 'done') return state
  const terms = authorization.terms_of_service
  return {
    at: 'signUp',
    // After a future auth token no code was asked for: then it is the number alone that is to be registered.
    ...(pendingCode(state) ?? { phone_number: numberOf(state) ?? '', phone_code_hash: '' }),
    ...(terms && {
      terms_of_service: {
        text: terms.text.slice(0, textLengthMax),
        popup: terms.popup === true,
        ...(terms.min_age_confirm !== undefined && { min_age_confirm: terms.min_age_confirm }),
      },
    }),
  }
}
