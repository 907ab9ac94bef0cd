/** What the code of a mail is for. */
export type MailKind = 'confirmEmail' | 'confirmLoginEmail' | 'confirmRecoveryEmail' | 'loginCode' | 'recoverPassword'

/** One code on its way to a mailbox. The words around it are the mailer's business. */
export interface Mail {
  readonly kind: MailKind
  readonly address: string
  /** The number of the account that it is about, digits only. */
  readonly phone_number: string
  readonly code: string
  /** IETF tag of the language that the client uses; may be empty. */
  readonly lang_code: string
}

/** Brings codes to mailboxes. Resolves to `failed`, rather than reject, when nobody accepted the mail. */
export interface Mailer {
  mail(mail: Mail): Promise<'accepted' | 'failed'>
}
