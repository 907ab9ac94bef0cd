import type { LoginAnswers } from '@chappe/client'
import { isRpcError, isUsageError, UsageError } from '@chappe/client'
import { Prompter } from './prompter.ts'
import { askCode } from './questions/code.ts'
import { askEmail, askEmailCode } from './questions/email.ts'
import { askPassword } from './questions/password.ts'
import { askPayment } from './questions/payment.ts'
import { QrDisplay } from './questions/qr.ts'
import { askName } from './questions/sign-up.ts'
import { askWayIn } from './questions/way-in.ts'
import type { TerminalInput, TerminalOutput } from './screen.ts'

/** Options of {@link terminalAnswers} and of `startOnTerminal`. */
export interface TerminalOptions {
  /** Where keys come from; default `process.stdin`. */
  readonly input?: TerminalInput
  /** Where to draw; default `process.stdout`. */
  readonly output?: TerminalOutput
  /** Shows a QR code at once, instead of offering the ways in; default false. */
  readonly beginsWithQr?: boolean
  /** How often countdowns are drawn anew, in milliseconds; default 1000. */
  readonly refreshMs?: number
}

/** Answers that a person at a terminal gives. */
export interface TerminalAnswers extends LoginAnswers, Disposable {
  /** Says the last word, when anything was asked. */
  end(text: string): void
}

/**
 * Lets a person at the terminal answer what a login asks: `tg.start(terminalAnswers())`.
 *
 * @throws {UsageError} `OPTION_INVALID` when input or output is no terminal
 */
export function terminalAnswers(options: TerminalOptions = {}): TerminalAnswers {
  const { input = process.stdin, output = process.stdout, beginsWithQr = false, refreshMs = 1000 } = options
  if (input.isTTY !== true || output.isTTY !== true) {
    throw new UsageError(
      'OPTION_INVALID',
      'nobody can be asked here, since this is no terminal; give the answers by answersFromEnvironment() or as functions',
    )
  }
  const prompter = new Prompter({ input, output, refreshMs })
  const display = new QrDisplay(prompter)
  let hasShownQr = false
  return {
    phone: question => {
      if (!beginsWithQr || hasShownQr) return askWayIn(prompter, question)
      hasShownQr = true
      return { _: 'qr' }
    },
    qr: question => display.show(question),
    onState: question => display.hear(question),
    code: question => askCode(prompter, question),
    email: question => askEmail(prompter, question),
    emailCode: question => askEmailCode(prompter, question),
    payment: question => askPayment(prompter, question),
    password: question => askPassword(prompter, question),
    signUp: question => askName(prompter, question),
    asksAgain: mayBeAnswered,
    end: text => prompter.end(text),
    [Symbol.dispose]: () => prompter[Symbol.dispose](),
  }
}

/** A person reads what was wrong and decides: nothing that the server says of an answer ends the dialogue. */
function mayBeAnswered(failure: Error): boolean {
  if (isRpcError(failure)) return refusalCodes.has(failure.error_code) && !failure.errorName.startsWith('API_ID_')
  return isUsageError(failure) && failure.code !== 'CLIENT_CLOSED'
}

/** Errors about what was asked for; others would come again whatever is typed. */
const refusalCodes: ReadonlySet<number> = new Set([400, 406, 420])
