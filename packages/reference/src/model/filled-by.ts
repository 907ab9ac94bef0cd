/**
 * Tells who fills a required parameter that a caller of our client leaves out; undefined when the caller must give it.
 */
export function filledBy(method: string, parameter: string): string | undefined {
  if (ofPendingLogin.methods.has(method) && ofPendingLogin.parameters.has(parameter)) return 'the pending login'
  if (ofConnection.has(method)) return 'the client, with the first call of a connection'
  return undefined
}

const ofPendingLogin: { readonly methods: ReadonlySet<string>; readonly parameters: ReadonlySet<string> } = {
  methods: new Set(['auth.resendCode', 'auth.cancelCode', 'auth.signIn']),
  parameters: new Set(['phone_number', 'phone_code_hash']),
}

const ofConnection: ReadonlySet<string> = new Set(['initConnection', 'invokeWithLayer'])
