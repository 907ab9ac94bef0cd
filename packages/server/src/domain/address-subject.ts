import { isIPv4, isIPv6 } from 'node:net'

/**
 * Returns whom an address stands for when something is counted per address: an IPv4 address for itself, also when it
 * comes mapped into IPv6; an IPv6 address for its /64, since a household or a rented server has at least one of those
 * to itself. Anything else stands for itself.
 */
export function addressSubject(address: string): string {
  const bare = address.split('%', 1)[0] ?? ''
  if (!isIPv6(bare)) return address
  const tail = bare.slice(bare.lastIndexOf(':') + 1)
  if (isIPv4(tail) && /^::ffff:/i.test(bare)) return tail
  const hexadecimal = isIPv4(tail) ? bare.replace(tail, '0:0') : bare
  return `${groups(hexadecimal).slice(0, 4).join(':')}::/64`
}

/**
 * Returns whom a request is counted against, or undefined when its address says nothing about who asks: tests and a
 * proxy on the same machine all come from one address, unless `countThisMachine`.
 */
export function countedAddress(address: string | undefined, countThisMachine: boolean): string | undefined {
  if (address === undefined) return undefined
  const subject = addressSubject(address)
  return isThisMachine(subject) && !countThisMachine ? undefined : subject
}

/** Tells whether a subject is this machine itself. */
function isThisMachine(subject: string): boolean {
  return (isIPv4(subject) && subject.startsWith('127.')) || subject === addressSubject('::1')
}

/** Writes out the eight groups of an IPv6 address. */
function groups(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length
  return [...front, ...Array.from({ length: zeros }, () => '0'), ...back].map(group =>
    Number.parseInt(group, 16).toString(16),
  )
}
