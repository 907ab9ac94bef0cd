import { resolve } from 'node:path'
import {
  createLog,
  DataCenter,
  formatLogEntry,
  type InboxMessage,
  type LogLevel,
  type PolicyOverrides,
} from '@chappe/server'
import { CommandError } from '../command-error.ts'
import { type ConnectionReport, describesRunning, leaveConnectionFile, reportOf } from '../connection-file.ts'
import { exitCodes } from '../exit-codes.ts'
import { makeFolder } from '../make-folder.ts'
import { checkNumbers, parseAccount } from '../parse-account.ts'
import { readDelivery } from '../read-delivery.ts'
import { readPolicy } from '../read-policy.ts'
import { referenceMount } from '../reference/mount.ts'
import { planDcs } from '../serve-dcs.ts'
import { passkeysOf, type ServePasskeyOptions } from '../serve-passkeys.ts'
import { proofsOf, type ServeProofOptions } from '../serve-proofs.ts'
import { untilStopped } from '../stop.ts'
import type { Terminal } from '../terminal.ts'

/** Options of `chappe serve` as the command line gives them. */
export interface ServeOptions extends ServePasskeyOptions, ServeProofOptions {
  readonly port: number
  /** How many data centers; left out, one that answers to every number. */
  readonly dcs?: number
  readonly httpPort: number
  readonly host: string
  readonly httpHost: string
  readonly httpToken?: string
  readonly data: string
  readonly memory?: boolean
  readonly account: readonly string[]
  readonly policy?: string
  readonly delivery?: string
  readonly resendAfter?: number
  /** No limits on how often codes may be asked for. */
  readonly unlimited?: boolean
  readonly log: LogLevel | 'silent'
  readonly json?: boolean
}

/** Runs a data center until the process is told to stop. */
export async function serve(options: ServeOptions, terminal: Terminal, stop: AbortSignal): Promise<void> {
  // Scripts look at stdout alone, and at its first line: everything after that goes to stderr.
  const say = options.json ? terminal.note : terminal.out
  await using dc = await startDataCenter(options, terminal)
  using _inbox = watchInbox(dc, message => say(inboxLine(message)))
  const report = reportOf(dc)
  using _file = await describeIn(options, report, terminal)
  if (options.json) terminal.out(JSON.stringify(report))
  else {
    terminal.out(terminal.style('bold', `${upLine(report)} Codes appear here; Ctrl-C stops it.`))
    showReport(report, options, terminal)
  }
  await untilStopped(stop)
  terminal.note('stopping')
}

/** A data center in memory gives way to one that runs in the folder: other commands belong to that. */
async function describeIn(
  { data, memory }: ServeOptions,
  report: ConnectionReport,
  terminal: Terminal,
): Promise<Disposable | undefined> {
  if (!memory) return leaveConnectionFile(data, report)
  if (await describesRunning(data)) {
    terminal.note(`Another data center runs in ${data}: "login" and "call" go there. Name another folder with --data.`)
    return undefined
  }
  try {
    return leaveConnectionFile(data, report)
  } catch (error) {
    // It needs no folder to run: the working directory may be one that nobody can write to.
    terminal.note(`"login" and "call" will not find it, since ${data} cannot be used: ${(error as Error).message}`)
    return undefined
  }
}

function upLine({ dcs }: ConnectionReport): string {
  const ids = dcs.map(({ id }) => id)
  if (ids.length < 2) return `Data center ${ids[0]} is up.`
  return `Data centers ${ids.slice(0, -1).join(', ')} and ${ids.at(-1)} are up.`
}

/** Starts the data center that the options describe. */
export async function startDataCenter(options: ServeOptions, terminal: Terminal): Promise<DataCenter> {
  try {
    const policy = policyOf(options)
    const accounts = options.account.map(parseAccount)
    checkNumbers(accounts, policy)
    if (!options.memory) makeFolder(options.data)
    return await DataCenter.start({
      ...(options.dcs === undefined
        ? { port: options.port }
        : { dcs: planDcs(options.dcs, options.port, options.httpPort) }),
      host: options.host,
      httpPort: options.httpPort,
      httpHost: options.httpHost,
      ...(options.httpToken !== undefined && { httpToken: options.httpToken }),
      ...(options.memory ? {} : { dataDir: resolve(options.data) }),
      mounts: [referenceMount()],
      accounts,
      policy,
      ...passkeysOf(options),
      ...proofsOf(options, process.env),
      ...(options.delivery !== undefined && { delivery: readDelivery(options.delivery, process.env) }),
      log: createLog(options.log, entry => terminal.note(formatLogEntry(entry, Date.now()))),
    })
  } catch (cause) {
    throw startFailure(cause, options)
  }
}

