/**
 * `msg_id`: about `unixtime · 2³²` of the server's clock. Held as an unsigned bigint everywhere in this package; TL longs
 * are signed, so what comes out of a codec goes through {@link toMsgId} first.
 *
 * @see {@link https://core.telegram.org/mtproto/description#message-identifier-msg-id}
 */

/** Remainder modulo four: a client's message; a server's answer; a server's message that answers nothing. */
export type MsgIdKind = 'client' | 'answer' | 'notification'

/** Turns a TL long into a `msg_id` that compares as unsigned. */
export function toMsgId(long: bigint): bigint {
  return BigInt.asUintN(64, long)
}

/** Turns a `msg_id` back into the signed TL long that codecs take. */
export function toLong(msg_id: bigint): bigint {
  return BigInt.asIntN(64, msg_id)
}

/** The moment written in a `msg_id`, in milliseconds since the epoch. */
export function timeOfMsgId(msg_id: bigint): number {
  const seconds = Number(msg_id >> 32n)
  const fraction = Number(msg_id & 0xffffffffn)
  return seconds * 1000 + (fraction * 1000) / 0x100000000
}

/** The lowest `msg_id` of a moment (milliseconds since the epoch), with its two lowest bits clear. */
export function msgIdAt(timeMs: number): bigint {
  const seconds = Math.floor(timeMs / 1000)
  const fraction = Math.floor(((timeMs - seconds * 1000) / 1000) * 0x100000000)
  return (BigInt(seconds) << 32n) | BigInt(fraction - (fraction % 4))
}

/** Issues strictly increasing `msg_id`s for one side of one session. */
export class MsgIdGenerator {
  #last = 0n
  /** Clocks tick in milliseconds, so two generators would begin alike; random lower bits keep them apart. */
  readonly #offset: bigint

  /** @param randomBytes - three of them make the lower bits; default: zeros */
  constructor(randomBytes: Uint8Array = new Uint8Array(3)) {
    const [low = 0, middle = 0, high = 0] = randomBytes
    this.#offset = BigInt(low | (middle << 8) | ((high & 0x1f) << 16)) & ~3n
  }

  /** The next id at `timeMs` of the server's clock (milliseconds); grows even when the clock stands or goes back. */
  next(timeMs: number, kind: MsgIdKind): bigint {
    const candidate = msgIdAt(timeMs) + this.#offset
    const least = (this.#last & ~3n) + 4n
    const base = candidate > least ? candidate : least
    this.#last = base | remainders[kind]
    return this.#last
  }

  /** The last id issued, 0 before the first. */
  get last(): bigint {
    return this.#last
  }
}

const remainders: Readonly<Record<MsgIdKind, bigint>> = { client: 0n, answer: 1n, notification: 3n }
