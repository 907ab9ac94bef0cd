import { createTransport } from 'nodemailer'
import type { SmtpPlan } from '../config/delivery-plan.ts'
import type { MailProvider } from './mail-provider.ts'

/** A provider of letters with connections to be closed. */
export interface SmtpProvider extends MailProvider {
  close(): void
}

/** Brings letters to a mail server, as plain text and HTML, over a few connections that are kept. */
export function createSmtpProvider(plan: SmtpPlan): SmtpProvider {
  const { name, host, port, security, login, timeoutMs } = plan
  const transport = createTransport({
    pool: true,
    maxConnections: plan.connectionsMax,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password.reveal() } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Nothing in a letter may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name,
    timeoutMs,
    secrets: login === undefined ? [] : secretsOf(login.user, login.password.reveal()),
    async send({ address, id, subject, text, html, language }, signal) {
      signal.throwIfAborted()
      const sent = await transport.sendMail({
        from: plan.from,
        to: { name: '', address },
        subject,
        text,
        html,
        messageId: `<${id}@${plan.from.replace(/^.*@|>$/g, '')}>`,
        // RFC 3834: nobody's holiday notice is wanted. RFC 3282: the letter's language.
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
      })
      if (sent.rejected.length > 0) throw new MailRefusedError(sent.response)
    },
    close: () => transport.close(),
  }
}

/** The mail server took the letter for nobody. */
class MailRefusedError extends Error {
  readonly code = 'MAIL_REFUSED'

  constructor(response: string) {
    super(`[MAIL_REFUSED] the mail server refused the receiver: ${response}`)
    this.name = 'MailRefusedError'
  }
}

/** The password as it stands in the commands of AUTH PLAIN and AUTH LOGIN (RFC 4616), too. */
function secretsOf(user: string, password: string): readonly string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  return [base64(`\0${user}\0${password}`), base64(password), password]
}