/** What somebody needs to connect a client of their own. */
export function showReport(
  report: ConnectionReport,
  options: Pick<ServeOptions, 'memory' | 'data' | 'httpToken'>,
  terminal: Terminal,
): void {
  const line = (name: string, value: string) => terminal.out(`  ${terminal.style('dim', name.padEnd(11))}  ${value}`)
  for (const { id, host, port } of report.dcs) line(report.dcs.length < 2 ? 'address' : `DC ${id}`, `${host}:${port}`)
  line('transports', 'TCP: abridged, intermediate, padded, full; plain or obfuscated')
  line('api_id', String(report.api_id))
  line('api_hash', report.api_hash)
  line(
    'test number',
    report.test_numbers
      ? '99966XYYYY: the code is X repeated, so who can connect can log in to it'
      : 'none, unless the policy wants them (numbers.testNumbers)',
  )
  line('console', `${report.http}/`)
  line('inbox', `${report.http}/api/inbox`)
  line('reference', `${report.http}/reference/`)
  if (report.http_token !== undefined) line('', `with the header  Authorization: Bearer ${shownToken(report, options)}`)
  line('data', options.memory ? 'in memory, gone with this process' : resolve(options.data))
  line('RSA key', `fingerprint 0x${report.fingerprint}`)
  terminal.out(`${report.public_key.trimEnd()}\n`)
}

/** Whoever gave a token knows it; a record of the output need not. */
function shownToken({ http_token }: ConnectionReport, { httpToken }: Pick<ServeOptions, 'httpToken'>): string {
  return httpToken === undefined ? `${http_token}` : '…  (the token of --http-token or CHAPPE_HTTP_TOKEN)'
}

/** Hands every message of the inbox to `show` until it is disposed of. */
export function watchInbox(dc: DataCenter, show: (message: InboxMessage) => void): Disposable {
  const stop = dc.inbox.subscribe(show)
  return { [Symbol.dispose]: stop }
}

/** A message of the inbox as one line. */
export function inboxLine(message: InboxMessage): string {
  const time = new Date(message.date * 1000).toTimeString().slice(0, 8)
  return `${time}  ${mediumOf(message)} to ${message.email ?? `+${message.phone_number}`}: ${message.text.replaceAll(/\s+/g, ' ')}`
}

/** How a message of the inbox would have arrived. */
export function mediumOf(message: InboxMessage): string {
  return mediumNames[message.medium]
}

const mediumNames: Readonly<Record<InboxMessage['medium'], string>> = {
  app: 'Telegram message from 777000',
  sms: 'SMS',
  smsWord: 'SMS with a word',
  smsPhrase: 'SMS with a phrase',
  firebaseSms: 'SMS after a proof of integrity',
  fragmentSms: 'Message on Fragment',
  call: 'Voice call',
  flashCall: 'Flash call',
  missedCall: 'Missed call',
  email: 'Mail',
}

function policyOf({ policy, resendAfter, unlimited }: ServeOptions): PolicyOverrides {
  const fromFile = policy === undefined ? {} : readPolicy(policy)
  const wait = resendAfter === undefined ? {} : { timeoutSeconds: resendAfter }
  return {
    ...fromFile,
    media: { ...fromFile.media, ...everyMediumWaits(fromFile.media ?? {}, wait) },
    ...(unlimited && { limits: { ...fromFile.limits, ...unlimitedCodes } }),
  }
}

/** The last medium of a ladder has nothing to wait for, whatever it is told. */
function everyMediumWaits(media: NonNullable<PolicyOverrides['media']>, wait: { readonly timeoutSeconds?: number }) {
  return Object.fromEntries(waitingMedia.map(name => [name, { ...media[name], ...wait }]))
}

const waitingMedia = [
  'app',
  'sms',
  'smsWord',
  'smsPhrase',
  'firebaseSms',
  'fragmentSms',
  'flashCall',
  'missedCall',
] as const

const unlimitedCodes = { codesPerNumber: null, codesPerAddress: null, codesPerTestNumber: null } as const

function startFailure(cause: unknown, options: ServeOptions): unknown {
  const { code, message, name, port, syscall } = cause as NodeJS.ErrnoException & { readonly port?: number }
  const fail = (text: string, hint: string) => new CommandError(text, { code: code ?? 'FAILED', hint, cause })
  if (code === 'EADDRINUSE') {
    const option = port === options.httpPort ? '--http-port' : '--port'
    return fail(`port ${port} is in use`, `Name another one with ${option}; 0 picks a free one.`)
  }
  if (code === 'EACCES' && syscall === 'listen') {
    return fail(`this user may not listen on port ${port}`, 'Choose a port above 1023.')
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return fail(`${message}: this machine has no such address`, 'Look at --host and --http-host.')
  }
  const isFolder = code !== undefined && /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENOSPC)$/.test(code)
  if (isFolder) return fail(`the folder ${options.data} cannot be used: ${message}`, 'Name another one with --data.')
  if (code === 'DATABASE_LOCKED' || code === 'STORE_BUSY') {
    return fail(message, 'Does another data center run in this folder? Name another one with --data.')
  }
  if (!usageErrors.has(name)) return cause
  // What the policy asks programs to prove, nothing could check.
  const lacksProofs = code === 'INTEGRITY_INVALID' && options.integrity === undefined
  return new CommandError(message, {
    code: code ?? 'USAGE',
    ...(lacksProofs && { hint: 'Say in a file how that is verified, and name it with --integrity.' }),
    exitCode: exitCodes.usage,
    cause,
  })
}

/** Errors of @chappe/server that are about what was typed. */
const usageErrors: ReadonlySet<string> = new Set(['DeliveryConfigError', 'DomainError', 'OptionsError', 'PolicyError'])
