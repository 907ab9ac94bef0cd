import type { Migration } from 'kysely'
import { firstTables } from './0001-first-tables.ts'
import { codeSettings } from './0002-code-settings.ts'
import { passwords } from './0003-passwords.ts'
import { sessionsAndTokens } from './0004-sessions-and-tokens.ts'
import { spending } from './0005-spending.ts'
import { loginEmails } from './0006-login-emails.ts'
import { paymentsAndPushes } from './0007-payments-and-pushes.ts'
import { severalDataCenters } from './0008-several-data-centers.ts'
import { passkeys } from './0009-passkeys.ts'
import { numbersAndDeletion } from './0010-numbers-and-deletion.ts'
import { acceptingSessionsAndSuggestions } from './0011-accepting-sessions-and-suggestions.ts'

/**
 * The steps from an empty database to the present one, by name; they run in the order of their names. A step that was
 * released is never changed: what comes later is a new file at the end.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-tables': firstTables,
  '0002-code-settings': codeSettings,
  '0003-passwords': passwords,
  '0004-sessions-and-tokens': sessionsAndTokens,
  '0005-spending': spending,
  '0006-login-emails': loginEmails,
  '0007-payments-and-pushes': paymentsAndPushes,
  '0008-several-data-centers': severalDataCenters,
  '0009-passkeys': passkeys,
  '0010-numbers-and-deletion': numbersAndDeletion,
  '0011-accepting-sessions-and-suggestions': acceptingSessionsAndSuggestions,
}
