import { TlEncodeError } from './errors.ts'
import { tlStringBytesMax, writerBytesMax } from './limits.ts'
import { utf8Length, utf8Write } from './utf8.ts'

/** Settings of a {@link TlWriter}. */
export interface TlWriterOptions {
  /** Most bytes the writer grows to; more is `TOTAL_SIZE`. Default 64 MiB. */
  readonly totalBytesMax?: number
}

/**
 * Appends TL values to one growing buffer. All of TL is words of four bytes, so the writer stands on a word
 * boundary at all times.
 *
 * Given a buffer, it writes into that memory as long as it suffices and then moves to larger memory of its own;
 * {@link TlWriter.finish} returns a view of whichever was used.
 *
 * @see {@link https://core.telegram.org/mtproto/serialize}
 */
export class TlWriter {
  readonly #totalBytesMax: number
  #bytes: Uint8Array
  #words: Int32Array
  #view: DataView
  /** Index of the next word. */
  #at = 0

  /**
   * @param memory - bytes to start with (default 512), or the buffer to write into, which must start on a multiple
   * of four bytes of its ArrayBuffer
   * @throws {TlEncodeError} `WRONG_TYPE` when the buffer is not aligned
   */
  constructor(memory: number | Uint8Array = 512, options: TlWriterOptions = {}) {
    this.#totalBytesMax = options.totalBytesMax ?? writerBytesMax
    const bytes = typeof memory === 'number' ? new Uint8Array((memory + 3) & ~3) : memory
    if ((bytes.byteOffset & 3) !== 0) {
      throw new TlEncodeError('WRONG_TYPE', 'the buffer must start on a multiple of four bytes of its ArrayBuffer')
    }
    this.#bytes = bytes
    this.#words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#at << 2
  }

  /** Returns what was written as a view, not a copy: later writes and `reset` change it. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#at << 2)
  }

  /** Forgets what was written after `length` bytes (default all of it); the memory is kept. */
  reset(length = 0): void {
    this.#at = length >> 2
  }

