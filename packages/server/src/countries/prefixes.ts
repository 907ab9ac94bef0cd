/**
 * Expands the regular expressions of telephone metadata (`7(?:(?:781|839)\d|911[17])\d{5}`) into the literal digits
 * that every match begins with (`7781`, `7839`, `79111`, `79117`). The expressions hold digits, `\d`, classes,
 * groups, alternatives and repetitions, nothing else.
 */
export function literalPrefixes(pattern: string, digitsMax: number): string[] {
  const reader: Reader = { pattern, at: 0 }
  const beginnings = readAlternatives(reader, digitsMax)
  const literals = new Set(beginnings.map(beginning => beginning.digits).filter(digits => digits !== ''))
  return minimal([...literals])
}

/** Digits known so far; `open` while what follows would still add to them. */
interface Beginning {
  readonly digits: string
  readonly open: boolean
}

interface Reader {
  readonly pattern: string
  at: number
}

/** A class with this many digits says nothing about the country: expansion stops there. */
const WIDE_CLASS = 7

/** Expansions at most; a pattern that would give more is cut at the digits known so far. */
const BEGINNINGS_MAX = 2_000

function readAlternatives(reader: Reader, digitsMax: number): Beginning[] {
  const all: Beginning[] = []
  do {
    all.push(...readSequence(reader, digitsMax))
  } while (take(reader, '|'))
  return all
}

function readSequence(reader: Reader, digitsMax: number): Beginning[] {
  let beginnings: Beginning[] = [{ digits: '', open: true }]
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern.charAt(reader.at))) {
    const item = readItem(reader, digitsMax)
    const [minimum, maximum] = readRepetition(reader)
    for (let turn = 0; turn < minimum; turn++) beginnings = join(beginnings, item, digitsMax)
    if (maximum > minimum) {
      // What is optional may be there or not: without it the digits after it would be wrong, so stop.
      beginnings = beginnings.map(beginning => ({ ...beginning, open: false }))
    }
  }
  return beginnings
}

function readItem(reader: Reader, digitsMax: number): Beginning[] {
  if (take(reader, '(?:') || take(reader, '(')) {
    const group = readAlternatives(reader, digitsMax)
    take(reader, ')')
    return group
  }
  if (take(reader, '\\d')) return [{ digits: '', open: false }]
  if (take(reader, '[')) {
    const digits = readClass(reader)
    return digits.length >= WIDE_CLASS
      ? [{ digits: '', open: false }]
      : digits.map(digit => ({ digits: digit, open: true }))
  }
  const digit = reader.pattern.charAt(reader.at++)
  return [{ digits: digit, open: /\d/.test(digit) }]
}

function readClass(reader: Reader): string[] {
  const digits: string[] = []
  while (reader.at < reader.pattern.length && !take(reader, ']')) {
    const first = Number(reader.pattern.charAt(reader.at++))
    const last = take(reader, '-') ? Number(reader.pattern.charAt(reader.at++)) : first
    for (let digit = first; digit <= last; digit++) digits.push(String(digit))
  }
  return digits
}

function readRepetition(reader: Reader): [minimum: number, maximum: number] {
  if (take(reader, '?')) return [0, 1]
  const match = /^\{(\d+)(?:,(\d+))?\}/.exec(reader.pattern.slice(reader.at))
  if (match === null) return [1, 1]
  reader.at += match[0].length
  return [Number(match[1]), Number(match[2] ?? match[1])]
}

function join(beginnings: readonly Beginning[], item: readonly Beginning[], digitsMax: number): Beginning[] {
  const open = beginnings.filter(beginning => beginning.open)
  if (beginnings.length + open.length * item.length > BEGINNINGS_MAX) {
    return beginnings.map(beginning => ({ ...beginning, open: false }))
  }
  const joined = beginnings.filter(beginning => !beginning.open)
  for (const beginning of open) {
    for (const next of item) {
      const digits = (beginning.digits + next.digits).slice(0, digitsMax)
      joined.push({ digits, open: next.open && digits.length < digitsMax })
    }
  }
  return joined
}

/** Without the entries that another entry is the beginning of, in order. */
function minimal(prefixes: readonly string[]): string[] {
  const sorted = [...prefixes].sort()
  const kept: string[] = []
  for (const prefix of sorted) {
    const last = kept.at(-1)
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix)
  }
  return kept
}

function take(reader: Reader, text: string): boolean {
  if (!reader.pattern.startsWith(text, reader.at)) return false
  reader.at += text.length
  return true
}
