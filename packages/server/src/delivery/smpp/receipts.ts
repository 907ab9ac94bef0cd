import type { PDU } from 'smpp'

/** What a delivery receipt says. */
export interface Receipt {
  readonly message_id: string
  /** `under way` is no outcome yet. */
  readonly state: 'delivered' | 'undelivered' | 'under way'
  /** The state in the words of the network, with its error, such as `UNDELIV 069`. */
  readonly detail: string
}

/**
 * Reads a delivery receipt out of a `deliver_sm`: from the optional parameters, or from the text that most message
 * centres send. The text repeats the beginning of the message, code included, so that nothing else of it is kept.
 *
 * @returns undefined for anything that is no receipt
 * @see SMPP 3.4 §5.2.12 and appendix B
 */
export function readReceipt(pdu: PDU): Receipt | undefined {
  if (((pdu.esm_class ?? 0) & messageTypeMask) !== smscReceipt) return undefined
  const { message = '' } = pdu.short_message ?? pdu.message_payload ?? {}
  const text = typeof message === 'string' ? message : message.toString('latin1')
  const message_id = pdu.receipted_message_id ?? /\bid:\s*(\S{1,65})/i.exec(text)?.[1]
  const word = stateWords[pdu.message_state ?? 0] ?? /\bstat:\s*([a-z]{1,8})/i.exec(text)?.[1]?.toUpperCase()
  if (message_id === undefined || word === undefined) return undefined
  const error = /\berr:\s*([\da-f]{1,8})\b/i.exec(text)?.[1]
  const detail = error === undefined ? word : `${word} ${error}`
  return { message_id, state: stateOf(word), detail }
}

/** Bits 5 to 2 of esm_class. SMPP 3.4 §5.2.12. */
const messageTypeMask = 0b0011_1100
const smscReceipt = 0b0000_0100

/** By `message_state`. SMPP 3.4 §5.2.28. */
const stateWords: Readonly<Record<number, string>> = {
  1: 'ENROUTE',
  2: 'DELIVRD',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  6: 'ACCEPTD',
  7: 'UNKNOWN',
  8: 'REJECTD',
}

function stateOf(word: string): Receipt['state'] {
  if (word === 'DELIVRD') return 'delivered'
  return word === 'ENROUTE' || word === 'ACCEPTD' ? 'under way' : 'undelivered'
}

/** Messages whose receipts are awaited, by the ids that the message centre gave their parts. */
export class ReceiptBook<Subject> {
  readonly #parts = new Map<string, { readonly subject: Subject; readonly open: Set<string> }>()

  /** Remembers a message. Beyond 10 000 parts the oldest is forgotten: its receipt is late by hours, or never comes. */
  remember(subject: Subject, message_ids: readonly string[]): void {
    const open = new Set(message_ids)
    for (const message_id of open) this.#parts.set(message_id, { subject, open })
    for (const [oldest] of this.#parts) {
      if (this.#parts.size <= partsMax) break
      this.#parts.delete(oldest)
    }
  }

  /** Returns the message that a receipt settles: with its last part delivered, or its first part lost. */
  settle(receipt: Receipt): Subject | undefined {
    const message_id = writings(receipt.message_id).find(writing => this.#parts.has(writing))
    const part = message_id === undefined ? undefined : this.#parts.get(message_id)
    if (message_id === undefined || part === undefined || receipt.state === 'under way') return undefined
    this.#parts.delete(message_id)
    part.open.delete(message_id)
    if (receipt.state === 'delivered') return part.open.size === 0 ? part.subject : undefined
    for (const other of part.open) this.#parts.delete(other)
    part.open.clear()
    return part.subject
  }
}

const partsMax = 10_000

/** Some message centres write an id in hexadecimal in their answer and in decimal in the receipt, or the other way round. */
function writings(message_id: string): readonly string[] {
  const all = [message_id, message_id.replace(/^0+(?=.)/, '')]
  if (/^\d{1,30}$/.test(message_id)) {
    const hexadecimal = BigInt(message_id).toString(16)
    all.push(hexadecimal, hexadecimal.toUpperCase())
  }
  if (/^[\da-f]{1,30}$/i.test(message_id)) all.push(BigInt(`0x${message_id}`).toString())
  return all
}
