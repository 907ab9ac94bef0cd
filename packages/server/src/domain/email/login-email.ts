/** The address to which the codes of an account go. It is a secret: only its pattern is shown. */
export interface LoginEmail {
  readonly user_id: bigint
  readonly address: string
  /** When it was set, milliseconds since the Unix epoch. */
  readonly setAtMs: number
  /** When it goes, after somebody said that the mailbox is lost; undefined when nobody did. */
  readonly resetAtMs: number | undefined
}

/** Whether two addresses mean one mailbox: no mail server of today tells capitals from small letters. */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other)
}

/** The form in which addresses are compared and counted. */
export function mailboxOf(address: string): string {
  return address.normalize('NFC').toLowerCase()
}

/** Whether the day has come on which the address goes. */
export function isResetDue({ resetAtMs }: LoginEmail, nowMs: number): boolean {
  return resetAtMs !== undefined && resetAtMs <= nowMs
}