  /** Writes a word without looking at it: a constructor number or flags. */
  word(value: number): void {
    const at = this.#at
    if (at >= this.#words.length) this.#grow(1)
    this.#words[at] = value
    this.#at = at + 1
  }

  /** Writes an `int`: −2³¹ to 2³¹ − 1. */
  int(value: number): void {
    if (typeof value !== 'number' || (value | 0) !== value) throw wrong('int', value)
    const at = this.#at
    if (at >= this.#words.length) this.#grow(1)
    this.#words[at] = value
    this.#at = at + 1
  }

  /** Writes a `#` that is not a set of flags: 0 to 2³² − 1. */
  nat(value: number): void {
    if (typeof value !== 'number' || value >>> 0 !== value) throw wrong('#', value)
    this.word(value)
  }

  /** Writes a `long`; an unsigned value up to 2⁶⁴ − 1 is written as its 64 bits. */
  long(value: bigint): void {
    if (typeof value !== 'bigint' || value > longMax || value < longMin) throw wrong('long', value)
    const at = this.#at
    if (at + 2 > this.#words.length) this.#grow(2)
    this.#view.setBigInt64(at << 2, value, true)
    this.#at = at + 2
  }

  /** Writes a `double`. */
  double(value: number): void {
    if (typeof value !== 'number') throw wrong('double', value)
    const at = this.#at
    if (at + 2 > this.#words.length) this.#grow(2)
    this.#view.setFloat64(at << 2, value, true)
    this.#at = at + 2
  }

  /** Writes a `Bool`. */
  bool(value: boolean): void {
    if (value === true) this.word(0x997275b5)
    else if (value === false) this.word(0xbc799737)
    else throw wrong('Bool', value)
  }

  /** Returns the bit of a `flags.N?true` field: set for true, clear for undefined or false. */
  flag(value: unknown, bit: number): number {
    if (value === undefined || value === false) return 0
    if (value !== true) throw wrong('true', value)
    return bit
  }

  /** Writes a `string` as UTF-8. */
  string(value: string): void {
    if (typeof value !== 'string') throw wrong('string', value)
    const units = value.length
    // Four bytes of length, at most three per code unit, at most three of padding.
    if (units > quickUnitsMax || this.#at + 2 + units > this.#words.length) {
      this.#countedString(value)
      return
    }
    const bytes = this.#bytes
    const start = this.#at << 2
    if (units <= loopUnitsMax) {
      let end = start + 1
      let unit = 0
      for (let index = 0; index < units; index++) {
        unit = value.charCodeAt(index)
        if (unit >= 0x80) break
        bytes[end++] = unit
      }
      if (unit >= 0x80) end = start + 1 + utf8Write(bytes, value, start + 1)
      bytes[start] = end - start - 1
      this.#endString(end)
    } else if (units < 254) {
      const length = utf8Write(bytes, value, start + 1)
      if (length < 254) {
        bytes[start] = length
        this.#endString(start + 1 + length)
      } else {
        bytes.copyWithin(start + 4, start + 1, start + 1 + length)
        this.#words[this.#at] = 0xfe | (length << 8)
        this.#endString(start + 4 + length)
      }
    } else {
      const length = utf8Write(bytes, value, start + 4)
      this.#words[this.#at] = 0xfe | (length << 8)
      this.#endString(start + 4 + length)
    }
  }

  /** Writes `bytes`. */
  bytes(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) throw wrong('bytes', value)
    const start = this.#stringHead(value.length)
    this.#bytes.set(value, start)
    this.#endString(start + value.length)
  }

  /** Writes an `int128`, `int256` or `int512`: exactly 16, 32 or 64 bytes as they are. */
  fixed(value: Uint8Array, length: number): void {
    if (!(value instanceof Uint8Array) || value.length !== length) throw wrong(`int${length * 8}`, value)
    this.raw(value)
  }

  /** Writes an `int128`. */
  int128(value: Uint8Array): void {
    this.fixed(value, 16)
  }

  /** Writes an `int256`. */
  int256(value: Uint8Array): void {
    this.fixed(value, 32)
  }

  /** Writes an `int512`. */
  int512(value: Uint8Array): void {
    this.fixed(value, 64)
  }

  /** Writes bytes that are TL already; their length must be a multiple of four. */
  raw(value: Uint8Array): void {
    if (!(value instanceof Uint8Array) || (value.length & 3) !== 0) throw wrong('encoded TL', value)
    const at = this.#at
    const words = value.length >> 2
    if (at + words > this.#words.length) this.#grow(words)
    this.#bytes.set(value, at << 2)
    this.#at = at + words
  }

  /** Writes the head of a boxed vector and returns the number of items. */
  vector(items: readonly unknown[]): number {
    this.word(0x1cb5c415)
    return this.count(items)
  }

  /** Writes the head of a bare vector and returns the number of items. */
  count(items: readonly unknown[]): number {
    if (!Array.isArray(items)) throw wrong('vector', items)
    this.word(items.length)
    return items.length
  }

  /** Writes a repetition of exactly `count` items. */
  repeat<T>(items: readonly T[], count: number, write: (item: T) => void): void {
    if (!Array.isArray(items) || items.length !== count) throw wrong(`an array of ${count}`, items)
    for (const item of items) write(item)
  }

  /** Checks that two fields on one bit are both there or both not. */
  together(first: boolean, second: boolean): void {
    if (first !== second) throw new TlEncodeError('PARTIAL_FLAGS', 'fields on one bit are given only in part')
  }

  /** Writes a text that is long, or that may not fit into what is left of the memory: counts its bytes first. */
  #countedString(value: string): void {
    // At least one byte per code unit: a longer text cannot fit, and is not counted.
    const length = value.length > tlStringBytesMax ? value.length : utf8Length(value)
    const start = this.#stringHead(length)
    utf8Write(this.#bytes.subarray(0, start + length), value, start)
    this.#endString(start + length)
  }

  /** Makes room, writes the length and returns where the data goes. */
  #stringHead(length: number): number {
    if (length > tlStringBytesMax) {
      throw new TlEncodeError('STRING_LENGTH', `${length} bytes, a TL string holds at most ${tlStringBytesMax}`)
    }
    const at = this.#at
    const words = (length + (length < 254 ? 4 : 7)) >> 2
    if (at + words > this.#words.length) this.#grow(words)
    if (length < 254) {
      this.#bytes[at << 2] = length
      return (at << 2) + 1
    }
    this.#words[at] = 0xfe | (length << 8)
    return (at << 2) + 4
  }

  #endString(end: number): void {
    let at = end
    while ((at & 3) !== 0) this.#bytes[at++] = 0
    this.#at = at >> 2
  }

  #grow(words: number): void {
    const needed = (this.#at + words) << 2
    if (needed > this.#totalBytesMax) {
      throw new TlEncodeError('TOTAL_SIZE', `the message is longer than ${this.#totalBytesMax} bytes`)
    }
    const bytes = new Uint8Array(Math.max(needed, Math.min(this.#bytes.length * 2, this.#totalBytesMax & ~3), 64))
    bytes.set(this.#bytes.subarray(0, this.#at << 2))
    this.#bytes = bytes
    this.#words = new Int32Array(bytes.buffer)
    this.#view = new DataView(bytes.buffer)
  }
}

/** Up to this many code units a text is written before its bytes are counted, where there is room for the most. */
const quickUnitsMax = 4096

/** Up to this length a loop beats the native call. */
const loopUnitsMax = 10

const longMax = 0xffffffffffffffffn
const longMin = -0x8000000000000000n

function wrong(expected: string, value: unknown): TlEncodeError {
  return new TlEncodeError('WRONG_TYPE', `expected ${expected}, got ${describe(value)}`)
}

/** Names the kind of a value for a message, never its content. */
export function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'object' ? 'an object' : value === undefined ? 'nothing' : `a ${typeof value}`
}
