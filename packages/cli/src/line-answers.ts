import {
  describePrice,
  isRpcError,
  isUsageError,
  type LoginAnswers,
  type LoginMove,
  type LoginQuestion,
  type LoginState,
  type NewAccount,
  needsConsent,
  type PasswordState,
  type RecoveryMove,
  type SignUpState,
} from '@chappe/client/node'
import type { Answers } from './answers.ts'
import { CommandError } from './command-error.ts'
import type { Terminal } from './terminal.ts'
import { wrapText } from './wrap-text.ts'

/** What the command line says about how to ask. */
export interface LineOptions {
  readonly qr?: boolean
  readonly acceptTerms?: boolean
}

/** Answers that are read line by line, so that a script or a person without a capable terminal can give them. */
export function lineAnswers(lines: Answers, terminal: Terminal, options: LineOptions): LoginAnswers {
  const dialogue = new LineDialogue(lines, terminal)
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

  constructor(lines: Answers, terminal: Terminal) {
    this.#lines = lines
    this.#terminal = terminal
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
      if ((await this.ask('Type "yes" to agree:', question)) !== 'yes') return cancel
    }
    const first_name = await this.ask('First name:', question)
    const last_name = await this.ask('Last name (may be empty):', question)
    return { first_name, last_name, termsAccepted: true }
  }

  async askPassword(question: LoginQuestion<PasswordState>): Promise<string | RecoveryMove | typeof cancel> {
    for (;;) {
      this.say(question.describe())
      const password = await this.#askHidden('Password (empty for other ways):', question)
      if (password !== '') return password
      const isMailed = question.state.email_pattern !== undefined
      const answer = await this.ask(
        isMailed ? 'The mailed code (r mails another, c cancels):' : 'r mails a recovery code, c cancels:',
        question,
      )
      if (answer === 'c' || answer === 'cancel') return cancel
      if (answer === 'r' || answer === 'recover') return { _: 'requestRecovery' }
      const move = isMailed && answer !== '' ? await this.#askRecovery(answer, question) : undefined
      if (move) return move
    }
  }

  /** @returns undefined when what was typed twice was not the same */
  async #askRecovery(code: string, question: LoginQuestion): Promise<RecoveryMove | undefined> {
    const newPassword = await this.#askHidden('New password (empty for none):', question)
    if (newPassword === '') return { _: 'recover', code }
    if ((await this.#askHidden('The same once more:', question)) !== newPassword) {
      this.say('The two are not the same.')
      return undefined
    }
    const hint = await this.ask('Hint (may be empty):', question)
    return { _: 'recover', code, newPassword, hint }
  }

  async askUntilTyped(question: string, { signal }: LoginQuestion<LoginState>): Promise<string> {
    for (;;) {
      const answer = await this.#askFor(question, () => this.#lines.next(signal))
      if (answer !== '') return answer
    }
  }

  ask(question: string, { signal }: LoginQuestion<LoginState>): Promise<string> {
    return this.#askFor(question, () => this.#lines.next(signal))
  }

  /** Asks for what is not to be seen on the screen. */
  async #askHidden(question: string, { signal }: LoginQuestion<LoginState>): Promise<string> {
    const answer = await this.#askFor(question, () => this.#lines.nextHidden(signal))
    // The key that ended it was not shown either.
    if (process.stdin.isTTY) this.#terminal.note()
    return answer
  }

  async #askFor(question: string, read: () => Promise<string>): Promise<string> {
    this.#terminal.ask(question)
    try {
      return await read()
    } catch (error) {
      // Ctrl-D leaves the cursor behind the question.
      if (process.stdin.isTTY && error instanceof CommandError) this.#terminal.note()
      throw error
    }
  }
}

/** Errors about what was typed; others would come again whatever is typed. */
const refusalCodes: ReadonlySet<number> = new Set([400, 406, 420])
