/** Methods whose `phone_number` and `phone_code_hash` are known while a login is under way. */
export const pendingMethods: ReadonlySet<string> = new Set([
  'auth.resendCode',
  'auth.cancelCode',
  'auth.signIn',
  'auth.signUp',
  'auth.requestFirebaseSms',
  'auth.reportMissingCode',
])
