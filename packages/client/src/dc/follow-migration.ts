import { isRpcError, type RpcError } from '@chappe/mtproto'
import { innerCall } from '../call/inner-call.ts'
import type { Call, Interceptor } from '../call/interceptor.ts'
import { keyOf } from '../session/other-keys.ts'
import type { SessionData } from '../session/session-data.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { Authorizer } from './authorizer.ts'
import { carriesCode, isEntering, needsNobody } from './entering.ts'

/** How often one call is led on by migration errors before the last of them is its answer. */
export const migrationHopsMax = 3

/** What following a migration needs. */
export interface MigrationEnv {
  readonly keeper: SessionKeeper
  readonly authorizer: Authorizer
  /** Makes a data center the home; see `DcPool.moveHome`. */
  readonly moveHome: (dc: number) => Promise<void>
}

/**
 * Takes every call to the data center that can answer it, and gives it the number of that one: the home, the one that
 * the caller named, or the one that a migration error names.
 *
 * - `PHONE_MIGRATE_X`, `NETWORK_MIGRATE_X`, `USER_MIGRATE_X`: the call is repeated at X, which becomes the home once it
 *   has answered it. The account of who is logged in is taken along before that; but no login call ever leads a client
 *   away from the login that it has.
 * - `FILE_MIGRATE_X`, `STATS_MIGRATE_X` and any other: that call alone goes to X, with an imported authorization.
 * - A 401 elsewhere than at home means that the authorization has to be imported again, once per call.
 *
 * @see {@link https://core.telegram.org/api/errors#303-see-other}
 */
export function followMigration({ keeper, authorizer, moveHome }: MigrationEnv): Interceptor {
  return async (call, next) => {
    let journey: Journey = begin(call)
    for (;;) {
      const { data } = keeper
      const at = journey.dc ?? data.dc.id
      const wantsUser = journey.isAccountMove || !needsNobody(journey.inner.method)
      if (wantsUser && authorizer.isNeeded(at)) await authorizer.authorize(at, call.signal)
      const importCount = authorizer.importCount(at)
      try {
        const answer = await next({ ...journey.call, dc: at })
        if (wantsUser) authorizer.proven(at)
        if (journey.isMove) await moveHome(at)
        return answer
      } catch (error) {
        if (!isRpcError(error)) throw error
        if (wantsUser && !isLoginGone(error)) authorizer.proven(at)
        const migration = migrationOf(error)
        const further = migration && follow(journey, migration, at, keeper.data)
        if (further) {
          journey = further
        } else if (!migration && mayHelpToImport(error, journey, at, keeper.data)) {
          journey = { ...journey, hasImportedAgain: true }
          const isKeyDead = error.errorName !== 'AUTH_KEY_UNREGISTERED'
          if (!(await authorizer.again(at, importCount, isKeyDead, call.signal))) throw error
        } else {
          if (journey.isMove && isAccepted(error, journey, keeper.data)) await moveHome(at)
          throw error
        }
      }
    }
  }
}

/** How far a call has come. */
interface Journey {
  readonly call: Call
  /** What it asks for, whatever is wrapped around that. */
  readonly inner: Call
  /** Where it is made next; undefined is the home, whichever that is then. */
  readonly dc: number | undefined
  /** Whether that data center is to become the home. */
  readonly isMove: boolean
  /** Whether it is the account of who is logged in that moves, and not somebody who comes in. */
  readonly isAccountMove: boolean
  readonly hops: number
  readonly hasImportedAgain: boolean
}

function begin(call: Call): Journey {
  const inner = innerCall(call)
  const isMove = call.dc !== undefined && isEntering(inner.method)
  return { call, inner, dc: call.dc, isMove, isAccountMove: false, hops: 0, hasImportedAgain: false }
}

interface Migration {
  readonly kind: string
  readonly dc: number
  /** Whether the home moves along, or only the call. */
  readonly isMove: boolean
}

/** Reads where an error leads to; undefined for all that lead nowhere. */
function migrationOf({ error_code, errorName, argument }: RpcError): Migration | undefined {
  if (error_code !== 303 || argument === undefined || !errorName.endsWith('_MIGRATE')) return undefined
  return { kind: errorName, dc: argument, isMove: homeMigrations.has(errorName) }
}

const homeMigrations: ReadonlySet<string> = new Set(['PHONE_MIGRATE', 'NETWORK_MIGRATE', 'USER_MIGRATE'])

/** Takes a migration; undefined when it is the answer of the call. */
function follow(journey: Journey, migration: Migration, from: number, data: SessionData): Journey | undefined {
  const { call, inner, hops } = journey
  if (hops >= migrationHopsMax) return undefined
  if (migration.dc === data.dc.id) {
    return { ...journey, dc: undefined, isMove: false, isAccountMove: false, hops: hops + 1 }
  }
  const isLoggedIn = data.user_id !== undefined
  if (migration.isMove) {
    // A login call never leads a client away from the login that it has.
    if (isLoggedIn && (migration.kind !== 'USER_MIGRATE' || isEntering(inner.method))) return undefined
    // A code stays behind with the key that asked for it, so it is auth.sendCode that has to be repeated.
    if (!isLoggedIn && carriesCode(inner.parameters)) return undefined
  }
  return {
    ...journey,
    call: withOrigin(call, from, data),
    dc: migration.dc,
    isMove: migration.isMove,
    isAccountMove: migration.isMove && isLoggedIn,
    hops: hops + 1,
  }
}

/** The challenge of a passkey stays with the key that asked for it, so the next data center has to hear which one. */
function withOrigin(call: Call, from: number, data: SessionData): Call {
  if (call.method !== 'auth.finishPasskeyLogin' || 'from_dc_id' in call.parameters) return call
  const from_auth_key_id = keyOf(data, from)?.auth_key_id
  return { ...call, parameters: { ...call.parameters, from_dc_id: from, from_auth_key_id } }
}

/** Whether a refusal only says that another data center than the home has not heard of the login, or has forgotten it. */
function mayHelpToImport(
  error: RpcError,
  { inner, hasImportedAgain }: Journey,
  at: number,
  data: SessionData,
): boolean {
  if (hasImportedAgain || at === data.dc.id || data.user_id === undefined) return false
  return isLoginGone(error) && !isEntering(inner.method)
}

function isLoginGone({ error_code, errorName }: RpcError): boolean {
  return (error_code === 401 && errorName !== 'SESSION_PASSWORD_NEEDED') || errorName === 'AUTH_KEY_DUPLICATED'
}

/**
 * Whether a refusal is an answer of the data center that is responsible: it has dealt with the call, and refused it for
 * what it says. A server that failed, and one that does not know our key, has not. Who comes in although somebody is
 * logged in takes that login's place by a success alone.
 */
function isAccepted(error: RpcError, { isAccountMove }: Journey, { user_id }: SessionData): boolean {
  if (error.errorName === 'SESSION_PASSWORD_NEEDED') return true
  if (user_id !== undefined && !isAccountMove) return false
  return error.error_code >= 400 && error.error_code < 500 && !isLoginGone(error)
}
