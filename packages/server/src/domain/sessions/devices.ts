/**
 * The programs behind keys, as the rules reach them without having been asked. What is said here is not kept: who is not
 * connected learns it by asking.
 */
export interface Devices {
  /** Tells a program something. Never rejects. */
  tell(key_id: bigint, news: News): Promise<void>
  /** Ends the connections of a program, so that it notices at once that its login is over. */
  hangUp(key_id: bigint): void
}

/** What a program can be told. */
export type News =
  /** The token that it shows was accepted: it is to ask for the outcome. Only this is for a key without a login. */
  | { readonly kind: 'loginTokenAccepted' }
  /** Somebody logged in to its account. */
  | ({ readonly kind: 'newLogin' } & NewLogin)
  /** That session has been answered for: the question about it can go. */
  | { readonly kind: 'loginConfirmed'; readonly hash: bigint }
  /** Somebody has asked for the password to be removed, which is possible from `untilMs` on. */
  | { readonly kind: 'passwordResetRequested'; readonly atMs: number; readonly untilMs: number }

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
