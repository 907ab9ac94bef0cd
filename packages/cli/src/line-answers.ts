import {
  describePrice,
  isRpcError,
  isUsageError,
  type LoginAnswers,
  type LoginMove,
  type LoginQuestion,
  type NewAccount,
  needsConsent,
  type PasswordState,
  type RecoveryMove,
  type SignUpState,
} from '@chappe/client/node'
import { type AnswerOptions, type AskedAnswer, sourceOf } from './answer-sources.ts'
import { type Answers, inputEndedCode } from './answers.ts'
import { CommandError } from './command-error.ts'
import { askedAt, inputEnded } from './input-ended.ts'
import type { Terminal } from './terminal.ts'
import { wrapText } from './wrap-text.ts'

/** What the command line says about how to ask. */
export interface LineOptions extends AnswerOptions {
  readonly acceptTerms?: boolean
}

/**
 * Answers that are read line by line, so that a script or a person without a capable terminal can give them.
 *
 * @param lastRefusal - the last refusal of a call, if there was one
 */
export function lineAnswers(
  lines: Answers,
  terminal: Terminal,
  options: LineOptions,
  lastRefusal: () => Error | undefined,
): LoginAnswers {
  const dialogue = new LineDialogue(lines, terminal, options, lastRefusal)
  let hasShownQr = false
  return {
    async phone(question) {
      if (question.state.problem !== undefined) dialogue.say(question.describe())
      if (options.qr && !hasShownQr) {
        hasShownQr = true
        return { _: 'qr' }
      }
      return await dialogue.askUntilTyped('Phone number:', question)
    },
    qr(question) {
      dialogue.say(question.describe())
      // Whole, however wide the screen is: it is to be copied, or drawn.
      terminal.note(question.state.url)
    },
    code: question => dialogue.askCode(question, question.state.next === undefined ? {} : resend),
    async email(question) {
      dialogue.say(question.describe())
      const email = await dialogue.askUntilTyped('E-mail address (c cancels):', question)
      return email === 'c' ? cancel : email
    },
    emailCode: question => {
      const { state } = question
      const isLogin = state.at === 'emailCode'
      const isResettable =
        isLogin && state.reset_available_period !== undefined && state.reset_pending_date === undefined
      return dialogue.askCode(question, {
        ...mailAgain,
        ...(isLogin && state.next !== undefined && byPhone),
        ...(isResettable && resetEmail),
      })
    },
    async payment(question) {
      dialogue.say(question.describe())
      const { state } = question
      if (state.form !== undefined) return undefined
      const answer = await dialogue.ask(`f asks for a form to pay ${describePrice(state)} by, c cancels:`, question)
      return answer === 'c' ? cancel : { _: 'requestPaymentForm' }
    },
    signUp: question => dialogue.askName(question, options.acceptTerms === true),
    password: question => dialogue.askPassword(question),
    asksAgain: failure => dialogue.sayRefusal(failure),
  }
}

/** What a letter or its word stands for, and what it does. */
type Moves = Readonly<Record<string, readonly [word: string, says: string, move: LoginMove]>>

const cancel = { _: 'cancel' } as const
const resend: Moves = { r: ['resend', 'resends', { _: 'resend' }] }
const mailAgain: Moves = { m: ['mail', 'mails it again', { _: 'resendEmail' }] }
const byPhone: Moves = { r: ['resend', 'sends one by phone', { _: 'resend' }] }
const resetEmail: Moves = { x: ['reset', 'resets the address', { _: 'resetEmail' }] }
const giveUp: Moves = { c: ['cancel', 'cancels', cancel] }

/** Questions on stderr, and lines that answer them. */
class LineDialogue {
  readonly #lines: Answers
  readonly #terminal: Terminal
  readonly #options: LineOptions
  readonly #lastRefusal: () => Error | undefined
  /** What lines have answered: what is refused then is no option's. */
  readonly #typed = new Set<AskedAnswer>()

  constructor(lines: Answers, terminal: Terminal, options: LineOptions, lastRefusal: () => Error | undefined) {
    this.#lines = lines
    this.#terminal = terminal
    this.#options = options
    this.#lastRefusal = lastRefusal
  }

  say(text: string): void {
    this.#terminal.note(wrapText(text, this.#terminal.width))
  }

  /** Says why an answer was refused, and whether another one can lead on. */
  sayRefusal(error: Error): boolean {
    const isRefusal = isRpcError(error)
      ? refusalCodes.has(error.error_code) && !error.errorName.startsWith('API_ID_')
      : isUsageError(error) && error.code !== 'CLIENT_CLOSED'
    if (isRefusal) this.#terminal.note(this.#terminal.noteStyle('red', wrapText(error.message, this.#terminal.width)))
    return isRefusal
  }

