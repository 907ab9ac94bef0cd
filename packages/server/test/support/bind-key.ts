import { sealBindMessage } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { RpcError } from '@chappe/mtproto'
import { api } from '@chappe/schema/api'
import { mtproto } from '@chappe/schema/mtproto'
import { encodeToBytes } from '@chappe/tl/runtime'
import type { RawClient } from './raw-client.ts'

/**
 * Binds the temporary key of a client to the permanent one of another. The message that vouches for it holds the
 * `msg_id` of the call itself, which is known once the call is on its way: the first attempts only tell by how much ids
 * grow, in a time that stands still.
 */
export async function bindKey(temporary: RawClient, permanent: RawClient): Promise<void> {
  let msg_id = 0n
  let last = 0n
  for (let attempt = 0; ; attempt++) {
    const call = temporary.start(binding(temporary, permanent, msg_id))
    temporary.flush()
    const own = call.msg_id() ?? 0n
    try {
      await call.answer
      return
    } catch (error) {
      const isGuessed = own === msg_id || attempt === attemptsMax
      if (isGuessed || (error as RpcError).error_message !== 'ENCRYPTED_MESSAGE_INVALID') throw error
      msg_id = own + (last === 0n ? 4n : own - last)
      last = own
    }
  }
}

const attemptsMax = 10

function binding(temporary: RawClient, permanent: RawClient, msg_id: bigint): Uint8Array {
  const { authKey, expires_at = 0 } = temporary.key
  const nonce = 5n
  const perm_auth_key_id = permanent.key.authKey.auth_key_id
  const inner = encodeToBytes(mtproto, {
    _: 'bind_auth_key_inner',
    nonce,
    temp_auth_key_id: authKey.auth_key_id,
    perm_auth_key_id,
    temp_session_id: temporary.session.session_id,
    expires_at,
  } as { _: string })
  const encrypted_message = sealBindMessage(nodeCrypto, permanent.key.authKey, { msg_id, inner })
  const request = { _: 'auth.bindTempAuthKey', perm_auth_key_id, nonce, expires_at, encrypted_message }
  return encodeToBytes(api, request)
}
