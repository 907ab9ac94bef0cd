import { RpcError } from '@chappe/mtproto'

/** What is known about an error of a method. */
export interface ErrorExplanation {
  /** What the error says, in a sentence. */
  readonly meaning?: string
  /** What to do about it, in a sentence. */
  readonly remedy?: string
}

/**
 * The server refused a call. Beside what it sent (`error_code`, `error_message`, and `errorName` with `argument` apart)
 * it says which method was refused, what that means, what to do, and where to read more.
 *
 * `isRpcError` recognises it; tell errors apart by `errorName`.
 */
export class CallError extends RpcError {
  readonly method: string
  /** Number of the data center that refused. */
  readonly dc: number | undefined
  readonly meaning: string | undefined
  readonly remedy: string | undefined
  /** The method's page, for example https://core.telegram.org/method/auth.resendCode */
  readonly url: string

  constructor(error: RpcError, method: string, explanation: ErrorExplanation, dc?: number) {
    super(error.error_code, error.error_message, { cause: error })
    this.method = method
    this.dc = dc
    this.meaning = explanation.meaning
    this.remedy = explanation.remedy
    this.url = `https://core.telegram.org/method/${method}`
    const sentences = [
      `[${error.error_message}] ${method} was refused with error ${error.error_code}.`,
      ended(this.meaning),
      ended(this.remedy),
      `See ${this.url}`,
    ]
    this.message = sentences.filter(sentence => sentence !== undefined).join(' ')
  }
}

/** With a full stop, which some of the tables' sentences lack: others follow in the message. */
function ended(sentence: string | undefined): string | undefined {
  const text = sentence?.trim() ?? ''
  if (text === '') return undefined
  return /[.!?][)"'`]?$/.test(text) ? text : `${text}.`
}
