import type { LimitPolicy, RateLimit } from '../policy/login-policy.ts'
import { DomainError, floodWait } from './domain-error.ts'
import type { UsageKind, UsageRepository } from './repositories.ts'

/**
 * Counts one request for a code against the limits of its address and its number, over rolling periods. A refused
 * request is not counted.
 *
 * @throws {DomainError} `FLOOD_WAIT` for the address, `PHONE_NUMBER_FLOOD` for the number
 * @see https://core.telegram.org/method/auth.sendCode
 */
export async function countSend(
  usage: UsageRepository,
  limits: LimitPolicy,
  nowMs: number,
  subject: { readonly phone_number: string; readonly address: string | undefined },
): Promise<void> {
  // The address first: one address that asks too much does not use up what other people's numbers are allowed.
  if (subject.address !== undefined && limits.codesPerAddress !== null) {
    const freeAtMs = await freeAt(usage, 'codeByAddress', subject.address, limits.codesPerAddress, nowMs)
    if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'too many codes were asked for from this address')
  }
  if (limits.codesPerNumber !== null) {
    const freeAtMs = await freeAt(usage, 'codeByNumber', subject.phone_number, limits.codesPerNumber, nowMs)
    if (freeAtMs > nowMs) throw new DomainError('PHONE_NUMBER_FLOOD', 'too many codes were asked for this number')
  }
  await count(usage, 'codeByAddress', subject.address, limits.codesPerAddress, nowMs)
  await count(usage, 'codeByNumber', subject.phone_number, limits.codesPerNumber, nowMs)
}

/** When the next use is allowed: `nowMs` or later. */
async function freeAt(
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

async function count(
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
