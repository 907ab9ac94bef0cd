import { isRpcError } from '@chappe/mtproto'
import type { Interceptor } from '../call/interceptor.ts'
import { keyOf } from '../session/other-keys.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'

/** What letting go of a dead key needs. */
export interface DeadKeyEnv {
  readonly keeper: SessionKeeper
  /** Gives up the key of a data center; see `DcPool.renewKey`. */
  readonly renewKey: (dc: number) => void
  /** Hears that all that hung on the key of the home is gone, and by which error. */
  readonly onLost: (errorName: string) => Promise<void>
  /** Hears of a session that could not be written: the caller is to hear the refusal. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * Lets go of a key when the server says that it is dead for ever: the next call agrees on a new one, so that a login can
 * begin again. With the home's key the present login is gone. The refused call is not repeated: it was made for a user
 * who is not logged in any more.
 *
 * Where the home's login is good, it is importing it elsewhere that renews the key there.
 *
 * @see {@link https://core.telegram.org/api/errors#406-not-acceptable}
 */
export function renewDeadKey({ keeper, renewKey, onLost, onTrouble }: DeadKeyEnv): Interceptor {
  return async (call, next) => {
    const at = call.dc ?? keeper.data.dc.id
    const used = keyOf(keeper.data, at)
    try {
      return await next(call)
    } catch (error) {
      if (!isRpcError(error) || !deadKeyErrors.has(error.errorName)) throw error
      const { dc, user_id } = keeper.data
      const isHome = at === dc.id
      const key = keyOf(keeper.data, at)
      // Calls made together are refused together: the first of them has seen to it, and the new key is not the dead one.
      const isThere = key !== undefined && (used === undefined || used === key)
      if (isThere && (isHome || user_id === undefined)) {
        // Before the key, which is not given up as long as a login hangs on it.
        if (isHome) keeper.update({ user_id: undefined })
        renewKey(at)
        const losing = isHome ? onLost(error.errorName) : Promise.resolve()
        await losing.then(() => keeper.saved()).catch(onTrouble)
      }
      throw error
    }
  }
}

/** They come encrypted under the key that they are about, so they are the server's word. */
const deadKeyErrors: ReadonlySet<string> = new Set(['AUTH_KEY_DUPLICATED', 'AUTH_KEY_INVALID'])
