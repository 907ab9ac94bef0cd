import type { LimitPolicy, RateLimit } from '../policy/login-policy.ts'
import { DomainError, floodWait } from './domain-error.ts'
import type { UsageKind, UsageRepository } from './repositories.ts'

/** Whom a request for a code is counted against. */
export interface SendSubject {
  readonly phone_number: string
  /** Undefined when it says nothing about who asks. */
  readonly address: string | undefined
  readonly api_id: number
  /** The account of the number; undefined when it has none. */
  readonly account_id: bigint | undefined
  /** A number whose code everybody knows has a limit of its own. */
  readonly isTest: boolean
}

/**
 * Counts one request for a code against every limit, over rolling periods. A refused request is not counted.
 *
 * @throws {DomainError} `FLOOD_WAIT` for the address or the program, `FLOOD_TEST_PHONE_WAIT` for a test number,
 *   `PHONE_NUMBER_FLOOD` for another number, `PHONE_PASSWORD_FLOOD` for an account that was logged in to too often
 * @see https://core.telegram.org/method/auth.sendCode
 */
export async function countSend(
  usage: UsageRepository,
  limits: LimitPolicy,
  nowMs: number,
  subject: SendSubject,
): Promise<void> {
  const { phone_number, isTest } = subject
  // The address first: one address that asks too much does not use up what other people's numbers are allowed.
  const counted: readonly Counted[] = [
    {
      kind: 'codeByAddress',
      subject: subject.address,
      limit: limits.codesPerAddress,
      refuse: untilMs => floodWait(nowMs, untilMs, 'too many codes were asked for from this address'),
    },
    {
      kind: 'codeByApp',
      subject: String(subject.api_id),
      limit: limits.codesPerApp,
      refuse: untilMs => floodWait(nowMs, untilMs, 'too many codes were asked for by this program'),
    },
    isTest
      ? {
          kind: 'codeByTestNumber',
          subject: phone_number,
          limit: limits.codesPerTestNumber,
          refuse: untilMs => floodWait(nowMs, untilMs, 'too many logins of this test number', 'FLOOD_TEST_PHONE_WAIT'),
        }
      : {
          kind: 'codeByNumber',
          subject: phone_number,
          limit: limits.codesPerNumber,
          refuse: () => new DomainError('PHONE_NUMBER_FLOOD', 'too many codes were asked for this number'),
        },
  ]
  for (const { kind, subject, limit, refuse } of counted) {
    if (subject === undefined || limit === null) continue
    const freeAtMs = await freeAt(usage, kind, subject, limit, nowMs)
    if (freeAtMs > nowMs) throw refuse(freeAtMs)
  }
  await refuseAccount(usage, limits, nowMs, subject.account_id)
  for (const { kind, subject, limit } of counted) await count(usage, kind, subject, limit, nowMs)
}

/**
 * Refuses a number for which too many wrong codes were entered, over all keys and hashes: a code of five digits is
 * guessed a few times a day at most, however many codes are asked for.
 *
 * @throws {DomainError} `FLOOD_WAIT`
 */
export async function refuseGuessing(
  usage: UsageRepository,
  limits: LimitPolicy,
  nowMs: number,
  phone_number: string,
): Promise<void> {
  const limit = limits.wrongCodesPerNumber
  if (limit === null) return
  const freeAtMs = await freeAt(usage, 'wrongCodeByNumber', phone_number, limit, nowMs)
  if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'too many wrong codes were entered for this number')
}

/** Counts one wrong code. */
export function countWrongCode(
  usage: UsageRepository,
  limits: LimitPolicy,
  nowMs: number,
  phone_number: string,
): Promise<void> {
  return count(usage, 'wrongCodeByNumber', phone_number, limits.wrongCodesPerNumber, nowMs)
}

/** Counts one login of an account. */
export function countLogin(
  usage: UsageRepository,
  limits: LimitPolicy,
  nowMs: number,
  account_id: bigint,
): Promise<void> {
  return count(usage, 'loginByAccount', String(account_id), limits.loginsPerAccount, nowMs)
}

interface Counted {
  readonly kind: UsageKind
  readonly subject: string | undefined
  readonly limit: RateLimit | null
  refuse(untilMs: number): DomainError
}

async function refuseAccount(
  usage: UsageRepository,
  { loginsPerAccount }: LimitPolicy,
  nowMs: number,
  account_id: bigint | undefined,
): Promise<void> {
  if (account_id === undefined || loginsPerAccount === null) return
  const freeAtMs = await freeAt(usage, 'loginByAccount', String(account_id), loginsPerAccount, nowMs)
  if (freeAtMs > nowMs) throw new DomainError('PHONE_PASSWORD_FLOOD', 'this account was logged in to too often')
}

/** When the next use is allowed: `nowMs` or later. */
export async function freeAt(
  usage: UsageRepository,
  kind: UsageKind,
  subject: string,
  limit: RateLimit,
  nowMs: number,
): Promise<number> {
  const periodMs = limit.periodSeconds * 1000
  const used = await usage.list(kind, subject, nowMs - periodMs)
  if (used.length < limit.max) return nowMs
  // Once so many of the oldest have left the period that `max` is no longer reached.
  return (used[used.length - limit.max] ?? nowMs) + periodMs
}

/** Notes one use, and forgets what has left the period. */
export async function count(
  usage: UsageRepository,
  kind: UsageKind,
  subject: string | undefined,
  limit: RateLimit | null,
  nowMs: number,
): Promise<void> {
  if (limit === null || subject === undefined) return
  await usage.deleteBefore(kind, nowMs - limit.periodSeconds * 1000)
  await usage.add(kind, subject, nowMs)
}
