import type { Mail } from '../../domain/mail.ts'
import type { Letter } from '../texts/compose-letter.ts'

/** A code on its way to a mailbox, as a letter. */
export interface MailMessage extends Mail, Letter {
  /** Names this letter: 32 hexadecimal digits, the same for every provider that is asked. */
  readonly id: string
}

/** Somebody who can bring letters to mailboxes: the inbox, a mail server. */
export interface MailProvider {
  /** A short name for the log. */
  readonly name: string
  /** How long a letter may take, milliseconds. Default 10 000. */
  readonly timeoutMs?: number
  /** What must not appear in the log whatever the provider answers. Default: nothing besides the code. */
  readonly secrets?: readonly string[]
  /** Hands over one letter. Resolves when it was accepted, rejects when it was not. */
  send(message: MailMessage, signal: AbortSignal): Promise<void>
}
