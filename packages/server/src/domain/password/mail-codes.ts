import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MailKind } from '../mail.ts'
import { mailCode } from './password-context.ts'

/** Codes that go out by mail. Each is computed from a stored nonce, so that it is nowhere but in the mail. */
export interface MailCodes {
  /** Returns decimal digits. Another purpose, subject or nonce gives an unrelated code. */
  code(kind: MailKind, subject: string, nonce: Uint8Array): string
  /** Whether `code` is that one, white space aside. Takes the same time either way. */
  matches(code: string, kind: MailKind, subject: string, nonce: Uint8Array): boolean
}

/**
 * @param key - 32 secret bytes used for nothing else
 * @param length - digits of a code, 18 at most
 */
export function createMailCodes(key: Uint8Array, length: number = mailCode.digits): MailCodes {
  const codeOf = (kind: MailKind, subject: string, nonce: Uint8Array): string => {
    const digest = createHmac('sha256', key).update(`${kind}/${subject}/`).update(nonce).digest()
    // 64 bits modulo 10^6: the bias is below 2^-44.
    return (digest.readBigUInt64LE() % 10n ** BigInt(length)).toString().padStart(length, '0')
  }
  return {
    code: codeOf,
    matches(entered, kind, subject, nonce) {
      const digest = (code: string): Buffer => createHmac('sha256', key).update(`compare/${code}`).digest()
      return timingSafeEqual(digest(entered.trim()), digest(codeOf(kind, subject, nonce)))
    },
  }
}
