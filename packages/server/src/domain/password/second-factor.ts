/**
 * The two proofs that finish a login behind a password: the password itself, by SRP, and the code of its recovery. A
 * {@link PasswordProof} can be made in this file alone, so that no other rule can let in a key that owes a password.
 */
import { verifySrpAnswer } from '@chappe/crypto'
import { DomainError, floodWait, isDomainError } from '../domain-error.ts'
import type { Repositories } from '../repositories.ts'
import { count, freeAt } from '../send-limits.ts'
import { algorithmOf, type PasswordCaller } from './password.ts'
import { mailCode, type PasswordContext, wrongPasswords, wrongRecoveryCodes } from './password-context.ts'

/** An answer to a question of `account.getPassword`; undefined stands for `inputCheckPasswordEmpty`. */
export type SrpAnswer = { readonly srp_id: bigint; readonly A: Uint8Array; readonly M1: Uint8Array } | undefined

/** Stands for the fact that the caller has proven the password of its account a moment ago. */
class PasswordProof {
  readonly #caller: PasswordCaller

  constructor(caller: PasswordCaller) {
    this.#caller = caller
  }

  get caller(): PasswordCaller {
    return this.#caller
  }
}

export type { PasswordProof }

/**
 * Runs `work` in one transaction with the proof of the password. A wrong password is counted although it is refused.
 *
 * @throws {DomainError} `FLOOD_WAIT` after too many wrong ones; `SRP_ID_INVALID`; `SRP_PASSWORD_CHANGED`;
 *   `SRP_A_INVALID`; `PASSWORD_HASH_INVALID`; and whatever `work` throws
 */
export function withPassword<T>(
  context: PasswordContext,
  caller: PasswordCaller,
  answer: SrpAnswer,
  work: (repositories: Repositories, proof: PasswordProof) => Promise<T>,
): Promise<T> {
  return withProof(context, repositories => provePassword(context, repositories, caller, answer), work)
}

/** The same where nothing has to be proven as long as there is no password and none is claimed. */
export function withPasswordIfSet<T>(
  context: PasswordContext,
  caller: PasswordCaller,
  answer: SrpAnswer,
  work: (repositories: Repositories) => Promise<T>,
): Promise<T> {
  return withProof<T, PasswordProof | undefined>(
    context,
    async repositories => {
      if (answer === undefined && (await repositories.passwords.find(caller.user_id)) === undefined) return undefined
      return provePassword(context, repositories, caller, answer)
    },
    work,
  )
}

/**
 * The same with the code that was mailed for a recovery.
 *
 * @throws {DomainError} `CODE_EMPTY`; `CODE_INVALID`; `PASSWORD_RECOVERY_EXPIRED`; `FLOOD_WAIT` after too many wrong
 *   codes; and whatever `work` throws
 */
export function withRecoveryCode<T>(
  context: PasswordContext,
  caller: PasswordCaller,
  code: string,
  work: (repositories: Repositories, proof: PasswordProof) => Promise<T>,
): Promise<T> {
  return withProof(context, repositories => proveRecoveryCode(context, repositories, caller, code), work)
}

async function withProof<T, Proof>(
  context: PasswordContext,
  prove: (repositories: Repositories) => Promise<Proof | DomainError>,
  work: (repositories: Repositories, proof: Proof) => Promise<T>,
): Promise<T> {
  const outcome = await context.store.transaction(async repositories => {
    const proof = await prove(repositories)
    return isDomainError(proof) ? { refusal: proof } : { value: await work(repositories, proof) }
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if ('refusal' in outcome) throw outcome.refusal
  return outcome.value
}

async function provePassword(
  context: PasswordContext,
  { usage, passwords }: Repositories,
  caller: PasswordCaller,
  answer: SrpAnswer,
): Promise<PasswordProof | DomainError> {
  const nowMs = context.clock.now()
  const subject = String(caller.user_id)
  const freeAtMs = await freeAt(usage, 'wrongPassword', subject, wrongPasswords, nowMs)
  if (freeAtMs > nowMs) return floodWait(nowMs, freeAtMs, 'too many wrong passwords')
  if (answer === undefined) return hashInvalid()
  const question = context.questions.take(caller, answer.srp_id)
  if (question === undefined) {
    return new DomainError('SRP_ID_INVALID', 'this question is not open; ask with account.getPassword again')
  }
  const password = await passwords.find(caller.user_id)
  if (password?.version !== question.version) {
    return new DomainError('SRP_PASSWORD_CHANGED', 'the password was changed; ask with account.getPassword again')
  }
  const algorithm = algorithmOf(password)
  switch (verifySrpAnswer(context.crypto, password.verifier, algorithm, question.challenge, answer)) {
    case 'RIGHT':
      return new PasswordProof(caller)
    case 'A_INVALID':
      return new DomainError('SRP_A_INVALID', 'A is not between 0 and p')
    case 'WRONG':
      await count(usage, 'wrongPassword', subject, wrongPasswords, nowMs)
      return hashInvalid()
  }
}

async function proveRecoveryCode(
  context: PasswordContext,
  { usage, passwordRecoveries }: Repositories,
  caller: PasswordCaller,
  code: string,
): Promise<PasswordProof | DomainError> {
  if (code.trim() === '') return new DomainError('CODE_EMPTY', 'the code is empty')
  const nowMs = context.clock.now()
  const recovery = await passwordRecoveries.find(caller.key_id)
  if (recovery?.user_id !== caller.user_id || recovery.expiresAtMs <= nowMs) {
    return new DomainError('PASSWORD_RECOVERY_EXPIRED', 'no recovery is under way; ask for a code')
  }
  const subject = String(caller.user_id)
  const freeAtMs = await freeAt(usage, 'wrongRecoveryCode', subject, wrongRecoveryCodes, nowMs)
  if (freeAtMs > nowMs) return floodWait(nowMs, freeAtMs, 'too many wrong recovery codes')
  if (context.codes.matches(code, 'recoverPassword', subject, recovery.nonce)) {
    return new PasswordProof(caller)
  }
  await count(usage, 'wrongRecoveryCode', subject, wrongRecoveryCodes, nowMs)
  const wrongAttempts = recovery.wrongAttempts + 1
  if (wrongAttempts >= mailCode.wrongAttemptsMax) await passwordRecoveries.delete(caller.key_id)
  else await passwordRecoveries.put({ ...recovery, wrongAttempts })
  return new DomainError('CODE_INVALID', 'the code is wrong')
}

function hashInvalid(): DomainError {
  return new DomainError('PASSWORD_HASH_INVALID', 'the password is wrong')
}
