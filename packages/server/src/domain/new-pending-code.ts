import { DomainError } from './domain-error.ts'
import type { IntegrityKind } from './integrity.ts'
import { chooseLadder, type Situation } from './ladder.ts'
import type { LoginContext } from './login-context.ts'
import { lengthOf } from './media/code-form.ts'
import type { CodePurpose, PendingCode } from './pending-code.ts'

/** A code that is to be made. */
export interface NewCode {
  /** The permanent auth key that asks; the code works under it alone. */
  readonly key_id: bigint
  readonly purpose: CodePurpose
  /** What its media are chosen by. */
  readonly situation: Situation
  /** The account that asks, for anything but a login. */
  readonly user_id: bigint | undefined
  readonly hashDigest: Uint8Array
  /** IETF tag of the client's language; what is too long for one is cut. */
  readonly lang_code: string
}

/**
 * Makes a code with the ladder that the policy has for its situation. Nothing is written or sent yet: the caller brings
 * it to the first step.
 *
 * @throws {DomainError} `SMS_CODE_CREATE_FAILED` when no medium can reach anybody
 */
export function newPendingCode({ policy, clock }: LoginContext, code: NewCode): PendingCode {
  const { situation } = code
  const ladder = chooseLadder(policy, situation)
  const medium = ladder[0]
  if (medium === undefined) throw codeCreateFailed()
  const integrity = ladder.includes('firebaseSms') ? situation.integrity : undefined
  return {
    key_id: code.key_id,
    purpose: code.purpose,
    phone_number: situation.phone_number,
    hashDigest: code.hashDigest,
    codeDigest: new Uint8Array(0),
    codeMark: new Uint8Array(0),
    generation: 0,
    length: lengthOf(policy, medium),
    ladder,
    step: 0,
    resendAtMs: clock.now(),
    wrongAttempts: 0,
    stage: 'sent',
    user_id: code.user_id,
    expiresAtMs: clock.now(),
    createdAtMs: clock.now(),
    api_id: situation.api_id,
    lang_code: code.lang_code.slice(0, langCodeLengthMax),
    allow_app_hash: situation.settings.allow_app_hash,
    integrity,
    push: integrity === 'apns' ? situation.settings.push : undefined,
    proof: 'awaited',
  }
}

/** Makes the `phone_code_hash` of a code: 18 hexadecimal digits, 72 bits nobody can guess. */
export function newCodeHash({ random }: Pick<LoginContext, 'random'>): string {
  return Buffer.from(random.bytes(hashBytes)).toString('hex')
}

/** How a program can prove its integrity; undefined when nothing here could check it. */
export function integrityOf(
  context: LoginContext,
  { api_id, settings }: Pick<Situation, 'api_id' | 'settings'>,
): IntegrityKind | undefined {
  return context.integrity?.kindsFor(api_id).find(kind => settings.canProve(kind))
}

/** Makes the refusal for a code that nobody could deliver. */
export function codeCreateFailed(): DomainError {
  return new DomainError('SMS_CODE_CREATE_FAILED', 'the code could not be delivered by any medium')
}

const hashBytes = 9
/** Longer than any tag in use (RFC 5646 §4.4.1). */
const langCodeLengthMax = 35
