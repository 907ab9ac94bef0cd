import type { LoginState } from '@chappe/client/node'
import { isRpcError, isUsageError } from '@chappe/client/node'
import { type Answers, readAnswers } from '../answers.ts'
import { CommandError } from '../command-error.ts'
import { type ClientCommandOptions, type CommandClient, withClient } from '../open-client.ts'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'

/** Options of `chappe login` as the command line gives them. */
export interface LoginOptions extends ClientCommandOptions {
  readonly phone?: string
  readonly qr?: boolean
  readonly botToken?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly restart?: boolean
  readonly json?: boolean
}

/** Leads through a login on the terminal: the lines read from standard input are the answers. */
export async function login(options: LoginOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  await withClient(options, stop, async client => {
    using answers = readAnswers(process.stdin)
    await new LoginDialogue(client, options, answers, terminal).run()
  })
}

/** One login from where it stands to its end. */
class LoginDialogue {
  readonly #client: CommandClient
  readonly #options: LoginOptions
  readonly #answers: Answers
  readonly #terminal: Terminal
  /** The number to start with, until it has been tried. */
  #phone: string | undefined

  constructor(client: CommandClient, options: LoginOptions, answers: Answers, terminal: Terminal) {
    this.#client = client
    this.#options = options
    this.#answers = answers
    this.#terminal = terminal
    this.#phone = options.phone
  }

  async run(): Promise<void> {
    const { tg } = this.#client
    await this.#begin()
    for (;;) {
      const { state } = tg.login
      switch (state.at) {
        case 'phone':
          await this.#phoneStep(state)
          break
        case 'code':
          await this.#codeStep(state)
          break
        case 'integrity':
          this.#say(tg.login.describe())
          // Nothing on a terminal can prove an app's integrity.
          await tg.login.resend({ reason: 'GOOGLE_PLAY_SERVICES_NOT_AVAILABLE' }, { signal: this.#client.signal })
          break
        case 'signUp':
          await this.#signUpStep(state)
          break
        case 'password':
          await this.#passwordStep(state)
          break
        case 'qr':
          await this.#qrStep()
          break
        case 'emailCode':
        case 'emailAddress':
        case 'emailSetupCode':
        case 'payment':
          throw new CommandError(tg.login.describe(), { code: state.at.toUpperCase() })
        case 'done':
          if (await this.#showUser(state.user_id)) return
      }
    }
  }

  /** Finds out at once whether the data center answers, and gives up what `--restart` says to. */
  async #begin(): Promise<void> {
    const { tg, signal } = this.#client
    await tg.call('help.getNearestDc', {}, { signal })
    const { at } = tg.login.state
    if (at === 'phone' || at === 'done') return
    const isOther = this.#phone !== undefined && !sameNumber(this.#phone, tg.login.state)
    if (this.#options.restart || isOther) {
      // The server may have forgotten the code by now: that is as good.
      await tg.login.cancel({ signal }).catch(() => signal.throwIfAborted())
    } else {
      this.#phone = undefined
      this.#say('A login is under way; it goes on here (--restart gives it up).')
    }
  }

  async #phoneStep(state: LoginState & { at: 'phone' }): Promise<void> {
    const { tg, signal } = this.#client
    const { qr, botToken } = this.#options
    // A token from the command line would be refused again and again.
    if (botToken !== undefined) return void (await tg.login.bot(botToken, { signal }))
    if (state.problem !== undefined) this.#say(tg.login.describe())
    if (qr) return await this.#qrStep()
    const phone_number = this.#phone ?? (await this.#ask('Phone number:'))
    this.#phone = undefined
    if (phone_number !== '') await this.#try(() => tg.login.start({ phone_number }, { signal }))
  }

  async #qrStep(): Promise<void> {
    const { tg, signal } = this.#client
    for await (const state of tg.login.qr({ signal })) {
      if (state.at !== 'qr') return
      this.#say(tg.login.describe())
      // Whole, however wide the screen is: it is to be copied, or drawn.
      this.#terminal.note(state.url)
    }
  }

