/**
 * How to reach a data center, as `chappe serve` leaves it in its folder for the other commands, and as it prints with
 * `--json`. Nothing in it is secret but the console's token, if there is one; the file is its owner's alone.
 */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DataCenter } from '@chappe/server'
import { CommandError } from './command-error.ts'

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
}

/** Describes a running data center. */
export function reportOf(dc: DataCenter): ConnectionReport {
  return {
    dcs: [{ id: dc.dcId, ...dc.address }],
    http: dc.http?.url,
    ...(dc.http?.token !== undefined && { http_token: dc.http.token }),
    public_key: dc.publicKey,
    fingerprint: dc.fingerprint,
    api_id: dc.api_id,
    api_hash: dc.api_hash,
  }
}

/** Leaves the report in a data center's folder. */
export function writeConnectionFile(dataDir: string, report: ConnectionReport): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(join(dataDir, fileName), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
}

/**
 * Reads what `chappe serve` left in a folder.
 *
 * @throws {CommandError} when there is none, or it cannot be read
 */
export function readConnectionFile(dataDir: string): ConnectionReport {
  const path = join(dataDir, fileName)
  try {
    if (statSync(path).size > fileBytesMax) throw new Error(`it is larger than ${fileBytesMax} bytes`)
    const report = JSON.parse(readFileSync(path, 'utf8')) as ConnectionReport
    if (report.dcs?.[0] === undefined || typeof report.public_key !== 'string')
      throw new Error('it names no data center')
    return report
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new CommandError(
      missing ? `no data center has run in ${dataDir}` : `${path} cannot be used: ${(cause as Error).message}`,
      {
        hint: 'Start one with "chappe serve", name its folder with --data, or talk to Telegram itself with --dc production.',
        cause,
      },
    )
  }
}

const fileName = 'connection.json'
const fileBytesMax = 65_536
