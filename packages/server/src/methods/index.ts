/** Every method that this data center implements, by its name. What is not here is answered 400. */
import type { MethodName } from '@chappe/schema/api'
import type { MethodHandler } from '../rpc/call-context.ts'
import { bindTempAuthKey } from './auth/bind-temp-auth-key.ts'
import { cancelCode } from './auth/cancel-code.ts'
import { dropTempAuthKeys } from './auth/drop-temp-auth-keys.ts'
import { logOut } from './auth/log-out.ts'
import { resendCode } from './auth/resend-code.ts'
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
  'auth.bindTempAuthKey': bindTempAuthKey,
  'auth.cancelCode': cancelCode,
  'auth.dropTempAuthKeys': dropTempAuthKeys,
  'auth.logOut': logOut,
  'auth.resendCode': resendCode,
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
