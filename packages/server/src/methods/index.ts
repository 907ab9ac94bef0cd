/** Every method that this data center implements, by its name. What is not here is answered 400. */
import type { MethodName } from '@chappe/schema/api'
import type { MethodHandler } from '../rpc/call-context.ts'
import { cancelPasswordEmail } from './account/cancel-password-email.ts'
import { changeAuthorizationSettings } from './account/change-authorization-settings.ts'
import { changePhone } from './account/change-phone.ts'
import { confirmPasswordEmail } from './account/confirm-password-email.ts'
import { confirmPhone } from './account/confirm-phone.ts'
import { declinePasswordReset } from './account/decline-password-reset.ts'
import { deleteAccount } from './account/delete-account.ts'
import { deletePasskey } from './account/delete-passkey.ts'
import { getAccountTTL } from './account/get-account-ttl.ts'
import { getAuthorizations } from './account/get-authorizations.ts'
import { getPasskeys } from './account/get-passkeys.ts'
import { getPassword } from './account/get-password.ts'
import { getPasswordSettings } from './account/get-password-settings.ts'
import { getTmpPassword } from './account/get-tmp-password.ts'
import { getWebAuthorizations } from './account/get-web-authorizations.ts'
import { initPasskeyRegistration } from './account/init-passkey-registration.ts'
import { invalidateSignInCodes } from './account/invalidate-sign-in-codes.ts'
import { registerDevice } from './account/register-device.ts'
import { registerPasskey } from './account/register-passkey.ts'
import { resendPasswordEmail } from './account/resend-password-email.ts'
import { resetAuthorization } from './account/reset-authorization.ts'
import { resetPassword } from './account/reset-password.ts'
import { resetWebAuthorization } from './account/reset-web-authorization.ts'
import { resetWebAuthorizations } from './account/reset-web-authorizations.ts'
import { sendChangePhoneCode } from './account/send-change-phone-code.ts'
import { sendConfirmPhoneCode } from './account/send-confirm-phone-code.ts'
import { sendVerifyEmailCode } from './account/send-verify-email-code.ts'
import { sendVerifyPhoneCode } from './account/send-verify-phone-code.ts'
import { setAccountTTL } from './account/set-account-ttl.ts'
import { setAuthorizationTTL } from './account/set-authorization-ttl.ts'
import { unregisterDevice } from './account/unregister-device.ts'
import { updatePasswordSettings } from './account/update-password-settings.ts'
import { verifyEmail } from './account/verify-email.ts'
import { verifyPhone } from './account/verify-phone.ts'
import { acceptLoginToken } from './auth/accept-login-token.ts'
import { bindTempAuthKey } from './auth/bind-temp-auth-key.ts'
import { cancelCode } from './auth/cancel-code.ts'
import { checkPaidAuth } from './auth/check-paid-auth.ts'
import { checkPassword } from './auth/check-password.ts'
import { checkRecoveryPassword } from './auth/check-recovery-password.ts'
import { dropTempAuthKeys } from './auth/drop-temp-auth-keys.ts'
import { exportAuthorization } from './auth/export-authorization.ts'
import { exportLoginToken } from './auth/export-login-token.ts'
import { finishPasskeyLogin } from './auth/finish-passkey-login.ts'
import { importAuthorization } from './auth/import-authorization.ts'
import { importBotAuthorization } from './auth/import-bot-authorization.ts'
import { importLoginToken } from './auth/import-login-token.ts'
import { importWebTokenAuthorization } from './auth/import-web-token-authorization.ts'
import { initPasskeyLogin } from './auth/init-passkey-login.ts'
import { logOut } from './auth/log-out.ts'
import { recoverPassword } from './auth/recover-password.ts'
import { reportMissingCode } from './auth/report-missing-code.ts'
import { requestFirebaseSms } from './auth/request-firebase-sms.ts'
import { requestPasswordRecovery } from './auth/request-password-recovery.ts'
import { resendCode } from './auth/resend-code.ts'
import { resetAuthorizations } from './auth/reset-authorizations.ts'
import { resetLoginEmail } from './auth/reset-login-email.ts'
import { sendCode } from './auth/send-code.ts'
import { signIn } from './auth/sign-in.ts'
import { signUp } from './auth/sign-up.ts'
import { acceptTermsOfService } from './help/accept-terms-of-service.ts'
import { dismissSuggestion } from './help/dismiss-suggestion.ts'
import { getAppConfig } from './help/get-app-config.ts'
import { getConfig } from './help/get-config.ts'
import { getCountriesList } from './help/get-countries-list.ts'
import { getDeepLinkInfo } from './help/get-deep-link-info.ts'
import { getNearestDc } from './help/get-nearest-dc.ts'
import { getTermsOfServiceUpdate } from './help/get-terms-of-service-update.ts'
import { saveAppLog } from './help/save-app-log.ts'
import { getDifference as getLangPackDifference } from './langpack/get-difference.ts'
import { getLangPack } from './langpack/get-lang-pack.ts'
import { getLanguage } from './langpack/get-language.ts'
import { getLanguages } from './langpack/get-languages.ts'
import { getStrings } from './langpack/get-strings.ts'
import { assignAppStoreTransaction } from './payments/assign-app-store-transaction.ts'
import { assignPlayMarketTransaction } from './payments/assign-play-market-transaction.ts'
import { canPurchaseStore } from './payments/can-purchase-store.ts'
import { getPaymentForm } from './payments/get-payment-form.ts'
import { sendPaymentForm } from './payments/send-payment-form.ts'
import { getDifference } from './updates/get-difference.ts'
import { getState } from './updates/get-state.ts'
import { getFullUser } from './users/get-full-user.ts'
import { getUsers } from './users/get-users.ts'

