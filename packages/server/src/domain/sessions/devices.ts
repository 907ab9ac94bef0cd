import type { SentCode } from '../sent-code.ts'
import type { SilentRefusal } from '../silent-refusal.ts'

/**
 * The programs behind keys, as the rules reach them without having been asked. What is said here is not kept: who is not
 * connected learns it by asking, and is told again by the rules what it must not miss.
 */
export interface Devices {
  /** Tells a program something. Never rejects. */
  tell(key_id: bigint, news: News): Promise<void>
  /** Ends the connections of a program, so that it notices at once that its login is over. */
  hangUp(key_id: bigint): void
}

/** What a program can be told. The first two are for a key without a login, and nothing else is. */
export type News =
  /** The token that it shows was accepted: it is to ask for the outcome. */
  | { readonly kind: 'loginTokenAccepted' }
  /** The login that it has to pay for is paid: this is how it goes on. */
  | { readonly kind: 'sentPhoneCode'; readonly sent: SentCode }
  /** Somebody asked for a code to log in to its account; the `id` tells it from others of the same second. */
  | { readonly kind: 'loginCode'; readonly id: string; readonly code: string; readonly atMs: number }
  /** Somebody logged in to its account. */
  | ({ readonly kind: 'newLogin' } & NewLogin)
  /** That session has been answered for: the question about it can go. */
  | { readonly kind: 'loginConfirmed'; readonly hash: bigint }
  /** Somebody has said that the mailbox of the account is lost: codes go to the phone from `untilMs` on. */
  | { readonly kind: 'loginEmailResetRequested'; readonly atMs: number; readonly untilMs: number }
  /** Somebody has asked for the password to be removed, which is possible from `untilMs` on. */
  | { readonly kind: 'passwordResetRequested'; readonly atMs: number; readonly untilMs: number }
  /** A call was refused by an error that programs leave it to the server to explain; also for a key without a login. */
  | { readonly kind: 'refused'; readonly name: SilentRefusal }
  /** Its account has another number. */
  | { readonly kind: 'phoneChanged'; readonly user_id: bigint; readonly phone_number: string }
  /** Somebody has asked for its account to be deleted without knowing the password. */
  | ({ readonly kind: 'deletionRequested' } & RequestedDeletion)

/** A login as the other sessions of the account hear of it. */
export interface NewLogin {
  readonly hash: bigint
  /** They are asked whether it is their owner's. */
  readonly unconfirmed: boolean
  /** The program, in words. */
  readonly device: string
  /** Where it is, in words. */
  readonly location: string
  readonly atMs: number
}

/** A deletion as the sessions of the account hear of it. */
export interface RequestedDeletion {
  readonly atMs: number
  /** From when on it can be carried out. */
  readonly dueAtMs: number
  /** The number of the account, digits only. */
  readonly phone_number: string
  /** What stands in the link that calls it off. */
  readonly hash: string
}
