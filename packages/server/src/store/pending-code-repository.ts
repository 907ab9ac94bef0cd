import type { Selectable } from 'kysely'
import type { IntegrityKind } from '../domain/integrity.ts'
import { type StepName, stepNames } from '../domain/media/step.ts'
import type { CodePurpose, PendingCode, ProofStage } from '../domain/pending-code.ts'
import type { PushTarget } from '../domain/push-target.ts'
import type { PendingCodeRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'
import { StoreError } from './store-error.ts'
import type { PendingCodeTable } from './tables.ts'

/** Keeps codes that wait to be entered: digests only. */
export function pendingCodeRepository(executor: Executor, secret: ServerSecret): PendingCodeRepository {
  return {
    async put(code: PendingCode): Promise<void> {
      const row = toRow(code, secret)
      await executor.write(db =>
        db
          .insertInto('pending_codes')
          .values(row)
          .onConflict(conflict => conflict.columns(['key_id', 'purpose']).doUpdateSet(row))
          .execute(),
      )
    },

    async find(key_id: bigint, hashDigest: Uint8Array): Promise<PendingCode | undefined> {
      const row = await executor.read(db =>
        db
          .selectFrom('pending_codes')
          .selectAll()
          .where('key_id', '=', key_id)
          .where('hash_digest', '=', hashDigest)
          .executeTakeFirst(),
      )
      return row === undefined ? undefined : toPendingCode(row, secret)
    },

    async delete(key_id: bigint, purpose: CodePurpose): Promise<boolean> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('pending_codes')
          .where('key_id', '=', key_id)
          .where('purpose', '=', purpose)
          .executeTakeFirst()
        return numDeletedRows > 0n
      })
    },

    async deleteAllOfKey(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('pending_codes').where('key_id', '=', key_id).execute())
    },

    async listByNumber(phone_number: string, purpose: CodePurpose): Promise<PendingCode[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('pending_codes')
          .selectAll()
          .where('phone_number', '=', phone_number)
          .where('purpose', '=', purpose)
          .orderBy('key_id')
          .execute(),
      )
      return rows.map(row => toPendingCode(row, secret))
    },

    async deleteAllToNumber(phone_number: string): Promise<void> {
      await executor.write(db => db.deleteFrom('pending_codes').where('phone_number', '=', phone_number).execute())
    },

    async deleteExpired(nowMs: number): Promise<number> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('pending_codes')
          .where('expires_at_ms', '<=', nowMs)
          .executeTakeFirst()
        return Number(numDeletedRows)
      })
    },
  }
}

function toRow(code: PendingCode, secret: ServerSecret): PendingCodeTable {
  return {
    key_id: code.key_id,
    purpose: code.purpose,
    phone_number: code.phone_number,
    hash_digest: code.hashDigest,
    code_digest: code.codeDigest,
    code_mark: code.codeMark,
    generation: code.generation,
    length: code.length,
    ladder: code.ladder.join(' '),
    step: code.step,
    resend_at_ms: code.resendAtMs,
    wrong_attempts: code.wrongAttempts,
    stage: code.stage,
    user_id: code.user_id ?? null,
    expires_at_ms: code.expiresAtMs,
    created_at_ms: code.createdAtMs,
    api_id: code.api_id,
    lang_code: code.lang_code,
    allow_app_hash: code.allow_app_hash ? 1 : 0,
    integrity: code.integrity ?? null,
    sealed_push:
      code.push === undefined ? null : secret.seal(pushContext(code), Buffer.from(JSON.stringify(code.push))),
    proof: code.proof,
  }
}

function toPendingCode(row: Selectable<PendingCodeTable>, secret: ServerSecret): PendingCode {
  return {
    key_id: row.key_id,
    purpose: oneOf(purposes, row.purpose, 'purpose'),
    phone_number: row.phone_number,
    hashDigest: row.hash_digest,
    codeDigest: row.code_digest,
    codeMark: row.code_mark,
    generation: row.generation,
    length: row.length,
    ladder: row.ladder.split(' ').map((name): StepName => oneOf(stepNames, name, 'ladder')),
    step: row.step,
    resendAtMs: row.resend_at_ms,
    wrongAttempts: row.wrong_attempts,
    stage: oneOf(stages, row.stage, 'stage'),
    user_id: row.user_id ?? undefined,
    expiresAtMs: row.expires_at_ms,
    createdAtMs: row.created_at_ms,
    api_id: row.api_id,
    lang_code: row.lang_code,
    allow_app_hash: row.allow_app_hash !== 0,
    integrity: row.integrity === null ? undefined : oneOf(integrityKinds, row.integrity, 'integrity'),
    push: row.sealed_push === null ? undefined : readPush(secret.open(pushContext(row), row.sealed_push)),
    proof: oneOf(proofStages, row.proof, 'proof'),
  }
}

/** Where a sealed device token belongs: nobody can move it to another login. */
function pushContext({ key_id, purpose }: { readonly key_id: bigint; readonly purpose: string }): string {
  return `push of pending code ${key_id} ${purpose}`
}

/** The seal vouches for the shape. */
function readPush(bytes: Uint8Array): PushTarget {
  return JSON.parse(Buffer.from(bytes).toString()) as PushTarget
}

const purposes: readonly CodePurpose[] = ['login', 'change', 'confirm', 'verify']
const integrityKinds: readonly IntegrityKind[] = ['playIntegrity', 'safetyNet', 'apns']
const proofStages: readonly ProofStage[] = ['awaited', 'checking', 'proven', 'refused']
const stages: readonly PendingCode['stage'][] = ['unpaid', 'sent', 'proven', 'signedIn', 'signedUp', 'used']

function oneOf<T extends string>(known: readonly T[], value: string, column: string): T {
  const found = known.find(name => name === value)
  if (found === undefined) {
    throw new StoreError('DATABASE_UNREADABLE', `pending_codes.${column} holds a value that this version does not know`)
  }
  return found
}
