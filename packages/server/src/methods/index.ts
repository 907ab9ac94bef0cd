/** Every method that this data center implements, by its name. What is not here is answered 400. */
import type { MethodName } from '@chappe/schema/api'
import type { MethodHandler } from '../rpc/call-context.ts'
import { cancelPasswordEmail } from './account/cancel-password-email.ts'
import { changeAuthorizationSettings } from './account/change-authorization-settings.ts'
import { confirmPasswordEmail } from './account/confirm-password-email.ts'
import { declinePasswordReset } from './account/decline-password-reset.ts'
import { getAuthorizations } from './account/get-authorizations.ts'
import { getPassword } from './account/get-password.ts'
import { getPasswordSettings } from './account/get-password-settings.ts'
import { getTmpPassword } from './account/get-tmp-password.ts'
import { resendPasswordEmail } from './account/resend-password-email.ts'
import { resetAuthorization } from './account/reset-authorization.ts'
import { resetPassword } from './account/reset-password.ts'
import { setAuthorizationTTL } from './account/set-authorization-ttl.ts'
import { updatePasswordSettings } from './account/update-password-settings.ts'
import { acceptLoginToken } from './auth/accept-login-token.ts'
import { bindTempAuthKey } from './auth/bind-temp-auth-key.ts'
import { cancelCode } from './auth/cancel-code.ts'
import { checkPassword } from './auth/check-password.ts'
import { checkRecoveryPassword } from './auth/check-recovery-password.ts'
import { dropTempAuthKeys } from './auth/drop-temp-auth-keys.ts'
import { exportLoginToken } from './auth/export-login-token.ts'
import { importBotAuthorization } from './auth/import-bot-authorization.ts'
import { importLoginToken } from './auth/import-login-token.ts'
import { logOut } from './auth/log-out.ts'
import { recoverPassword } from './auth/recover-password.ts'
import { reportMissingCode } from './auth/report-missing-code.ts'
import { requestFirebaseSms } from './auth/request-firebase-sms.ts'
import { requestPasswordRecovery } from './auth/request-password-recovery.ts'
import { resendCode } from './auth/resend-code.ts'
import { resetAuthorizations } from './auth/reset-authorizations.ts'
import { sendCode } from './auth/send-code.ts'
import { signIn } from './auth/sign-in.ts'
import { signUp } from './auth/sign-up.ts'
import { getAppConfig } from './help/get-app-config.ts'
import { getConfig } from './help/get-config.ts'
import { getCountriesList } from './help/get-countries-list.ts'
import { getNearestDc } from './help/get-nearest-dc.ts'
import { getState } from './updates/get-state.ts'
import { getFullUser } from './users/get-full-user.ts'
import { getUsers } from './users/get-users.ts'

/** Handlers by method. */
export type MethodTable = { readonly [Name in MethodName]?: MethodHandler<Name> }

/** The methods of the data center. */
export const methods: MethodTable = {
  'account.cancelPasswordEmail': cancelPasswordEmail,
  'account.changeAuthorizationSettings': changeAuthorizationSettings,
  'account.confirmPasswordEmail': confirmPasswordEmail,
  'account.declinePasswordReset': declinePasswordReset,
  'account.getAuthorizations': getAuthorizations,
  'account.getPassword': getPassword,
  'account.getPasswordSettings': getPasswordSettings,
  'account.getTmpPassword': getTmpPassword,
  'account.resendPasswordEmail': resendPasswordEmail,
  'account.resetAuthorization': resetAuthorization,
  'account.resetPassword': resetPassword,
  'account.setAuthorizationTTL': setAuthorizationTTL,
  'account.updatePasswordSettings': updatePasswordSettings,
  'auth.acceptLoginToken': acceptLoginToken,
  'auth.bindTempAuthKey': bindTempAuthKey,
  'auth.cancelCode': cancelCode,
  'auth.checkPassword': checkPassword,
  'auth.checkRecoveryPassword': checkRecoveryPassword,
  'auth.dropTempAuthKeys': dropTempAuthKeys,
  'auth.exportLoginToken': exportLoginToken,
  'auth.importBotAuthorization': importBotAuthorization,
  'auth.importLoginToken': importLoginToken,
  'auth.logOut': logOut,
  'auth.recoverPassword': recoverPassword,
  'auth.reportMissingCode': reportMissingCode,
  'auth.requestFirebaseSms': requestFirebaseSms,
  'auth.requestPasswordRecovery': requestPasswordRecovery,
  'auth.resendCode': resendCode,
  'auth.resetAuthorizations': resetAuthorizations,
  'auth.sendCode': sendCode,
  'auth.signIn': signIn,
  'auth.signUp': signUp,
  'help.getAppConfig': getAppConfig,
  'help.getConfig': getConfig,
  'help.getCountriesList': getCountriesList,
  'help.getNearestDc': getNearestDc,
  'updates.getState': getState,
  'users.getFullUser': getFullUser,
  'users.getUsers': getUsers,
}

/** The names of the methods that a data center answers; any other is answered 400 `METHOD_INVALID`. */
export const implementedMethods: readonly MethodName[] = Object.keys(methods) as MethodName[]
