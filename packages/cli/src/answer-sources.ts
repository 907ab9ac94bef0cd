import { loginVariables } from '@chappe/client/node'

/** Options of `chappe login` that are answers. */
export interface AnswerOptions {
  readonly phone?: string
  readonly qr?: boolean
  readonly firstName?: string
}

/** What standard input is asked for. */
export type AskedAnswer = 'phone' | 'code' | 'email' | 'emailCode' | 'payment' | 'password' | 'signUp'

/** Where an answer is taken from that need not be asked for: `--phone`, `CHAPPE_PHONE_CODE`. */
export function sourceOf(
  name: AskedAnswer,
  options: AnswerOptions,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const option = { phone: options.phone, signUp: options.firstName }[name as string]
  if (option !== undefined) return optionNames[name]
  const variable = loginVariables[name]
  if (variable === undefined || !environment[variable] || (name === 'phone' && options.qr)) return undefined
  return variable
}

/** Every way to give an answer, for whoever gave none: "as a line of standard input, by --phone, or by …". */
export function waysToGive(name: AskedAnswer): string {
  const ways = [optionNames[name], loginVariables[name]].filter(way => way !== undefined).map(way => `by ${way}`)
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(['as a line of standard input', ...ways])
}

const optionNames: Readonly<Partial<Record<AskedAnswer, string>>> = { phone: '--phone', signUp: '--first-name' }
