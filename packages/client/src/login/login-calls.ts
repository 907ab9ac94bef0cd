/** The calls that the login's commands stand for. */
import type { account, InputInvoice, inputStorePaymentAuthCode, payments } from '@chappe/schema/api'
import { eventOfAnswer } from './login-answers.ts'
import type { LoginEnv } from './login-env.ts'
import type { LoginCommand, LoginEvent, PriceOfCode } from './login-events.ts'
import type { PrivateSettings } from './login-settings.ts'
import { callWithoutNumber, isNumberless, type NumberlessCommand } from './passkey-steps.ts'
import { callForPassword } from './password-calls.ts'

/** Makes the call of a command and says what came of it. */
export async function callForLogin(
  env: LoginEnv,
  command: LoginCommand,
  signal: AbortSignal | undefined,
  settings: PrivateSettings,
): Promise<LoginEvent> {
  // A person waits in front of a form: how long is for them to hear, not for us to sleep through.
  const call: LoginEnv['call'] = one => env.call({ ...one, waits: false })
  if (isAboutPassword(command)) return callForPassword({ crypto: env.crypto, call }, command, signal)
  if (isWithoutNumber(command)) {
    return { _: 'authorized', authorization: await callWithoutNumber({ ...env, call }, command, signal) }
  }
  const answer = await call({ ...callOf(env, command, settings), signal })
  return eventOfAnswer(command._, command, answer, env.keeper.data.timeOffsetMs)
}

type PasswordCommand = Parameters<typeof callForPassword>[1]

const passwordCommands: ReadonlySet<string> = new Set<PasswordCommand['_']>([
  'getPassword',
  'checkPassword',
  'requestPasswordRecovery',
  'recoverPassword',
])

function isAboutPassword(command: LoginCommand): command is PasswordCommand {
  return passwordCommands.has(command._)
}

function isWithoutNumber(command: LoginCommand): command is NumberlessCommand {
  return isNumberless(command._)
}

interface CallOfCommand {
  readonly method: string
  readonly parameters: object
  readonly dc?: number
}

function callOf(
  { api_id, api_hash, keeper }: LoginEnv,
  command: Exclude<LoginCommand, PasswordCommand | NumberlessCommand>,
  settings: PrivateSettings,
): CallOfCommand {
  switch (command._) {
    case 'sendCode': {
      const { phone_number, dc } = command
      const logout_tokens = keeper.data.future_auth_tokens?.expose() ?? []
      const known = logout_tokens.length > 0 ? { logout_tokens } : {}
      const said = { _: 'codeSettings', ...known, ...command.settings, ...settings }
      const parameters = { phone_number, api_id, api_hash, settings: said }
      return { method: 'auth.sendCode', parameters, ...(dc !== undefined && { dc }) }
    }
    case 'exportLoginToken':
      return { method: 'auth.exportLoginToken', parameters: { api_id, api_hash, except_ids: command.except_ids } }
    case 'importLoginToken':
      return { method: 'auth.importLoginToken', parameters: { token: command.token }, dc: command.dc }
    case 'importBotAuthorization': {
      const { bot_auth_token } = command
      return { method: 'auth.importBotAuthorization', parameters: { flags: 0, api_id, api_hash, bot_auth_token } }
    }
    case 'sendVerifyEmailCode': {
      const { email } = command
      const parameters: account.sendVerifyEmailCode = { purpose: setUpOf(command), email }
      return { method: 'account.sendVerifyEmailCode', parameters }
    }
    case 'verifyEmail': {
      const { verification } = command
      const parameters: account.verifyEmail = { purpose: setUpOf(command), verification }
      return { method: 'account.verifyEmail', parameters }
    }
    case 'getPaymentForm': {
      const parameters: payments.getPaymentForm = { invoice: invoiceOf(command) }
      return { method: 'payments.getPaymentForm', parameters }
    }
    case 'sendPaymentForm': {
      const { form_id, credentials } = command
      const parameters: payments.sendPaymentForm = {
        form_id: BigInt(form_id),
        invoice: invoiceOf(command),
        credentials,
      }
      return { method: 'payments.sendPaymentForm', parameters }
    }
    case 'assignPurchase':
      return assignPurchase(command)
    case 'checkPaidAuth': {
      const { phone_number, phone_code_hash, form_id } = command
      return { method: 'auth.checkPaidAuth', parameters: { phone_number, phone_code_hash, form_id: BigInt(form_id) } }
    }
    case 'deleteAccount':
      return { method: 'account.deleteAccount', parameters: { reason: command.reason } }
    case 'resendCode':
    case 'requestFirebaseSms':
    case 'cancelCode':
    case 'signIn':
    case 'signUp':
    case 'resetLoginEmail':
    case 'logOut': {
      const { _: name, ...parameters } = command
      return { method: `auth.${name}`, parameters }
    }
  }
}

function setUpOf(command: { readonly phone_number: string; readonly phone_code_hash: string }): {
  _: 'emailVerifyPurposeLoginSetup'
  phone_number: string
  phone_code_hash: string
} {
  const { phone_number, phone_code_hash } = command
  return { _: 'emailVerifyPurposeLoginSetup', phone_number, phone_code_hash }
}

function invoiceOf(price: PriceOfCode): InputInvoice {
  return { _: 'inputInvoicePremiumAuthCode', purpose: purposeOf(price) }
}

/** What is bought, in the words of the API. */
function purposeOf(price: PriceOfCode, restore?: boolean): inputStorePaymentAuthCode {
  const { phone_number, phone_code_hash, premium_days, currency, amount } = price
  return {
    _: 'inputStorePaymentAuthCode',
    ...(restore && { restore }),
    phone_number,
    phone_code_hash,
    premium_days,
    currency,
    amount: BigInt(amount),
  }
}

function assignPurchase(command: LoginCommand & { readonly _: 'assignPurchase' }): CallOfCommand {
  const { purchase } = command
  const purpose = purposeOf(command, purchase.restore)
  if (purchase.store === 'apple') {
    return { method: 'payments.assignAppStoreTransaction', parameters: { receipt: purchase.receipt, purpose } }
  }
  const receipt = { _: 'dataJSON', data: purchase.receipt }
  return { method: 'payments.assignPlayMarketTransaction', parameters: { receipt, purpose } }
}
