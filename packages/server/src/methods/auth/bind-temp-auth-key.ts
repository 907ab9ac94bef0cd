import { openBindMessage } from '@chappe/crypto'
import { type bind_auth_key_inner, mtproto } from '@chappe/schema/mtproto'
import { decodeFromBytes, isTlDecodeError } from '@chappe/tl/runtime'
import type { CallContext, MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Gives a temporary key the rights of a permanent one, after the permanent key has vouched for it.
 *
 * @see {@link https://core.telegram.org/method/auth.bindTempAuthKey}
 * @see {@link https://core.telegram.org/api/pfs}
 */
export const bindTempAuthKey: MethodHandler<'auth.bindTempAuthKey'> = async (request, context) => {
  const { key, msg_id, session_id, services } = context
  if (key.expires_at === undefined) throw rpcError('TEMP_AUTH_KEY_EMPTY')
  checkExpiry(request.expires_at, key.expires_at, services.clock.now())
  const permanent = await services.keys.find(request.perm_auth_key_id)
  if (permanent === undefined || permanent.expires_at !== undefined) throw rpcError('ENCRYPTED_MESSAGE_INVALID')
  const opened = openBindMessage(services.crypto, permanent.authKey, request.encrypted_message)
  const inner = opened === undefined ? undefined : decodeInner(opened.inner)
  const genuine =
    opened?.msg_id === msg_id &&
    inner?.nonce === request.nonce &&
    inner.temp_auth_key_id === key.authKey.auth_key_id &&
    inner.perm_auth_key_id === request.perm_auth_key_id &&
    inner.temp_session_id === session_id &&
    inner.expires_at === request.expires_at
  if (!genuine) throw rpcError('ENCRYPTED_MESSAGE_INVALID')
  bind(context, request.perm_auth_key_id)
  return true
}

/**
 * Seconds by which a client's idea of the end may be later than ours. It counts from when it asked for the key, and in
 * whole seconds of its own clock; the key ends when we say, whatever is bound.
 */
const EXPIRY_TOLERANCE_SECONDS = 60

function checkExpiry(expires_at: number, fixed: number, nowMs: number): void {
  if (expires_at * 1000 <= nowMs || expires_at > fixed + EXPIRY_TOLERANCE_SECONDS) throw rpcError('EXPIRES_AT_INVALID')
}

function decodeInner(bytes: Uint8Array): bind_auth_key_inner | undefined {
  try {
    const value = decodeFromBytes(mtproto, bytes)
    return isInner(value) ? value : undefined
  } catch (error) {
    if (isTlDecodeError(error)) return undefined
    throw error
  }
}

function isInner(value: unknown): value is bind_auth_key_inner {
  return typeof value === 'object' && value !== null && '_' in value && value._ === 'bind_auth_key_inner'
}

function bind({ key, services }: CallContext, perm_auth_key_id: bigint): void {
  switch (services.keys.bind(key.authKey.auth_key_id, perm_auth_key_id)) {
    case 'ok':
      return
    case 'notTemporary':
      throw rpcError('TEMP_AUTH_KEY_EMPTY')
    case 'boundElsewhere':
      throw rpcError('TEMP_AUTH_KEY_ALREADY_BOUND')
  }
}