/** Handlers by method. */
export type MethodTable = { readonly [Name in MethodName]?: MethodHandler<Name> }

/** The methods of the data center. */
export const methods: MethodTable = {
  'account.cancelPasswordEmail': cancelPasswordEmail,
  'account.changeAuthorizationSettings': changeAuthorizationSettings,
  'account.changePhone': changePhone,
  'account.confirmPasswordEmail': confirmPasswordEmail,
  'account.confirmPhone': confirmPhone,
  'account.declinePasswordReset': declinePasswordReset,
  'account.deleteAccount': deleteAccount,
  'account.deletePasskey': deletePasskey,
  'account.getAccountTTL': getAccountTTL,
  'account.getAuthorizations': getAuthorizations,
  'account.getPasskeys': getPasskeys,
  'account.getPassword': getPassword,
  'account.getPasswordSettings': getPasswordSettings,
  'account.getTmpPassword': getTmpPassword,
  'account.getWebAuthorizations': getWebAuthorizations,
  'account.initPasskeyRegistration': initPasskeyRegistration,
  'account.invalidateSignInCodes': invalidateSignInCodes,
  'account.registerDevice': registerDevice,
  'account.registerPasskey': registerPasskey,
  'account.resendPasswordEmail': resendPasswordEmail,
  'account.resetAuthorization': resetAuthorization,
  'account.resetPassword': resetPassword,
  'account.resetWebAuthorization': resetWebAuthorization,
  'account.resetWebAuthorizations': resetWebAuthorizations,
  'account.sendChangePhoneCode': sendChangePhoneCode,
  'account.sendConfirmPhoneCode': sendConfirmPhoneCode,
  'account.sendVerifyEmailCode': sendVerifyEmailCode,
  'account.sendVerifyPhoneCode': sendVerifyPhoneCode,
  'account.setAccountTTL': setAccountTTL,
  'account.setAuthorizationTTL': setAuthorizationTTL,
  'account.unregisterDevice': unregisterDevice,
  'account.updatePasswordSettings': updatePasswordSettings,
  'account.verifyEmail': verifyEmail,
  'account.verifyPhone': verifyPhone,
  'auth.acceptLoginToken': acceptLoginToken,
  'auth.bindTempAuthKey': bindTempAuthKey,
  'auth.cancelCode': cancelCode,
  'auth.checkPaidAuth': checkPaidAuth,
  'auth.checkPassword': checkPassword,
  'auth.checkRecoveryPassword': checkRecoveryPassword,
  'auth.dropTempAuthKeys': dropTempAuthKeys,
  'auth.exportAuthorization': exportAuthorization,
  'auth.exportLoginToken': exportLoginToken,
  'auth.finishPasskeyLogin': finishPasskeyLogin,
  'auth.importAuthorization': importAuthorization,
  'auth.importBotAuthorization': importBotAuthorization,
  'auth.importLoginToken': importLoginToken,
  'auth.importWebTokenAuthorization': importWebTokenAuthorization,
  'auth.initPasskeyLogin': initPasskeyLogin,
  'auth.logOut': logOut,
  'auth.recoverPassword': recoverPassword,
  'auth.reportMissingCode': reportMissingCode,
  'auth.requestFirebaseSms': requestFirebaseSms,
  'auth.requestPasswordRecovery': requestPasswordRecovery,
  'auth.resendCode': resendCode,
  'auth.resetAuthorizations': resetAuthorizations,
  'auth.resetLoginEmail': resetLoginEmail,
  'auth.sendCode': sendCode,
  'auth.signIn': signIn,
  'auth.signUp': signUp,
  'help.acceptTermsOfService': acceptTermsOfService,
  'help.dismissSuggestion': dismissSuggestion,
  'help.getAppConfig': getAppConfig,
  'help.getConfig': getConfig,
  'help.getCountriesList': getCountriesList,
  'help.getDeepLinkInfo': getDeepLinkInfo,
  'help.getNearestDc': getNearestDc,
  'help.getTermsOfServiceUpdate': getTermsOfServiceUpdate,
  'help.saveAppLog': saveAppLog,
  'langpack.getDifference': getLangPackDifference,
  'langpack.getLangPack': getLangPack,
  'langpack.getLanguage': getLanguage,
  'langpack.getLanguages': getLanguages,
  'langpack.getStrings': getStrings,
  'payments.assignAppStoreTransaction': assignAppStoreTransaction,
  'payments.assignPlayMarketTransaction': assignPlayMarketTransaction,
  'payments.canPurchaseStore': canPurchaseStore,
  'payments.getPaymentForm': getPaymentForm,
  'payments.sendPaymentForm': sendPaymentForm,
  'updates.getDifference': getDifference,
  'updates.getState': getState,
  'users.getFullUser': getFullUser,
  'users.getUsers': getUsers,
}

/** The names of the methods that a data center answers; any other is answered 400 `METHOD_INVALID`. */
export const implementedMethods: readonly MethodName[] = Object.keys(methods) as MethodName[]
