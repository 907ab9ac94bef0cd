import type { Selectable } from 'kysely'
import { authorizationTtlDays } from '../domain/account.ts'
import type { SessionRepository } from '../domain/repositories.ts'
import type { Authorization, ClientFacts, Session, SessionEnd, Standing } from '../domain/session.ts'
import type { Executor } from './executor.ts'
import { noteActivity } from './note-activity.ts'
import type { SessionTable } from './tables.ts'

/** Keeps what is known per permanent auth key. The key has to be stored before. */
export function sessionRepository(executor: Executor): SessionRepository {
  return {
    async find(key_id: bigint): Promise<Session | undefined> {
      const row = await executor.read(db =>
        db.selectFrom('sessions').selectAll().where('key_id', '=', key_id).executeTakeFirst(),
      )
      return row === undefined ? undefined : toSession(row)
    },

    async listByUser(user_id: bigint): Promise<Session[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('sessions')
          .selectAll()
          .where('user_id', '=', user_id)
          .where('derived_from', 'is', null)
          .orderBy('active_at_ms', 'desc')
          .orderBy('key_id')
          .execute(),
      )
      return rows.map(toSession)
    },

    async setClient(key_id: bigint, client: ClientFacts, nowMs: number): Promise<void> {
      const facts = {
        layer: client.layer,
        api_id: client.api_id,
        device_model: client.device_model,
        system_version: client.system_version,
        app_version: client.app_version,
        system_lang_code: client.system_lang_code,
        lang_pack: client.lang_pack,
        lang_code: client.lang_code,
        active_at_ms: nowMs,
      }
      await upsert(executor, key_id, facts)
    },

    async touch(key_id: bigint, nowMs: number, address: string | undefined): Promise<void> {
      await upsert(executor, key_id, { active_at_ms: nowMs, ...(address === undefined ? {} : { address }) })
    },

    async authorize(key_id: bigint, authorization: Authorization): Promise<void> {
      await executor.write(db => noteActivity(db, key_id))
      await upsert(executor, key_id, {
        user_id: authorization.user_id,
        hash: authorization.hash,
        password_pending: authorization.password_pending ? 1 : 0,
        authorized_at_ms: authorization.createdAtMs,
        active_at_ms: authorization.createdAtMs,
        bot: authorization.bot === true ? 1 : 0,
        ...settingsRow(authorization),
        ended: null,
        derived_from: authorization.derivedFrom ?? null,
      })
    },

    async change(key_id: bigint, authorization: Authorization): Promise<void> {
      await executor.write(db =>
        db
          .updateTable('sessions')
          .set(settingsRow(authorization))
          .where('key_id', '=', key_id)
          .where('user_id', '=', authorization.user_id)
          .execute(),
      )
    },

    async unauthorize(key_id: bigint): Promise<boolean> {
      return executor.write(async db => {
        await noteActivity(db, key_id)
        const { numUpdatedRows } = await db
          .updateTable('sessions')
          .set({ ...nobody, ended: null })
          .where('key_id', '=', key_id)
          .where('user_id', 'is not', null)
          .executeTakeFirst()
        return numUpdatedRows > 0n
      })
    },

    async end(key_id: bigint, how: SessionEnd): Promise<void> {
      await executor.write(async db => {
        await noteActivity(db, key_id)
        await db
          .updateTable('sessions')
          .set({ ...nobody, ended: how })
          .where('key_id', '=', key_id)
          .where('user_id', 'is not', null)
          .execute()
      })
    },

    async listDerived(key_id: bigint): Promise<bigint[]> {
      const rows = await executor.read(db =>
        db.selectFrom('sessions').select('key_id').where('derived_from', '=', key_id).orderBy('key_id').execute(),
      )
      return rows.map(row => row.key_id)
    },

    async listIdle(nowMs: number): Promise<bigint[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('sessions')
          .innerJoin('accounts', 'accounts.id', 'sessions.user_id')
          .select(['sessions.key_id', 'sessions.active_at_ms', 'accounts.authorization_ttl_days'])
          .where('accounts.bot_username', 'is', null)
          .execute(),
      )
      return rows
        .filter(row => row.active_at_ms + (row.authorization_ttl_days ?? authorizationTtlDays) * dayMs <= nowMs)
        .map(row => row.key_id)
    },

    async listUnprotected(beforeMs: number): Promise<bigint[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('sessions')
          .innerJoin('accounts', 'accounts.id', 'sessions.user_id')
          .leftJoin('passwords', 'passwords.user_id', 'sessions.user_id')
          .select('sessions.key_id')
          .where('passwords.user_id', 'is', null)
          .where('accounts.bot_username', 'is', null)
          .where('sessions.authorized_at_ms', '<=', beforeMs)
          .execute(),
      )
      return rows.map(row => row.key_id)
    },
  }
}

const dayMs = 86_400_000

function settingsRow(authorization: Authorization) {
  return {
    standing: authorization.standing ?? 'new',
    encrypted_requests_disabled: authorization.encrypted_requests_disabled === true ? 1 : 0,
    call_requests_disabled: authorization.call_requests_disabled === true ? 1 : 0,
  }
}

/** What stays of a login that is over. */
const nobody = {
  user_id: null,
  hash: null,
  password_pending: 0,
  authorized_at_ms: null,
  bot: 0,
  standing: 'new',
  encrypted_requests_disabled: 0,
  call_requests_disabled: 0,
  derived_from: null,
} as const

type SessionChange = Partial<Omit<Selectable<SessionTable>, 'key_id'>> & { active_at_ms: number }

async function upsert(executor: Executor, key_id: bigint, change: SessionChange): Promise<void> {
  await executor.write(db =>
    db
      .insertInto('sessions')
      .values({ key_id, password_pending: 0, ...change })
      .onConflict(conflict => conflict.column('key_id').doUpdateSet(change))
      .execute(),
  )
}

function toSession(row: Selectable<SessionTable>): Session {
  return {
    key_id: row.key_id,
    client: toClient(row),
    authorization: toAuthorization(row),
    activeAtMs: row.active_at_ms,
    address: row.address ?? undefined,
    ...endOf(row.ended),
  }
}

const ends: readonly SessionEnd[] = ['revoked', 'expired', 'deleted', 'banned']

function endOf(ended: string | null): { readonly ended?: SessionEnd } {
  const known = ends.find(end => end === ended)
  return known === undefined ? {} : { ended: known }
}

function toClient(row: Selectable<SessionTable>): ClientFacts | undefined {
  if (row.layer === null || row.api_id === null) return undefined
  return {
    layer: row.layer,
    api_id: row.api_id,
    device_model: row.device_model ?? '',
    system_version: row.system_version ?? '',
    app_version: row.app_version ?? '',
    system_lang_code: row.system_lang_code ?? '',
    lang_pack: row.lang_pack ?? '',
    lang_code: row.lang_code ?? '',
  }
}

function toAuthorization(row: Selectable<SessionTable>): Authorization | undefined {
  if (row.user_id === null || row.hash === null || row.authorized_at_ms === null) return undefined
  return {
    user_id: row.user_id,
    hash: row.hash,
    password_pending: row.password_pending !== 0,
    createdAtMs: row.authorized_at_ms,
    bot: row.bot !== 0,
    standing: standings.find(standing => standing === row.standing) ?? 'new',
    encrypted_requests_disabled: row.encrypted_requests_disabled !== 0,
    call_requests_disabled: row.call_requests_disabled !== 0,
    ...(row.derived_from === null ? {} : { derivedFrom: row.derived_from }),
  }
}

const standings: readonly Standing[] = ['new', 'vouched', 'unconfirmed', 'confirmed']
