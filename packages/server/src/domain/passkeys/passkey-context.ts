import { DomainError } from '../domain-error.ts'
import type { SessionContext } from '../sessions/session-context.ts'
import type { PasskeySettings } from './passkey.ts'

/** What the rules about passkeys work with. */
export interface PasskeyContext extends SessionContext {
  /** Undefined where there are no passkeys. */
  readonly settings: PasskeySettings | undefined
}

/** The refusal of what is no valid credential. `why` is for whoever debugs a client; it tells nothing secret. */
export function credentialInvalid(why: string): DomainError {
  return new DomainError('CREDENTIAL_INVALID', why)
}

/** Refuses what comes from a page or a program that passkeys do not belong to. @throws {DomainError} `PASSKEY_ORIGIN_MISMATCH` */
export function checkOrigin({ origins }: PasskeySettings, origin: string): void {
  const anyPort = origin.replace(/:\d{1,5}$/, '')
  if (origins.includes(origin) || origins.includes(`${anyPort}:*`)) return
  throw new DomainError('PASSKEY_ORIGIN_MISMATCH', 'passkeys of this data center are not for that page or program')
}
