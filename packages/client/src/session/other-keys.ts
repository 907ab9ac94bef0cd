/**
 * The keys of other data centers beside the home's, as pure functions from session data to the change of it.
 * A key never moves: it belongs to the data center that it was agreed on with, and only which one is the home changes.
 */
import type { AuthKey } from '@chappe/crypto'
import { pendingCode } from '../login/login-state.ts'
import type { SessionData, StoredKey } from './session-data.ts'
import { otherKeysMax } from './stored-keys.ts'

/** Finds the key of a data center, the home or another one. */
export function keyOf(data: SessionData, id: number): AuthKey | undefined {
  return data.dc.id === id ? data.auth_key : otherKey(data, id)?.auth_key
}

/** Finds the key of a data center that is not the home. */
export function otherKey(data: SessionData, id: number): StoredKey | undefined {
  return data.other_keys?.find(({ dc }) => dc.id === id)
}

/** Puts a key in the place of the one that the session has for the same data center. */
export function withOtherKey(data: SessionData, key: StoredKey): Partial<SessionData> {
  return { other_keys: [...without(data, key.dc.id), key].slice(-otherKeysMax) }
}

/** Forgets the key of a data center. */
export function withoutOtherKey(data: SessionData, id: number): Partial<SessionData> {
  return { other_keys: without(data, id) }
}

/**
 * Makes another data center the home; the key of the old one is kept beside it. Whoever the new key is logged in as is
 * the user then. A code that was sent stays behind with the key that asked for it.
 *
 * @returns undefined when it is the home already, or there is no key for it
 */
export function withHome(data: SessionData, id: number): Partial<SessionData> | undefined {
  const next = data.dc.id === id ? undefined : otherKey(data, id)
  if (!next) return undefined
  const { dc, auth_key, server_salt, timeOffsetMs, user_id, login } = data
  const old: readonly StoredKey[] = auth_key ? [{ dc, auth_key, server_salt, timeOffsetMs, user_id }] : []
  const isSameUser = user_id === next.user_id && user_id !== undefined
  const staysBehind = login !== undefined && (login.at === 'done' || pendingCode(login) !== undefined)
  return {
    ...next,
    other_keys: [...without(data, id), ...old].slice(-otherKeysMax),
    ...(staysBehind && !isSameUser && { login: undefined }),
  }
}

function without(data: SessionData, id: number): readonly StoredKey[] {
  return (data.other_keys ?? []).filter(({ dc }) => dc.id !== id)
}
