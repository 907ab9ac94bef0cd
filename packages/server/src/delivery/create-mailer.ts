import type { Mail, Mailer } from '../domain/mail.ts'
import { type Random, systemRandom } from '../random.ts'
import { type AttemptContext, attempt, note } from './attempt.ts'
import type { MailMessage, MailProvider } from './smtp/mail-provider.ts'
import { composeLetter } from './texts/compose-letter.ts'
import { defaultTextSettings, type TextSettings } from './texts/compose-text.ts'

/** What a mailer is made of. */
export interface MailerOptions extends AttemptContext {
  /** Asked in order; the first that accepts the letter ends the search. */
  readonly providers: readonly MailProvider[]
  /** Shown every letter that somebody accepted, besides. Default: nobody. */
  readonly copy?: MailProvider | undefined
  /** Default {@link defaultTextSettings}. */
  readonly texts?: TextSettings
  /** Default: the system's. */
  readonly random?: Random
}

/** Makes a mailer that writes the letter, goes from provider to provider and notes every attempt. */
export function createMailer(options: MailerOptions): Mailer {
  const { providers, random = systemRandom, texts = defaultTextSettings, clock } = options
  return {
    async mail(mail: Mail): Promise<'accepted' | 'failed'> {
      const id = Buffer.from(random.bytes(idBytes)).toString('hex')
      const message: MailMessage = { ...mail, ...composeLetter(mail, texts), id }
      const { phone_number, code, address } = mail
      const subject = { medium: 'email', phone_number, code, reason: undefined, hidden: [address] } as const
      if (providers.length === 0) note(options, subject, undefined, 'failed', 'nobody brings letters', clock.now())
      for (const provider of providers) {
        const outcome = await attempt(options, subject, provider, signal => provider.send(message, signal))
        if (outcome === 'failed') continue
        await options.copy?.send(message, new AbortController().signal)
        return 'accepted'
      }
      return 'failed'
    },
  }
}

const idBytes = 16
