import { api } from '@chappe/schema/api'
import { closestNames } from '../closest-names.ts'
import { usageError } from '../command-error.ts'
import { parametersFromJson } from '../from-json.ts'
import { type ClientCommandOptions, openCommandClient } from '../open-client.ts'
import { parseParameters } from '../parameters.ts'
import { showValue, toJson } from '../show-value.ts'
import type { Terminal } from '../terminal.ts'
import { valueStyle } from '../value-style.ts'

/** Calls one method and prints its answer. */
export async function call(
  method: string,
  words: readonly string[],
  options: ClientCommandOptions & { readonly json?: boolean; readonly timeout: number },
  terminal: Terminal,
): Promise<void> {
  if (!api.hasFunction(method)) {
    const { allNames } = await import('@chappe/schema/docs')
    const close = closestNames(method, allNames()).filter(name => api.hasFunction(name))
    throw usageError(
      `there is no method named ${method} in layer ${api.layer}`,
      close.length > 0 ? `Did you mean ${close.join(', ')}?` : undefined,
    )
  }
  const given = parseParameters(words)
  await using tg = await openCommandClient(options)
  const parameters = parametersFromJson(method, { ...pendingParameters(method, tg.login.state), ...given })
  const answer = await tg.callByName(method, parameters, { timeoutMs: options.timeout * 1000 })
  terminal.out(options.json ? JSON.stringify(toJson(answer)) : showValue(answer, valueStyle(terminal)))
}

// As in the library: while a login is pending these two need not be typed.
function pendingParameters(method: string, state: object): Record<string, unknown> {
  if (!['auth.resendCode', 'auth.cancelCode', 'auth.signIn', 'auth.signUp'].includes(method)) return {}
  const { phone_number, phone_code_hash } = state as Record<string, unknown>
  return {
    ...(phone_number !== undefined && { phone_number }),
    ...(phone_code_hash !== undefined && { phone_code_hash }),
  }
}
