import { UsageError } from '../usage-error.ts'

/** A data center of one's own, or of somebody else. */
export interface DataCenterOptions {
  /** 1 to 9999, as the server calls itself. */
  readonly id: number
  /** A name or an address; IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** RSA keys of the server, PKCS#1 PEM (`-----BEGIN RSA PUBLIC KEY-----`). */
  readonly public_key: string | readonly string[]
  /** Whether it belongs to a test environment, default false. */
  readonly test?: boolean
}

/** `production` and `test` are the two environments of Telegram, whose addresses and keys are built in. */
export type DataCenterChoice = 'production' | 'test' | DataCenterOptions

/** A choice made concrete. */
export interface DataCenter {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly test: boolean
  readonly public_keys: readonly string[]
}

/**
 * Finds the address and keys of a choice.
 *
 * @throws {UsageError} `ADDRESS_INVALID`, `DC_UNKNOWN`
 */
export function resolveDataCenter(choice: DataCenterChoice): DataCenter {
  if (choice === 'production' || choice === 'test') {
    const { first, hosts, public_keys } = environments[choice]
    return { id: first, host: hosts[first] ?? '', port: 443, test: choice === 'test', public_keys }
  }
  if (typeof choice !== 'object') {
    throw new UsageError('DC_UNKNOWN', "`dc` is 'production', 'test' or { id, host, port, public_key }")
  }
  const { id, host, port, public_key, test = false } = choice
  if (!Number.isInteger(id) || id < 1 || id > 9999) throw invalid('`dc.id` is a whole number from 1 to 9999')
  if (typeof host !== 'string' || host === '') throw invalid('`dc.host` is a name or an address')
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw invalid('`dc.port` is a whole number from 1 to 65535')
  const public_keys = typeof public_key === 'string' ? [public_key] : (public_key ?? [])
  if (public_keys.length === 0) throw invalid('`dc.public_key` is the RSA key that the server prints when it starts')
  return { id, host, port, test, public_keys }
}

/** The data center of Telegram with that number, undefined when none is built in. */
export function builtInDataCenter(environment: 'production' | 'test', id: number): DataCenter | undefined {
  const { hosts, public_keys } = environments[environment]
  const host = hosts[id]
  return host === undefined ? undefined : { id, host, port: 443, test: environment === 'test', public_keys }
}

/** Numbers of the data centers that are built in, the one to begin with first. */
export function builtInNumbers(environment: 'production' | 'test'): readonly number[] {
  const { first, hosts } = environments[environment]
  return [
    first,
    ...Object.keys(hosts)
      .map(Number)
      .filter(id => id !== first),
  ]
}

/** The number of a data center as it is written in the key exchange: test is 10000 higher. */
export function wireNumber(dc: { readonly id: number; readonly test: boolean }): number {
  return dc.test ? dc.id + 10_000 : dc.id
}

function invalid(text: string): UsageError {
  return new UsageError('ADDRESS_INVALID', `${text}; see what the server prints when it starts`)
}

interface Environment {
  /** Where a program without a session begins. */
  readonly first: number
  readonly hosts: Readonly<Record<number, string>>
  readonly public_keys: readonly string[]
}

/**
 * Addresses and keys that clients ship with; `help.getConfig` has the current ones.
 *
 * @see {@link https://core.telegram.org/api/datacenter}
 */
const environments: Readonly<Record<'production' | 'test', Environment>> = {
  production: {
    first: 2,
    hosts: {
      1: '149.154.175.50',
      2: '149.154.167.51',
      3: '149.154.175.100',
      4: '149.154.167.91',
      5: '149.154.171.5',
    },
    public_keys: [
      `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
-----END RSA PUBLIC KEY-----`,
    ],
  },
  test: {
    first: 2,
    hosts: { 1: '149.154.175.10', 2: '149.154.167.40', 3: '149.154.175.117' },
    public_keys: [
      `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAyMEdY1aR+sCR3ZSJrtztKTKqigvO/vBfqACJLZtS7QMgCGXJ6XIR
yy7mx66W0/sOFa7/1mAZtEoIokDP3ShoqF4fVNb6XeqgQfaUHd8wJpDWHcR2OFwv
plUUI1PLTktZ9uW2WE23b+ixNwJjJGwBDJPQEQFBE+vfmH0JP503wr5INS1poWg/
j25sIWeYPHYeOrFp/eXaqhISP6G+q2IeTaWTXpwZj4LzXq5YOpk4bYEQ6mvRq7D1
aHWfYmlEGepfaYR8Q0YqvvhYtMte3ITnuSJs171+GDqpdKcSwHnd6FudwGO4pcCO
j4WcDuXc2CTHgH8gFTNhp/Y8/SpDOhvn9QIDAQAB
-----END RSA PUBLIC KEY-----`,
    ],
  },
}
