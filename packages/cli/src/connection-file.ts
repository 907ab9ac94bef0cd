/**
 * How to reach a data center, as `chappe serve` leaves it in its folder for the other commands while it runs, and as it
 * prints with `--json`. Nothing in it is secret but the console's token, if there is one; the file is its owner's alone.
 */
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { DataCenter } from '@chappe/server'
import { CommandError } from './command-error.ts'
import { makeFolder } from './make-folder.ts'

/** One JSON object, one line. */
export interface ConnectionReport {
  readonly dcs: readonly { readonly id: number; readonly host: string; readonly port: number }[]
  /** Address of the console. */
  readonly http: string | undefined
  /** What console requests must carry as `Authorization: Bearer …`; absent on loopback. */
  readonly http_token?: string
  /** RSA key, PKCS#1 PEM. */
  readonly public_key: string
  /** 16 hexadecimal digits. */
  readonly fingerprint: string
  readonly api_id: number
  readonly api_hash: string
  /** Whether everybody who can connect can log in to numbers 99966XYYYY, whose code is X repeated. */
  readonly test_numbers: boolean
}

/** Describes a running data center. */
export function reportOf(dc: DataCenter): ConnectionReport {
  return {
    dcs: dc.dcs.map(({ id, host, port }) => ({ id, host: reachable(host), port })),
    http: dc.http?.url,
    ...(dc.http?.token !== undefined && { http_token: dc.http.token }),
    public_key: dc.publicKey,
    fingerprint: dc.fingerprint,
    api_id: dc.api_id,
    api_hash: dc.api_hash,
    test_numbers: dc.testNumbers,
  }
}

/** Leaves the report in a data center's folder for as long as it runs: disposing takes it away again. */
export function leaveConnectionFile(dataDir: string, report: ConnectionReport): Disposable {
  const path = join(dataDir, fileName)
  const text = `${JSON.stringify(report, null, 2)}\n`
  makeFolder(dataDir)
  writeFileSync(path, text, { mode: 0o600 })
  return {
    [Symbol.dispose]: () => {
      // The folder may be gone, or the file a later data center's: then there is nothing to take away.
      if (readIfThere(path) === text) rmSync(path, { force: true })
    },
  }
}

/**
 * Reads what `chappe serve` left in a folder.
 *
 * @throws {CommandError} when there is none, or it cannot be read
 */
export function readConnectionFile(
  dataDir: string,
  options: Pick<NoDataCenterOptions, 'elsewhere'> = {},
): ConnectionReport {
  const path = join(dataDir, fileName)
  try {
    if (statSync(path).size > fileBytesMax) throw new Error(`it is larger than ${fileBytesMax} bytes`)
    const report = JSON.parse(readFileSync(path, 'utf8')) as ConnectionReport | null
    if (report?.dcs?.[0] === undefined || typeof report.public_key !== 'string')
      throw new Error('it names no data center')
    return report
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw noDataCenter(`no data center runs in ${dataDir}`, { ...options, cause })
    throw new CommandError(`${path} cannot be read: ${message}`, { code: 'CONNECTION_FILE', cause })
  }
}

/**
 * Tells whether the folder describes a data center that runs: one that was ended by force leaves its description behind.
 */
export async function describesRunning(dataDir: string): Promise<boolean> {
  let address: { readonly host: string; readonly port: number } | undefined
  try {
    address = readConnectionFile(dataDir).dcs[0]
  } catch {
    return false
  }
  if (address === undefined) return false
  const socket = connect({ host: address.host, port: address.port, timeout: answerMsMax })
  try {
    await Promise.race([once(socket, 'connect'), once(socket, 'timeout').then(() => Promise.reject())])
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Longer than a machine takes to accept a connection from itself. */
const answerMsMax = 1000

/**
 * The failure of a command that finds nobody to talk to.
 *
 * @param elsewhere - another way out than a data center of one's own; default: Telegram itself
 */
export function noDataCenter(
  message: string,
  { cause, elsewhere = ', or talk to Telegram itself with --dc production' }: NoDataCenterOptions = {},
): CommandError {
  const comma = elsewhere === '' ? ' or' : ','
  return new CommandError(message, {
    code: 'NO_DATA_CENTER',
    hint: `Start one with "chappe serve"${comma} name its folder with --data${elsewhere}.`,
    cause,
  })
}

interface NoDataCenterOptions {
  readonly cause?: unknown
  readonly elsewhere?: string
}

const fileName = 'connection.json'
const fileBytesMax = 65_536

// One can listen on all addresses, but not connect to them.
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
