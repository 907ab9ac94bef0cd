import { api } from '@chappe/schema/api'
import { closestNames } from '../closest-names.ts'
import { CommandError, usageError } from '../command-error.ts'
import { fieldNames, parametersFromJson } from '../from-json.ts'
import { type ClientCommandOptions, type CommandClient, withClient } from '../open-client.ts'
import { parseParameters, readParameters } from '../parameters.ts'
import { pendingMethods } from '../pending-methods.ts'
import { hideSecrets } from '../secret-fields.ts'
import { showValue, toJson } from '../show-value.ts'
import type { Terminal } from '../terminal.ts'
import { valueStyle } from '../value-style.ts'

/** Options of `chappe call` as the command line gives them. */
export interface CallOptions extends ClientCommandOptions {
  readonly json?: boolean
  /** Prints secrets as they are. */
  readonly showSecrets?: boolean
  /** Seconds. */
  readonly timeout: number
  /** Names of those of our options that were typed: a method may have parameters of the same names. */
  readonly typed?: readonly string[]
}

/** Calls one method and prints its answer. */
export async function call(
  method: string,
  words: readonly string[],
  options: CallOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<void> {
  await checkMethod(method)
  checkNames(method, words, options.typed ?? [])
  const given = words.length === 1 && words[0] === '-' ? await readParameters(process.stdin) : parseParameters(words)
  // What the client can add is not known before it is open; everything else that is wrong is said without a data center.
  const mayBeAdded = ['phone_number', 'phone_code_hash', 'api_id', 'api_hash']
  const isComplete = fieldNames(method).every(name => !mayBeAdded.includes(name) || name in given)
  if (isComplete) parametersFromJson(method, given)
  const answer = await withClient(options, stop, async client => {
    const parameters = parametersFromJson(method, { ...known(method, client), ...given })
    return await client.tg.callByName(method, parameters, { signal: client.signal, timeoutMs: options.timeout * 1000 })
  }).catch(error => {
    throw error instanceof Error && error.name === 'TimeoutError' ? timedOut(method, options.timeout) : error
  })
  if (options.json) terminal.out(JSON.stringify(toJson(answer)))
  else showAnswer(answer, options.showSecrets === true, terminal)
}

function showAnswer(answer: unknown, secrets: boolean, terminal: Terminal): void {
  const width = terminal.isScreen ? { width: terminal.width } : {}
  terminal.out(showValue(answer, { style: valueStyle(terminal), secrets, ...width }))
  const hidden = secrets ? [] : hideSecrets(answer).hidden
  if (hidden.length === 0) return
  const fields = new Intl.ListFormat('en').format(hidden)
  terminal.note(terminal.noteStyle('dim', `Hidden: ${fields}. --show-secrets shows secrets; --json always does.`))
}

async function checkMethod(method: string): Promise<void> {
  if (api.hasFunction(method)) return
  const { allNames } = await import('@chappe/schema/docs')
  const close = closestNames(
    method,
    allNames().filter(name => api.hasFunction(name)),
  )
  throw usageError(
    `there is no method named ${method} in layer ${api.layer}`,
    close.length > 0 ? `Did you mean ${close.join(', ')}?` : '"chappe help auth" lists the methods of a namespace.',
  )
}

// "--data" of messages.getBotCallbackAnswer is not our folder.
function checkNames(method: string, words: readonly string[], typed: readonly string[]): void {
  const isPlain = words[0] === '-' || words[0]?.trimStart().startsWith('{')
  const shared = isPlain ? undefined : fieldNames(method).find(name => typed.includes(name))
  if (shared === undefined) return
  throw usageError(
    `--${shared} is an option of "chappe call", but ${method} has a parameter of that name, too`,
    `Give the parameters as one JSON object: '{ "${shared}": … }'.`,
  )
}

/** What need not be typed: the app's own numbers, and the number and hash of a login that is under way. */
function known(method: string, { tg, api_id, api_hash }: CommandClient): Record<string, unknown> {
  const pending = pendingMethods.has(method) ? (tg.login.state as object as Record<string, unknown>) : {}
  const { phone_number, phone_code_hash } = pending
  const values = Object.entries({ api_id, api_hash, phone_number, phone_code_hash })
  const fields = fieldNames(method)
  return Object.fromEntries(values.filter(([name, value]) => value !== undefined && fields.includes(name)))
}

function timedOut(method: string, seconds: number): CommandError {
  return new CommandError(`${method} was not answered within ${seconds} s`, {
    code: 'TIMEOUT',
    hint: 'Wait longer with --timeout <seconds>.',
  })
}
