import type { Account } from './account.ts'
import { countedAddress } from './address-subject.ts'
import { atStep, bringCode, changeIfWaiting, describeSentCode } from './bring-code.ts'
import { type CodeSettings, plainSettings } from './code-settings.ts'
import { DomainError } from './domain-error.ts'
import { chooseLadder, situationOf } from './ladder.ts'
import type { LoginContext } from './login-context.ts'
import { lengthOf } from './media/code-form.ts'
import type { PendingCode } from './pending-code.ts'
import { parsePhoneNumber, testNumberDigit } from './phone-number.ts'
import type { Repositories } from './repositories.ts'
import { countSend } from './send-limits.ts'
import type { SentCode } from './sent-code.ts'

/** A request for a login code. */
export interface SendRequest {
  /** The permanent auth key that asks; the code works under it alone. */
  readonly key_id: bigint
  /** As the client wrote it. */
  readonly phone_number: string
  readonly api_id: number
  /** Where the request came from; without it the limit per address does not apply. */
  readonly address?: string
  /** IETF tag of the client's language. */
  readonly lang_code?: string
  /** What the program can handle. Default: what every program can. */
  readonly settings?: CodeSettings
}

/**
 * Sends a login code by the first medium of its ladder. It replaces the code that this key asked for before.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `FLOOD_WAIT`, `PHONE_NUMBER_FLOOD`,
 *   `FLOOD_TEST_PHONE_WAIT`, `PHONE_PASSWORD_FLOOD`, `SMS_CODE_CREATE_FAILED` when no medium accepted it
 * @see https://core.telegram.org/method/auth.sendCode
 */
export async function sendCode(context: LoginContext, request: SendRequest): Promise<SentCode> {
  const { policy, clock, random, secrets, store } = context
  const phone_number = parsePhoneNumber(request.phone_number, policy.numbers)
  const phone_code_hash = Buffer.from(random.bytes(hashBytes)).toString('hex')
  const address = countedAddress(request.address, policy.limits.countThisMachine)
  const pending = await store.transaction(async repositories => {
    const { api_id } = request
    const account = await repositories.accounts.findByPhone(phone_number)
    const isTest = testNumberDigit(phone_number, policy.numbers) !== undefined
    const subject = { phone_number, address, api_id, account_id: account?.id, isTest }
    await countSend(repositories.usage, policy.limits, clock.now(), subject)
    const first = await newPendingCode(
      context,
      repositories,
      request,
      phone_number,
      account,
      secrets.hashDigest(phone_code_hash),
    )
    const stored = atStep(context, first, phone_code_hash, 0)
    await repositories.codes.deleteExpired(clock.now())
    await repositories.codes.put(stored)
    return stored
  })
  const { accepted, attempt } = await bringCode(context, pending, phone_code_hash, { address, reason: undefined })
  if (accepted) return describeSentCode(context, attempt, phone_code_hash)
  await changeIfWaiting(context, attempt, () => undefined)
  throw codeCreateFailed()
}

/** Makes the refusal for a code that nobody could deliver. */
export function codeCreateFailed(): DomainError {
  return new DomainError('SMS_CODE_CREATE_FAILED', 'the code could not be delivered by any medium')
}

/** 18 hexadecimal digits: 72 bits nobody can guess. */
const hashBytes = 9
/** Longer than any tag in use (RFC 5646 §4.4.1). */
const langCodeLengthMax = 35

async function newPendingCode(
  context: LoginContext,
  repositories: Repositories,
  request: SendRequest,
  phone_number: string,
  account: Account | undefined,
  hashDigest: Uint8Array,
): Promise<PendingCode> {
  const { policy, clock } = context
  const { key_id, api_id, settings = plainSettings } = request
  const integrity = context.integrity?.kindsFor(api_id).find(kind => settings.canProve(kind))
  const asker = { key_id, phone_number, api_id, settings, integrity }
  const ladder = chooseLadder(policy, await situationOf(repositories, account, asker))
  const medium = ladder[0]
  if (medium === undefined) throw codeCreateFailed()
  return {
    key_id,
    purpose: 'login',
    phone_number,
    hashDigest,
    codeDigest: new Uint8Array(0),
    generation: 0,
    length: lengthOf(policy, medium),
    ladder,
    step: 0,
    resendAtMs: clock.now(),
    wrongAttempts: 0,
    stage: 'sent',
    user_id: undefined,
    expiresAtMs: clock.now(),
    createdAtMs: clock.now(),
    api_id,
    lang_code: (request.lang_code ?? '').slice(0, langCodeLengthMax),
    allow_app_hash: settings.allow_app_hash,
    integrity: ladder.includes('firebaseSms') ? integrity : undefined,
    proof: 'awaited',
  }
}
