import { isRpcError } from '@chappe/mtproto'
import type { auth } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import { orAborted } from '../call/or-aborted.ts'
import type { Clock } from '../clock.ts'
import { otherKey, withOtherKey } from '../session/other-keys.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'

/** How often the bytes of one export may have been too old when they arrived, before it is given up. */
export const importAttemptsMax = 3

/** How long an import that has not helped is not made again, in milliseconds. */
export const importAgainMs = 60_000

/** What an authorizer needs. */
export interface AuthorizerEnv {
  readonly keeper: SessionKeeper
  readonly clock: Clock
  readonly call: CallNext
  /** Gives up the key of another data center. */
  readonly renewKey: (dc: number) => void
}

/**
 * Takes the login of the home to other data centers: `auth.exportAuthorization` here, `auth.importAuthorization` there.
 * Calls that need it at the same time share one.
 *
 * @see {@link https://core.telegram.org/api/datacenter#authorization-transfer}
 */
export class Authorizer {
  readonly #env: AuthorizerEnv
  readonly #running = new Map<number, Promise<void>>()
  /** When there was an import that no call has gone through with yet. */
  readonly #unprovenSince = new Map<number, number>()
  readonly #imports = new Map<number, number>()

  constructor(env: AuthorizerEnv) {
    this.#env = env
  }

  /** Whether somebody is logged in at home who is not known to be at that data center. */
  isNeeded(dc: number): boolean {
    const { data } = this.#env.keeper
    return data.dc.id !== dc && data.user_id !== undefined && otherKey(data, dc)?.user_id !== data.user_id
  }

  /** Counts the imports to a data center, so that a call can tell whether there was one since it was made. */
  importCount(dc: number): number {
    return this.#imports.get(dc) ?? 0
  }

  /** Notes that a data center has answered a call, and so knows who makes it. */
  proven(dc: number): void {
    this.#unprovenSince.delete(dc)
  }

  /**
   * Resolves when the user of the home is logged in there.
   *
   * @throws {RpcError} the home or the other data center refused; a 401 of the home means that nobody is logged in
   */
  async authorize(dc: number, signal: AbortSignal | undefined): Promise<void> {
    if (!this.isNeeded(dc)) return
    let running = this.#running.get(dc)
    if (!running) {
      // It goes on when one of those who wait for it gives up.
      running = this.#transfer(dc).finally(() => this.#running.delete(dc))
      this.#running.set(dc, running)
      running.catch(() => undefined)
    }
    await orAborted(running, signal)
  }

  /**
   * Does it again after that data center has refused a call with a 401, unless another call has seen to it already.
   *
   * @param importCount - what {@link Authorizer.importCount} was when the refused call was made
   * @param isKeyDead - whether the key itself is of no use any more
   * @returns false when that was done a moment ago and no call has gone through since
   */
  async again(dc: number, importCount: number, isKeyDead: boolean, signal: AbortSignal | undefined): Promise<boolean> {
    const { keeper, clock, renewKey } = this.#env
    if (this.importCount(dc) === importCount && !this.#running.has(dc)) {
      const since = this.#unprovenSince.get(dc)
      if (since !== undefined && clock.now() < since + importAgainMs) return false
      if (isKeyDead) renewKey(dc)
      const key = otherKey(keeper.data, dc)
      if (key) keeper.update(withOtherKey(keeper.data, { ...key, user_id: undefined }))
    }
    await this.authorize(dc, signal)
    return true
  }

  async #transfer(dc: number): Promise<void> {
    const { keeper, clock, call } = this.#env
    // The key is another user's: that data center has no reason to let a second one in with it.
    if (otherKey(keeper.data, dc)?.user_id !== undefined) this.#env.renewKey(dc)
    const { dc: home, user_id } = keeper.data
    for (let attempt = 1; ; attempt++) {
      const exported = (await call({
        method: 'auth.exportAuthorization',
        parameters: { dc_id: dc },
        signal: undefined,
        dc: home.id,
      })) as auth.ExportedAuthorization
      try {
        const { id, bytes } = exported
        await call({ method: 'auth.importAuthorization', parameters: { id, bytes }, signal: undefined, dc })
        break
      } catch (error) {
        // Single use and short-lived: these may have been too old.
        const isStale = isRpcError(error) && error.errorName === 'AUTH_BYTES_INVALID'
        if (!isStale || attempt >= importAttemptsMax) throw error
      }
    }
    this.#unprovenSince.set(dc, clock.now())
    this.#imports.set(dc, this.importCount(dc) + 1)
    const key = otherKey(keeper.data, dc)
    if (key) await keeper.save(withOtherKey(keeper.data, { ...key, user_id }))
  }
}
