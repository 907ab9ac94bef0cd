import { DomainError } from './domain-error.ts'

/**
 * Checks that a text can be an e-mail address. Whether there is such a mailbox, only a code can tell.
 *
 * @returns the address without white space around it
 * @throws {DomainError} `EMAIL_INVALID`
 */
export function parseEmailAddress(text: string): string {
  const address = text.trim()
  // One at sign, a host name with a dot, and nothing that could break out of a mail's header.
  const isAddress = /^[^\s@<>(),;:"\\\p{Cc}]{1,64}@[^\s@<>(),;:"\\\p{Cc}.]+(?:\.[^\s@<>(),;:"\\\p{Cc}.]+)+$/u.test(
    address,
  )
  if (address.length > addressLengthMax || !isAddress) {
    throw new DomainError('EMAIL_INVALID', 'this is not an e-mail address')
  }
  return address
}

/**
 * Writes an address so that its owner recognises it and nobody else learns it: `a***e@mail.example`.
 *
 * @see https://core.telegram.org/api/pattern
 */
export function emailPattern(address: string): string {
  const at = address.lastIndexOf('@')
  const [first = '', ...rest] = address.slice(0, at)
  const last = rest.length > 1 ? rest.at(-1) : ''
  return `${first}***${last}${address.slice(at)}`
}

/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const addressLengthMax = 254