  async #codeStep(state: LoginState & { at: 'code' }): Promise<void> {
    const { tg, signal } = this.#client
    this.#say(tg.login.describe())
    const answer = await this.#ask(state.next === undefined ? 'Code (c cancels):' : 'Code (r resends, c cancels):')
    if (answer === '') return
    if (answer === 'r' || answer === 'resend') return await this.#try(() => tg.login.resend({}, { signal }))
    if (answer === 'c' || answer === 'cancel') return await this.#try(() => tg.login.cancel({ signal }))
    await this.#try(() => tg.login.enterCode(answer, { signal }))
  }

  async #signUpStep(state: LoginState & { at: 'signUp' }): Promise<void> {
    const { tg, signal } = this.#client
    const { firstName, lastName } = this.#options
    this.#say(tg.login.describe())
    if (state.terms_of_service !== undefined) this.#say(state.terms_of_service.text)
    const first_name = firstName ?? (await this.#ask('First name:'))
    const last_name = lastName ?? (firstName === undefined ? await this.#ask('Last name (may be empty):') : '')
    const signUp = () => tg.login.signUp({ first_name, last_name }, { signal })
    // A name from the command line would be refused again and again.
    if (firstName === undefined) await this.#try(signUp)
    else await signUp()
  }

  async #passwordStep(state: LoginState & { at: 'password' }): Promise<void> {
    const { tg, signal } = this.#client
    this.#say(tg.login.describe())
    const password = await this.#askHidden('Password (empty for other ways):')
    if (password !== '') return await this.#try(() => tg.login.enterPassword(password, { signal }))
    const isMailed = state.email_pattern !== undefined
    const answer = await this.#ask(
      isMailed ? 'The mailed code (r mails another, c cancels):' : 'r mails a recovery code, c cancels:',
    )
    if (answer === 'c' || answer === 'cancel') return await this.#try(() => tg.login.cancel({ signal }))
    if (answer === 'r' || answer === 'recover') return await this.#try(() => tg.login.requestRecovery({ signal }))
    if (isMailed && answer !== '') await this.#recover(answer)
  }

  async #recover(code: string): Promise<void> {
    const { tg, signal } = this.#client
    const newPassword = await this.#askHidden('New password (empty for none):')
    if (newPassword === '') return await this.#try(() => tg.login.recover({ code }, { signal }))
    if ((await this.#askHidden('The same once more:')) !== newPassword) return this.#say('The two are not the same.')
    const hint = await this.#ask('Hint (may be empty):')
    await this.#try(() => tg.login.recover({ code, newPassword, hint }, { signal }))
  }

  // A refusal is said and the question asked again, as long as another answer can lead on.
  async #try(step: () => Promise<LoginState>): Promise<void> {
    try {
      await step()
    } catch (error) {
      const isRefusal = isRpcError(error)
        ? refusalCodes.has(error.error_code) && !error.errorName.startsWith('API_ID_')
        : isUsageError(error) && error.code !== 'CLIENT_CLOSED'
      if (!isRefusal) throw error
      this.#terminal.note(this.#terminal.noteStyle('red', wrapText((error as Error).message, this.#terminal.width)))
    }
  }

  /** @returns false when the login has been ended elsewhere, so that another can begin */
  async #showUser(user_id: string): Promise<boolean> {
    const { tg, signal } = this.#client
    let name: string
    try {
      const [user] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] }, { signal })
      name = user?._ === 'user' ? [user.first_name, user.last_name].filter(part => part).join(' ') : ''
    } catch (error) {
      if (!isRpcError(error) || error.error_code !== 401) throw error
      this.#say('The login in the session file was ended; a new one begins.')
      return false
    }
    if (this.#phone !== undefined) this.#say('Already logged in. "chappe call auth.logOut" ends this login.')
    if (this.#options.json) this.#terminal.out(JSON.stringify({ user_id, name }))
    else this.#terminal.out(`Logged in as ${name} (user ${user_id}).`)
    return true
  }

  #ask(question: string): Promise<string> {
    return this.#askFor(question, () => this.#answers.next(this.#client.signal))
  }

  /** Asks for what is not to be seen on the screen. */
  async #askHidden(question: string): Promise<string> {
    const answer = await this.#askFor(question, () => this.#answers.nextHidden(this.#client.signal))
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

  #say(text: string): void {
    this.#terminal.note(wrapText(text, this.#terminal.width))
  }
}

/** Errors about what was typed; others would come again whatever is typed. */
const refusalCodes: ReadonlySet<number> = new Set([400, 406, 420])

function sameNumber(typed: string, state: LoginState): boolean {
  const digits = (text: string) => text.replace(/\D/g, '')
  return 'phone_number' in state && digits(state.phone_number ?? '') === digits(typed)
}
