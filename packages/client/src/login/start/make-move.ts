import { isRpcError } from '@chappe/mtproto'
import type { Login } from '../login.ts'
import type { LoginStepOptions } from '../login-env.ts'
import type { LoginMove, QrMove } from './login-answers.ts'

/** Tells a move from other answers. */
export function isMove(value: unknown): value is LoginMove {
  return typeof value === 'object' && value !== null && '_' in value
}

/** Does what an answer says that is no word. */
export async function makeMove(
  login: Login,
  move: Exclude<LoginMove, QrMove>,
  options: LoginStepOptions,
): Promise<unknown> {
  switch (move._) {
    case 'cancel':
      return await giveUp(login, options)
    case 'bot':
      return await login.bot(move.token, options)
    case 'resend':
      return await login.resend({ ...(move.force && { force: true }) }, options)
    case 'idToken':
      return await login.enterIdToken({ provider: move.provider, token: move.token }, options)
    case 'email':
      return await login.enterEmail(move.email, options)
    case 'resendEmail':
      return await login.resendEmail(options)
    case 'resetEmail':
      return await login.resetEmail(options)
    case 'requestPaymentForm':
      return await login.requestPaymentForm(options)
    case 'pay':
      return await login.pay(move.credentials, options)
    case 'givePurchase':
      return await login.givePurchase(move.purchase, options)
    case 'requestRecovery':
      return await login.requestRecovery(options)
    case 'recover': {
      const { _: _name, ...wish } = move
      return await login.recover(wish, options)
    }
    case 'deleteAccount':
      return await login.deleteAccount(move.reason === undefined ? {} : { reason: move.reason }, options)
  }
}

/** Gives a pending login up. */
export async function giveUp(login: Login, options: LoginStepOptions): Promise<void> {
  try {
    await login.cancel(options)
  } catch (error) {
    // The code is left to expire; a new login takes the place of this one all the same.
    if (!isRpcError(error)) throw error
  }
}
