import { DomainError } from '../domain-error.ts'
import type { SessionOwner } from './authorizations.ts'
import type { SessionContext } from './session-context.ts'

/**
 * Where a program wants pushes of an account.
 *
 * @see https://core.telegram.org/api/push-updates
 */
export interface PushDevice {
  readonly key_id: bigint
  readonly user_id: bigint
  /** Which service the token is of: 1 for APNs, 2 for FCM, 10 for Web Push, … */
  readonly token_type: number
  readonly token: string
  readonly app_sandbox: boolean
  /** What pushes are encrypted under; may be empty. */
  readonly secret: Uint8Array
  readonly registeredAtMs: number
}

/** What a program says of its token. */
export type NewPushDevice = Pick<PushDevice, 'token_type' | 'token' | 'app_sandbox' | 'secret'> & {
  /** Other accounts of the same program, which share the token. */
  readonly other_uids: readonly bigint[]
}

/** Tokens for pushes: one per session and service. They end with their session. */
export class PushDevices {
  readonly #context: SessionContext

  constructor(context: SessionContext) {
    this.#context = context
  }

  /**
   * Notes the token of a session, in place of the one before. The same token under another key was left behind by an
   * earlier login of the program, unless it is of an account that the program says it is logged in to as well: it goes.
   *
   * @throws {DomainError} `TOKEN_TYPE_INVALID`, `TOKEN_EMPTY`, `TOKEN_INVALID`
   * @see https://core.telegram.org/method/account.registerDevice
   */
  async register(owner: SessionOwner, device: NewPushDevice): Promise<void> {
    const { token_type, token, app_sandbox, secret, other_uids } = device
    checkToken(token_type, token)
    if (secret.length > secretBytesMax) throw tokenInvalid()
    const { store, clock } = this.#context
    const registered = { ...owner, token_type, token, app_sandbox, secret, registeredAtMs: clock.now() }
    await store.transaction(async ({ pushDevices }) => {
      await pushDevices.deleteElsewhere(registered, other_uids.slice(0, accountsMax))
      await pushDevices.put(registered)
    })
  }

  /**
   * Forgets the token of a session.
   *
   * @throws {DomainError} `TOKEN_TYPE_INVALID`, `TOKEN_EMPTY`; `TOKEN_INVALID` when the session has no such token
   * @see https://core.telegram.org/method/account.unregisterDevice
   */
  async unregister(owner: SessionOwner, token_type: number, token: string): Promise<void> {
    checkToken(token_type, token)
    if (!(await this.#context.store.pushDevices.delete(owner.key_id, token_type, token))) throw tokenInvalid()
  }
}

/** A token of Web Push, the longest, is a JSON object with an address and two keys. */
const tokenLengthMax = 4096
const secretBytesMax = 256
const accountsMax = 100
/** @see https://core.telegram.org/api/push-updates#subscribing-to-notifications */
const tokenTypes: ReadonlySet<number> = new Set([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13])

function checkToken(token_type: number, token: string): void {
  if (!tokenTypes.has(token_type)) throw new DomainError('TOKEN_TYPE_INVALID', 'no service for pushes has this number')
  if (token === '') throw new DomainError('TOKEN_EMPTY', 'the token is empty')
  if (token.length > tokenLengthMax) throw tokenInvalid()
}

function tokenInvalid(): DomainError {
  return new DomainError('TOKEN_INVALID', 'this is no token of this session')
}
