import type { EmailServices } from '../../src/domain/email/email-services.ts'
import { noIdTokens } from '../../src/domain/email/id-tokens.ts'
import type { Mailer } from '../../src/domain/mail.ts'
import { createMailCodes } from '../../src/domain/password/mail-codes.ts'

/** What logins by e-mail need, with nobody to hear of anything. @param mailer - default: takes no letter */
export function emailServices(mailer: Mailer = { mail: async () => 'failed' }): EmailServices {
  return {
    mailer,
    codes: createMailCodes(new Uint8Array(32).fill(7)),
    tokens: noIdTokens,
    devices: { tell: async () => undefined, hangUp: () => undefined },
  }
}
