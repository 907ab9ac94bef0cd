import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  createLog,
  DataCenter,
  type DataCenterOptions,
  formatLogEntry,
  type InboxMessage,
  type LogLevel,
  type NewAccount,
  type PolicyOverrides,
} from '@chappe/server'
import { CommandError, usageError } from '../command-error.ts'
import { type ConnectionReport, reportOf, writeConnectionFile } from '../connection-file.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'
import { untilStopped } from '../until-stopped.ts'

/** Options of `chappe serve` as the command line gives them. */
export interface ServeOptions {
  readonly port: number
  readonly httpPort: number
  readonly host: string
  readonly httpHost: string
  readonly httpToken?: string
  readonly data: string
  readonly memory?: boolean
  readonly account: readonly string[]
  readonly policy?: string
  readonly resendAfter?: number
  readonly log: LogLevel | 'silent'
  readonly json?: boolean
}

/** Runs a data center until the process is told to stop. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  await using dc = await startDataCenter(options, terminal)
  const report = reportOf(dc)
  if (!options.memory) writeConnectionFile(options.data, report)
  if (options.json) terminal.out(JSON.stringify(report))
  else showReport(report, options, terminal)
  using _ = watchInbox(
    dc,
    options.json ? message => terminal.note(inboxLine(message)) : message => terminal.out(inboxLine(message)),
  )
  await untilStopped()
  terminal.note('stopping')
}

/** Starts the data center that the options describe. */
export async function startDataCenter(options: ServeOptions, terminal: Terminal): Promise<DataCenter> {
  try {
    return await DataCenter.start({
      port: options.port,
      host: options.host,
      httpPort: options.httpPort,
      httpHost: options.httpHost,
      ...(options.httpToken !== undefined && { httpToken: options.httpToken }),
      ...(options.memory ? {} : { dataDir: resolve(options.data) }),
      accounts: options.account.map(parseAccount),
      policy: policyOf(options),
      log: createLog(options.log, entry => terminal.note(formatLogEntry(entry, Date.now()))),
    } satisfies DataCenterOptions)
  } catch (cause) {
    throw startFailure(cause, options)
  }
}

/** What somebody needs to connect a client of their own. */
export function showReport(
  report: ConnectionReport,
  options: Pick<ServeOptions, 'memory' | 'data'>,
  terminal: Terminal,
): void {
  const line = (name: string, value: string) => terminal.out(`  ${terminal.style('dim', name.padEnd(11))} ${value}`)
  const [dc] = report.dcs
  terminal.out(terminal.style('bold', `Data center ${dc?.id} is up. Connect your client:`))
  line('address', `${dc?.host}:${dc?.port}  (TCP: abridged, intermediate, padded, full; plain or obfuscated)`)
  line('api_id', String(report.api_id))
  line('api_hash', report.api_hash)
  line('fingerprint', `0x${report.fingerprint}`)
  line('inbox', `${report.http}/api/inbox?phone_number=…`)
  if (report.http_token !== undefined) line('', `with the header  Authorization: Bearer ${report.http_token}`)
  line('data', options.memory ? 'in memory, gone with this process' : resolve(options.data))
  terminal.out(`${report.public_key.trimEnd()}\n`)
}

/** Hands every message of the inbox to `show` until it is disposed of. */
export function watchInbox(dc: DataCenter, show: (message: InboxMessage) => void): Disposable {
  const stop = dc.inbox.subscribe(show)
  return { [Symbol.dispose]: stop }
}

/** A message of the inbox as one line. */
export function inboxLine(message: InboxMessage): string {
  const time = new Date(message.date * 1000).toTimeString().slice(0, 8)
  const medium = { app: 'message from 777000', sms: 'SMS', call: 'voice call' }[message.medium]
  return `${time}  ${medium} to +${message.phone_number}: ${message.text.replaceAll(/\s+/g, ' ')}`
}

function parseAccount(text: string): NewAccount {
  const [phone_number = '', first_name = 'User', last_name] = text.split(':')
  return { phone_number, first_name, ...(last_name !== undefined && { last_name }) }
}

function policyOf({ policy, resendAfter }: ServeOptions): PolicyOverrides {
  const fromFile = policy === undefined ? {} : readPolicy(policy)
  if (resendAfter === undefined) return fromFile
  const wait = { timeoutSeconds: resendAfter }
  return {
    ...fromFile,
    media: { ...fromFile.media, app: { ...fromFile.media?.app, ...wait }, sms: { ...fromFile.media?.sms, ...wait } },
  }
}

function readPolicy(path: string): PolicyOverrides {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PolicyOverrides
  } catch (cause) {
    throw usageError(`the policy file ${path} cannot be read: ${(cause as Error).message}`)
  }
}

function startFailure(cause: unknown, options: ServeOptions): CommandError {
  const { code, message, name } = cause as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new CommandError(`port ${options.port} or ${options.httpPort} is in use`, {
      hint: 'Name others with --port and --http-port; 0 picks a free one.',
      cause,
    })
  }
  if (code === 'EACCES') {
    return new CommandError(
      `this user may not listen on ${options.host}:${options.port}, or write to ${options.data}`,
      {
        hint: 'Choose a port above 1023 and a folder that is yours.',
        cause,
      },
    )
  }
  const isUsage = name === 'OptionsError' || name === 'PolicyError' || name === 'DomainError'
  return new CommandError(message, { exitCode: isUsage ? exitCodes.usage : exitCodes.failure, cause })
}
