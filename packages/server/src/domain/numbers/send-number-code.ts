import { countedAddress } from '../address-subject.ts'
import { refuseBanned } from '../bans/bans.ts'
import { atStep, bringNewCode } from '../bring-code.ts'
import { type CodeSettings, plainSettings } from '../code-settings.ts'
import { type DomainError, isDomainError } from '../domain-error.ts'
import type { LoginContext } from '../login-context.ts'
import { integrityOf, newCodeHash, newPendingCode } from '../new-pending-code.ts'
import type { CodePurpose } from '../pending-code.ts'
import { testNumberDigit } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import { countSend } from '../send-limits.ts'
import type { SentCode } from '../sent-code.ts'
import type { SessionOwner } from '../sessions/authorizations.ts'

/** A request of somebody who is logged in for a code to a number. */
export interface NumberCodeRequest {
  readonly owner: SessionOwner
  readonly api_id: number
  /** Where the request came from; without it the limit per address does not apply. */
  readonly address?: string
  /** IETF tag of the client's language. */
  readonly lang_code?: string
  /** What the program can handle. Default: what every program can. */
  readonly settings?: CodeSettings
}

/** Where a code is to go. */
export interface CodeTarget {
  /** Digits only. */
  readonly phone_number: string
  /** The number has an account. */
  readonly registered: boolean
  /** Why no code goes there after all. It is told after the request was counted, since it says something of the number. */
  readonly refusal?: DomainError
}

/**
 * Sends a code that proves a number and logs nobody in: it goes to the phone itself, never to other sessions or by mail.
 * It replaces the code that this key asked for before with the same purpose, and counts against the same limits as
 * codes for a login.
 *
 * @param findTarget - finds out where the code is to go; what it throws is not counted
 * @throws {DomainError} `PHONE_NUMBER_BANNED`, `FLOOD_WAIT`, `PHONE_NUMBER_FLOOD`, `FLOOD_TEST_PHONE_WAIT`,
 *   `SMS_CODE_CREATE_FAILED`, and whatever `findTarget` throws or gives
 */
export async function sendNumberCode(
  context: LoginContext,
  purpose: Exclude<CodePurpose, 'login'>,
  request: NumberCodeRequest,
  findTarget: (repositories: Repositories) => Promise<CodeTarget>,
): Promise<SentCode> {
  const { policy, clock, secrets, store } = context
  const { owner, api_id, settings = plainSettings } = request
  const { key_id, user_id } = owner
  const phone_code_hash = newCodeHash(context)
  const address = countedAddress(request.address, policy.limits.countThisMachine)
  const stored = await store.transaction(async repositories => {
    const { phone_number, registered, refusal } = await findTarget(repositories)
    await refuseBanned(repositories, phone_number)
    const isTest = testNumberDigit(phone_number, policy.numbers) !== undefined
    const subject = { phone_number, address, api_id, account_id: undefined, isTest }
    await countSend(repositories.usage, policy.limits, clock.now(), subject)
    if (refusal !== undefined) return refusal
    const integrity = integrityOf(context, { api_id, settings })
    const first = newPendingCode(context, {
      key_id,
      purpose,
      situation: { phone_number, registered, otherSession: false, api_id, settings, integrity },
      user_id,
      hashDigest: secrets.hashDigest(phone_code_hash),
      lang_code: request.lang_code ?? '',
    })
    const code = atStep(context, first, phone_code_hash, 0)
    await repositories.codes.deleteExpired(clock.now())
    await repositories.codes.put(code)
    return code
  })
  if (isDomainError(stored)) throw stored
  return bringNewCode(context, stored, phone_code_hash, address)
}
