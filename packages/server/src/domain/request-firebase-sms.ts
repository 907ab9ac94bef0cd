import { countedAddress } from './address-subject.ts'
import { changeIfWaiting, deliverNow } from './bring-code.ts'
import { DomainError } from './domain-error.ts'
import type { IntegrityProof } from './integrity.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import type { PendingCode, ProofStage } from './pending-code.ts'
import { parsePhoneNumber } from './phone-number.ts'

/** A program's proof of integrity for the code that it asked for. */
export interface FirebaseSmsRequest extends CodeReference {
  /** Undefined when the program sent none that is known here. */
  readonly proof: IntegrityProof | undefined
  /** Where the request came from. */
  readonly address?: string
}

/**
 * Sends the text message that was promised to a program once its proof of integrity is good. A nonce is good for one
 * try; what was proven stays proven, and the message is not sent twice.
 *
 * @returns whether the message is on its way; when not, the program goes on with `auth.resendCode` and a reason
 * @throws {DomainError} `PHONE_CODE_EMPTY` without a hash; `PHONE_NUMBER_INVALID`; `PHONE_CODE_EXPIRED`
 * @see https://core.telegram.org/method/auth.requestFirebaseSms
 */
export async function requestFirebaseSms(context: LoginContext, request: FirebaseSmsRequest): Promise<boolean> {
  const { phone_code_hash, proof } = request
  if (phone_code_hash === '') throw new DomainError('PHONE_CODE_EMPTY', 'phone_code_hash is empty')
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const pending = await context.store.transaction(async repositories => {
    const pending = await findPendingCode(context, repositories, request, phone_number)
    if (pending.stage !== 'sent') throw codeExpired()
    if (!isAwaited(pending)) return pending
    // Noted before the proof is looked at, so that a second request cannot try the same nonce meanwhile.
    await repositories.codes.put({ ...pending, proof: 'checking' })
    return pending
  })
  if (!isAwaited(pending)) return isFirebase(pending) && pending.proof === 'proven'
  const isGood = await isProven(context, pending, proof, phone_code_hash)
  // The check may take long: a login that went on meanwhile has its code from elsewhere.
  const isWaiting = isGood && (await changeIfWaiting(context, pending, current => current)) !== undefined
  const isSent = isWaiting && (await send(context, pending, request))
  // False, too, when the program has gone on to the next medium meanwhile: that is what it is to wait for.
  return (await settle(context, pending, isSent ? 'proven' : 'refused')) && isSent
}

function isFirebase({ ladder, step }: PendingCode): boolean {
  return ladder[step] === 'firebaseSms'
}

function isAwaited(pending: PendingCode): boolean {
  return isFirebase(pending) && pending.proof === 'awaited'
}

async function isProven(
  context: LoginContext,
  pending: PendingCode,
  proof: IntegrityProof | undefined,
  phone_code_hash: string,
): Promise<boolean> {
  // Another kind of proof than the one that was asked for is an easier one.
  if (proof === undefined || proof.kind !== pending.integrity) return false
  if (proof.kind === 'apns') {
    return context.secrets.pushSecretMatches(phone_code_hash, pending.phone_number, proof.token)
  }
  const nonce = context.secrets.nonce(phone_code_hash, pending.phone_number)
  return (await context.integrity?.verify(proof, nonce, context.clock.now())) ?? false
}

function send(context: LoginContext, pending: PendingCode, request: FirebaseSmsRequest): Promise<boolean> {
  return deliverNow(context, pending, request.phone_code_hash, {
    address: countedAddress(request.address, context.policy.limits.countThisMachine),
    reason: undefined,
  })
}

/**
 * Notes how the try ended, and gives the code its full life from the moment it was sent.
 *
 * @returns false when the login is past this medium
 */
async function settle(context: LoginContext, pending: PendingCode, proof: ProofStage): Promise<boolean> {
  const { policy, clock } = context
  const settled = await changeIfWaiting(context, pending, current =>
    proof === 'proven'
      ? {
          ...current,
          proof,
          resendAtMs: clock.now() + policy.media.firebaseSms.timeoutSeconds * 1000,
          expiresAtMs: clock.now() + policy.code.lifetimeSeconds * 1000,
        }
      : { ...current, proof },
  )
  return settled !== undefined
}
