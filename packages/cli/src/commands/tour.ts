import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type Interceptor, isRpcError, memorySession } from '@chappe/client/node'
import type { DataCenter } from '@chappe/server'
import { CommandError } from '../command-error.ts'
import { leaveConnectionFile, reportOf } from '../connection-file.ts'
import { defaultDataDir } from '../default-data-dir.ts'
import { untilStopped } from '../stop.ts'
import type { Terminal } from '../terminal.ts'
import { createTourScreen, type TourScreen } from '../tour-screen.ts'
import { inboxLine, type ServeOptions, showReport, startDataCenter, watchInbox } from './serve.ts'

/** Options of `chappe tour` as the command line gives them. */
export interface TourOptions {
  readonly data: string
  readonly once?: boolean
}

/**
 * Starts a data center and logs in to it on the screen, every call and answer decoded; then leaves it running for other
 * clients.
 *
 * @throws the reason of `stop` when that aborts before the login is through
 */
export async function tour(options: TourOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  const { dc, serveOptions } = await startAnywhere(options, terminal)
  await using _dc = dc
  const report = reportOf(dc)
  using _file = leaveConnectionFile(options.data, report)
  const screen = createTourScreen(terminal)
  screen.opening(dc.address, serveOptions.data)
  await new Tour(dc, await freeNumber(dc), screen, stop).run()

  if (options.once) {
    screen.say('That was the tour. Without --once the data center stays up, for a client of your own.')
    return
  }
  screen.step('Your turn', 'The data center stays up, and codes appear here. Connect any MTProto client:')
  showReport(report, serveOptions, terminal)
  screen.say('Or use another terminal:')
  for (const command of nextCommands(options.data)) terminal.out(`  ${terminal.style('cyan', command)}`)
  screen.say('Ctrl-C stops it.')
  using _inbox = watchInbox(dc, message => terminal.out(inboxLine(message)))
  await untilStopped(stop)
}

function nextCommands(dataDir: string): string[] {
  const where = dataDir === defaultDataDir ? '' : ` --data '${dataDir}'`
  return [
    `npx chappe login${where}`,
    `npx chappe call users.getUsers --id inputUserSelf${where}`,
    'npx chappe help auth.resendCode',
  ]
}

/** A tour does not wait a minute between two media, as Telegram would. */
const resendAfterSeconds = 3

async function startAnywhere(
  options: TourOptions,
  terminal: Terminal,
): Promise<{ dc: DataCenter; serveOptions: ServeOptions }> {
  const serveOptions: ServeOptions = {
    port: 8443,
    httpPort: 8480,
    host: '127.0.0.1',
    httpHost: '127.0.0.1',
    data: options.data,
    account: [],
    passkeyOrigin: [],
    // Nobody who takes the tour waits a day to add a passkey.
    passkeyAfter: 0,
    resendAfter: resendAfterSeconds,
    // Whoever takes the tour ten times in an hour has not done anything wrong.
    unlimited: true,
    log: 'warn',
  }
  try {
    return { dc: await startDataCenter(serveOptions, terminal), serveOptions }
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 'EADDRINUSE') throw error
    const elsewhere = { ...serveOptions, port: 0, httpPort: 0 }
    return { dc: await startDataCenter(elsewhere, terminal), serveOptions: elsewhere }
  }
}

/** Area codes in which the numbers 555-0100 to 555-0199 are kept for fiction. */
const areas = ['202', '212', '303', '312', '415', '512', '617', '702', '808', '907']

/** Finds a number kept for fiction whose account does not exist yet. */
async function freeNumber(dc: DataCenter): Promise<string> {
  for (const area of areas) {
    for (let last = 100; last <= 199; last++) {
      const phone_number = `+1${area}5550${last}`
      if ((await dc.accounts.find(phone_number)) === undefined) return phone_number
    }
  }
  throw new CommandError('the tour has used up its thousand numbers in this folder', {
    hint: 'Delete the folder, or name another one with --data.',
  })
}

/** The login on the screen. */
class Tour {
  readonly #dc: DataCenter
  readonly #phone_number: string
  readonly #screen: TourScreen
  readonly #stop: AbortSignal

  constructor(dc: DataCenter, phone_number: string, screen: TourScreen, stop: AbortSignal) {
    this.#dc = dc
    this.#phone_number = phone_number
    this.#screen = screen
    this.#stop = stop
  }

