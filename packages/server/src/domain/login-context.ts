import type { Clock } from '../clock.ts'
import type { LoginPolicy } from '../policy/login-policy.ts'
import type { Random } from '../random.ts'
import type { CodeSecrets } from './code-secrets.ts'
import type { Delivery } from './delivery.ts'
import { DomainError } from './domain-error.ts'
import type { EmailServices } from './email/email-services.ts'
import type { Homes } from './homes/homes.ts'
import type { IntegrityVerifier } from './integrity.ts'
import type { MissingCodes } from './missing-codes.ts'
import type { CodePurpose, PendingCode } from './pending-code.ts'
import type { Repositories, UnitOfWork } from './repositories.ts'

/** What the login rules work with. */
export interface LoginContext {
  readonly store: UnitOfWork
  readonly secrets: CodeSecrets
  readonly delivery: Delivery
  readonly policy: LoginPolicy
  /** Which data centers there are, as the one that the login goes to sees them. */
  readonly homes: Homes
  /** For logins by e-mail. */
  readonly email: EmailServices
  readonly clock: Clock
  readonly random: Random
  /** Takes reports of codes that did not come. */
  readonly missingCodes: MissingCodes
  /** Checks proofs of integrity; without it nobody is asked for one. */
  readonly integrity?: IntegrityVerifier | undefined
}

/** How a client names a code that it asked for. */
export interface CodeReference {
  /** The permanent auth key that asks. A code works under the key that asked for it, and no other. */
  readonly key_id: bigint
  /** As the client wrote it. */
  readonly phone_number: string
  readonly phone_code_hash: string
}

/**
 * Finds the living code that a client means.
 *
 * @param phone_number - the number of the reference, normalised
 * @param purpose - what the code has to be for; left out, any purpose will do
 * @throws {DomainError} `PHONE_CODE_EXPIRED` for a hash that never was, belongs to another key or is dead, without
 *   telling which; `PHONE_NUMBER_INVALID` when the hash is right and the number is another
 */
export async function findPendingCode(
  context: LoginContext,
  repositories: Repositories,
  reference: CodeReference,
  phone_number: string,
  purpose?: CodePurpose,
): Promise<PendingCode> {
  const pending = await repositories.codes.find(reference.key_id, context.secrets.hashDigest(reference.phone_code_hash))
  if (pending === undefined || pending.expiresAtMs <= context.clock.now()) throw codeExpired()
  if (purpose !== undefined && pending.purpose !== purpose) throw codeExpired()
  if (pending.phone_number !== phone_number) {
    throw new DomainError('PHONE_NUMBER_INVALID', 'the code was asked for another number')
  }
  return pending
}

/** Makes the refusal for a code or hash that is of no use any more. */
export function codeExpired(): DomainError {
  return new DomainError('PHONE_CODE_EXPIRED', 'no such code is pending for this key; ask for a new one')
}