  async askCode<Move extends LoginMove>(question: LoginQuestion, moves: Moves): Promise<string | Move> {
    const all = { ...moves, ...giveUp }
    const known = Object.entries(all)
    const offers = known.map(([letter, [, says]]) => `${letter} ${says}`).join(', ')
    for (;;) {
      this.say(question.describe())
      const answer = await this.ask(`Code (${offers}):`, question)
      const found = known.find(([letter, [word]]) => answer === letter || answer === word)
      if (found) return found[1][2] as Move
      if (answer !== '') return answer
    }
  }

  async askName(question: LoginQuestion<SignUpState>, termsAccepted: boolean): Promise<NewAccount | typeof cancel> {
    const { state } = question
    this.say(question.describe())
    if (state.terms_of_service !== undefined) this.say(state.terms_of_service.text)
    if (needsConsent(state) && !termsAccepted) {
      if ((await this.ask('Type "yes" to agree:', question)) !== 'yes') {
        this.say('Without that there is no new account: this login is given up.')
        return cancel
      }
    }
    const first_name = await this.ask('First name:', question)
    const last_name = await this.ask('Last name (may be empty):', question)
    return { first_name, last_name, termsAccepted: true }
  }

  async askPassword(question: LoginQuestion<PasswordState>): Promise<string | RecoveryMove | typeof cancel> {
    const isMailed = question.state.email_pattern !== undefined
    // Whoever had a code mailed waits for that, and comes back to it unless they try the password again.
    let wantsCode = isMailed && question.state.problem !== 'PASSWORD_HASH_INVALID'
    for (;;) {
      this.say(question.describe())
      const answer = wantsCode ? await this.#askRecoveryCode(question) : await this.#askPasswordItself(question)
      if (answer !== undefined) return answer
      wantsCode = isMailed && !wantsCode
    }
  }

  /** @returns undefined when the other question is wanted */
  async #askPasswordItself(
    question: LoginQuestion<PasswordState>,
  ): Promise<string | RecoveryMove | typeof cancel | undefined> {
    if (question.state.email_pattern !== undefined) {
      const password = await this.#askHidden('Password (empty to type the recovery code):', question)
      return password === '' ? undefined : password
    }
    const password = await this.#askHidden('Password (empty for other ways):', question)
    if (password !== '') return password
    return recoveryMoveOf(await this.ask('r mails a recovery code, c cancels:', question))
  }

  /** @returns undefined when the password is wanted */
  async #askRecoveryCode(question: LoginQuestion<PasswordState>): Promise<RecoveryMove | typeof cancel | undefined> {
    for (;;) {
      const code = await this.ask('Recovery code (r mails another, c cancels, empty to type the password):', question)
      if (code === '') return undefined
      const move = recoveryMoveOf(code) ?? (await this.#askNewPassword(code, question))
      if (move !== undefined) return move
    }
  }

  /** @returns undefined when what was typed twice was not the same */
  async #askNewPassword(code: string, question: LoginQuestion): Promise<RecoveryMove | undefined> {
    const newPassword = await this.#askHidden('New password (empty for none):', question)
    if (newPassword === '') return { _: 'recover', code }
    if ((await this.#askHidden('The same once more:', question)) !== newPassword) {
      this.say('The two are not the same.')
      return undefined
    }
    const hint = await this.ask('Hint (may be empty):', question)
    return { _: 'recover', code, newPassword, hint }
  }

  async askUntilTyped(asked: string, question: LoginQuestion): Promise<string> {
    for (;;) {
      const answer = await this.ask(asked, question)
      if (answer !== '') return answer
    }
  }

  ask(asked: string, question: LoginQuestion): Promise<string> {
    return this.#askFor(asked, question, () => this.#lines.next(question.signal))
  }

  /** Asks for what is not to be seen on the screen. */
  async #askHidden(asked: string, question: LoginQuestion): Promise<string> {
    const answer = await this.#askFor(asked, question, () => this.#lines.nextHidden(question.signal))
    // The key that ended it was not shown either.
    if (process.stdin.isTTY) this.#terminal.note()
    return answer
  }

  async #askFor(asked: string, question: LoginQuestion, read: () => Promise<string>): Promise<string> {
    this.#terminal.ask(asked)
    try {
      const answer = await read()
      this.#typed.add(askedAt(question.state))
      return answer
    } catch (error) {
      if (!(error instanceof CommandError && error.code === inputEndedCode)) throw error
      // Ctrl-D leaves the cursor behind the question.
      if (process.stdin.isTTY) this.#terminal.note()
      throw this.#whenEnded(question)
    }
  }

  #whenEnded(question: LoginQuestion): Error {
    const name = askedAt(question.state)
    const source = this.#typed.has(name) ? undefined : sourceOf(name, this.#options, process.env)
    return inputEnded({ question, refusal: this.#lastRefusal(), source })
  }
}

function recoveryMoveOf(typed: string): RecoveryMove | typeof cancel | undefined {
  if (typed === 'c' || typed === 'cancel') return cancel
  return typed === 'r' || typed === 'recover' ? { _: 'requestRecovery' } : undefined
}

/** Errors about what was typed; others would come again whatever is typed. */
const refusalCodes: ReadonlySet<number> = new Set([400, 406, 420])
