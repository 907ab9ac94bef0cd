import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type Interceptor, isRpcError, memorySession } from '@chappe/client/node'
import type { DataCenter } from '@chappe/server'
import { CommandError } from '../command-error.ts'
import { reportOf, writeConnectionFile } from '../connection-file.ts'
import { showValue } from '../show-value.ts'
import type { Terminal } from '../terminal.ts'
import { untilStopped } from '../until-stopped.ts'
import { valueStyle } from '../value-style.ts'
import { inboxLine, type ServeOptions, showReport, startDataCenter, watchInbox } from './serve.ts'

/** Options of `chappe tour` as the command line gives them. */
export interface TourOptions {
  readonly data: string
  readonly once?: boolean
}

/**
 * Starts a data center and logs in to it on the screen, every call and answer decoded; then leaves it running for other
 * clients.
 */
export async function tour(options: TourOptions, terminal: Terminal): Promise<void> {
  const { dc, serveOptions } = await startAnywhere(options, terminal)
  await using _ = dc
  const report = reportOf(dc)
  writeConnectionFile(options.data, report)
  showReport(report, serveOptions, terminal)

  const phone_number = await freeNumber(dc)
  await signUpFirstDevice(dc, phone_number, terminal)
  await logInSecondDevice(dc, phone_number, terminal)

  if (options.once) return
  terminal.out(terminal.style('bold', '\nThe data center stays up; codes appear here. Ctrl-C stops it.'))
  terminal.out(`Log in by hand:   npx chappe login --data ${options.data}`)
  terminal.out(`Call any method:  npx chappe call help.getNearestDc --data ${options.data}`)
  terminal.out(`Read a page:      npx chappe help auth.resendCode`)
  using __ = watchInbox(dc, message => terminal.out(inboxLine(message)))
  await untilStopped()
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
    resendAfter: resendAfterSeconds,
    log: 'warn',
  }
  try {
    return { dc: await startDataCenter(serveOptions, terminal), serveOptions }
  } catch (error) {
    const { code } = (error as CommandError).cause as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE') throw error
    terminal.note('ports 8443 and 8480 are not both free: taking others')
    const elsewhere = { ...serveOptions, port: 0, httpPort: 0 }
    return { dc: await startDataCenter(elsewhere, terminal), serveOptions: elsewhere }
  }
}

/** Finds a number of the range kept for fiction whose account does not exist yet. */
async function freeNumber(dc: DataCenter): Promise<string> {
  for (let last = 100; last <= 199; last++) {
    const phone_number = `+12025550${last}`
    if ((await dc.accounts.find(phone_number)) === undefined) return phone_number
  }
  throw new CommandError('the tour has used up its hundred numbers in this folder', {
    hint: 'Delete the folder, or name another one with --data.',
  })
}

async function signUpFirstDevice(dc: DataCenter, phone_number: string, terminal: Terminal): Promise<void> {
  terminal.out(terminal.style('bold', `Ada's phone signs up with ${phone_number}:`))
  await using tg = await openDevice(dc, "Ada's phone", showBriefly(terminal))
  await tg.login.start({ phone_number })
  const { code } = await dc.inbox.next(phone_number)
  await tg.login.enterCode(code)
  await tg.login.signUp({ first_name: 'Ada', last_name: 'Lovelace' })
}

async function logInSecondDevice(dc: DataCenter, phone_number: string, terminal: Terminal): Promise<void> {
  const say = (text: string) => terminal.out(`\n${terminal.style('bold', text)}`)
  await using tg = await openDevice(dc, "Ada's laptop", showFully(terminal))

  say("Ada's laptop asks for a code. The phone is logged in, so the code goes to its Telegram:")
  await tg.login.start({ phone_number })
  await showMessage(dc, phone_number, terminal)

  say('Not seen? The answer announced SMS as the next medium, but not yet:')
  await tg.login.resend({ force: true }).catch(error => {
    if (!isRpcError(error) || error.errorName !== 'FLOOD_WAIT') throw error
  })
  await countDown(tg, terminal)

  say('Now auth.resendCode sends it by SMS:')
  await tg.login.resend()
  await showMessage(dc, phone_number, terminal)
  await countDown(tg, terminal)

  say('And once more, by a call:')
  await tg.login.resend()
  const code = await showMessage(dc, phone_number, terminal)

  say('That was the last medium:')
  await tg.login.resend({ force: true }).catch(error => {
    if (!isRpcError(error) || error.errorName !== 'SEND_CODE_UNAVAILABLE') throw error
  })

  say('The code still works:')
  await tg.login.enterCode(code)
  terminal.out(`\n${terminal.style('green', tg.login.describe())}`)
}

function openDevice(dc: DataCenter, device_model: string, show: Interceptor): Promise<Client> {
  return Client.open({
    session: memorySession(),
    api_id: dc.api_id,
    api_hash: dc.api_hash,
    dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
    device_model,
    interceptors: [show],
  })
}

function showBriefly(terminal: Terminal): Interceptor {
  return async (call, next) => {
    const answer = (await next(call)) as { readonly _: string }
    terminal.out(`  ${call.method} ${terminal.style('dim', '→')} ${answer._}`)
    return answer
  }
}

function showFully(terminal: Terminal): Interceptor {
  const style = valueStyle(terminal)
  const indented = (arrow: string, text: string) =>
    terminal.out(`  ${terminal.style('dim', arrow)} ${text.replaceAll('\n', '\n    ')}`)
  return async (call, next) => {
    indented('→', showValue({ _: call.method, ...call.parameters }, style))
    try {
      const answer = await next(call)
      indented('←', showValue(answer, style))
      return answer
    } catch (error) {
      if (isRpcError(error))
        indented('←', terminal.style('red', `rpc_error ${error.error_code} ${error.error_message}`))
      throw error
    }
  }
}

async function showMessage(dc: DataCenter, phone_number: string, terminal: Terminal): Promise<string> {
  const message = await dc.inbox.next(phone_number)
  terminal.out(`  ${terminal.style('magenta', `✉ ${inboxLine(message)}`)}`)
  return message.code
}

async function countDown(tg: Client, terminal: Terminal): Promise<void> {
  while (tg.login.resendRemainingSeconds > 0) {
    terminal.out(terminal.style('dim', `  resend in ${tg.login.resendRemainingSeconds} s`))
    await sleep(1000)
  }
}