  async run(): Promise<void> {
    await this.#signUpPhone()
    await this.#logInLaptop()
  }

  async #signUpPhone(): Promise<void> {
    const screen = this.#screen
    const phone_number = this.#phone_number
    screen.step(
      "Ada's phone signs up",
      `${phone_number} has no account yet, so the code goes by SMS and a name is asked for.`,
    )
    await using tg = await this.#openDevice("Ada's phone", this.#showBriefly())
    await tg.login.start({ phone_number }, this.#options)
    const { code } = await this.#dc.inbox.next(phone_number, this.#options)
    await tg.login.enterCode(code, this.#options)
    await tg.login.signUp({ first_name: 'Ada', last_name: 'Lovelace' }, this.#options)
  }

  async #logInLaptop(): Promise<void> {
    const screen = this.#screen
    const phone_number = this.#phone_number
    await using tg = await this.#openDevice("Ada's laptop", this.#showFully())

    screen.step(
      "Ada's laptop asks for a code",
      "Her phone is logged in, so the code goes there, as a message from Telegram. The answer's next_type and timeout " +
        'tell what comes next: SMS, in 3 seconds (so short for this tour only; 60 by default).',
    )
    await tg.login.start({ phone_number }, this.#options)
    await this.#showMessage()

    screen.step('Not seen? Too early', 'auth.resendCode before that time is refused, with the seconds that remain.')
    await this.#refused('FLOOD_WAIT', () => tg.login.resend({ force: true }, this.#options))
    await this.#countDown(tg, 'SMS')

    screen.step('Now by SMS', 'The same hash, the same code, another way. A call would be next.')
    await tg.login.resend({}, this.#options)
    await this.#showMessage()
    await this.#countDown(tg, 'a call')

    screen.step('And by a call', 'No next_type in the answer: this is the last way.')
    await tg.login.resend({}, this.#options)
    const code = await this.#showMessage()

    screen.step('No way is left', 'Asking once more is refused, and the code already sent stays valid.')
    await this.#refused('SEND_CODE_UNAVAILABLE', () => tg.login.resend({ force: true }, this.#options))

    screen.step('The code is typed in', 'auth.signIn ends the login.')
    const state = await tg.login.enterCode(code, this.#options)
    if (state.at !== 'done') {
      throw new CommandError(`the login stopped in the state "${state.at}": ${tg.login.describe()}`)
    }
    screen.success(tg.login.describe())
  }

  get #options(): { readonly signal: AbortSignal } {
    return { signal: this.#stop }
  }

  #openDevice(device_model: string, show: Interceptor): Promise<Client> {
    const { api_id, api_hash, dcId, address, publicKey } = this.#dc
    return Client.open({
      session: memorySession(),
      api_id,
      api_hash,
      dc: { id: dcId, ...address, public_key: publicKey },
      device_model,
      interceptors: [show],
    })
  }

  #showBriefly(): Interceptor {
    return async (call, next) => {
      const answer = (await next(call)) as { readonly _: string }
      this.#screen.brief(call.method, answer._)
      return answer
    }
  }

  #showFully(): Interceptor {
    return async (call, next) => {
      this.#screen.request({ _: call.method, ...call.parameters })
      try {
        const answer = await next(call)
        this.#screen.answer(answer)
        return answer
      } catch (error) {
        if (isRpcError(error)) this.#screen.refusal(error.error_code, error.error_message)
        throw error
      }
    }
  }

  async #showMessage(): Promise<string> {
    const message = await this.#dc.inbox.next(this.#phone_number, this.#options)
    this.#screen.message(message)
    return message.code
  }

  async #refused(errorName: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step()
    } catch (error) {
      if (isRpcError(error) && error.errorName === errorName) return
      throw error
    }
    throw new CommandError(`the data center should have refused this with ${errorName}`)
  }

  async #countDown(tg: Client, medium: string): Promise<void> {
    for (let left = tg.login.resendRemainingSeconds; left > 0; left = tg.login.resendRemainingSeconds) {
      this.#screen.waiting(`${medium} in ${left} s`)
      // It would reject with an AbortError of its own.
      await sleep(1000, undefined, this.#options).catch(() => this.#stop.throwIfAborted())
    }
    this.#screen.waited()
  }
}
