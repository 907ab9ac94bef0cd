/**
 * Methods by which somebody comes in: the data center that answers one of them is the one to go on with. All others run
 * elsewhere without making that the home.
 */
const entering: ReadonlySet<string> = new Set([
  'auth.sendCode',
  'auth.exportLoginToken',
  'auth.importLoginToken',
  'auth.importBotAuthorization',
  'auth.importWebTokenAuthorization',
  'auth.initPasskeyLogin',
  'auth.finishPasskeyLogin',
])

/** Whether a method begins a login, or is one. */
export function isEntering(method: string): boolean {
  return entering.has(method)
}

/** Whether a method can be answered to a key that nobody is logged in with, and so needs no authorization first. */
export function needsNobody(method: string): boolean {
  return /^(auth|help|langpack)\./.test(method)
}

/** Whether the parameters of a call name a code that was sent. */
export function carriesCode(parameters: object): boolean {
  if ('phone_code_hash' in parameters) return true
  // emailVerifyPurposeLoginSetup of account.sendVerifyEmailCode and account.verifyEmail.
  const purpose = 'purpose' in parameters ? parameters.purpose : undefined
  return typeof purpose === 'object' && purpose !== null && 'phone_code_hash' in purpose
}
