import type { CodeReference, LoginContext } from './login-context.ts'
import { parsePhoneNumber } from './phone-number.ts'

/** A report that a code did not come. */
export interface MissingCodeRequest extends CodeReference {
  /** Mobile network code of the phone. */
  readonly mnc: string
}

/**
 * Notes that a code did not come. Only a living code of this key is noted; any other report is taken without a word,
 * since nothing depends on it.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`
 * @see https://core.telegram.org/method/auth.reportMissingCode
 */
export async function reportMissingCode(context: LoginContext, request: MissingCodeRequest): Promise<void> {
  const { store, secrets, clock, policy, missingCodes } = context
  const phone_number = parsePhoneNumber(request.phone_number, policy.numbers)
  const hashDigest = secrets.hashDigest(request.phone_code_hash)
  const pending = await store.transaction(({ codes }) => codes.find(request.key_id, hashDigest))
  const isLiving = pending?.stage === 'sent' && pending.phone_number === phone_number
  const medium = pending?.ladder[pending.step]
  if (!isLiving || medium === undefined || pending.expiresAtMs <= clock.now()) return
  const mnc = request.mnc.replaceAll(/[^0-9]/g, '').slice(0, mncLengthMax)
  missingCodes.add({ atMs: clock.now(), phone_number, medium, mnc })
}

/** ITU-T E.212: two or three digits. */
const mncLengthMax = 3
