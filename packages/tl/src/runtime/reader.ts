import { asciiLengthMax, readAscii } from './ascii.ts'
import { TlDecodeError, type TlDecodeErrorCode } from './errors.ts'
import { defaultLimits, type TlLimits } from './limits.ts'
import { readShort, shortLengthMax } from './short-utf8.ts'
import { utf8Read } from './utf8.ts'

/** Settings of a {@link TlReader}. */
export interface TlReaderOptions {
  /** Bounds to use instead of the {@link defaultLimits}. */
  readonly limits?: Partial<TlLimits>
  /**
   * Says that nothing else will write to the memory under the reader: `bytes` and the like are then views of it instead
   * of copies, and keep it alive. Default false.
   */
  readonly ownsMemory?: boolean
  /**
   * Unpacks a `gzip_packed` that stands in the place of a function call; must stop at `maxBytes` and throw.
   * Without it such a call is `UNKNOWN_FUNCTION`.
   */
  readonly inflate?: (packed: Uint8Array, maxBytes: number) => Uint8Array
  /**
   * Called for a constructor number (unsigned) that the codec does not know, after the number was read; reads the
   * rest and returns the value, or undefined when the number is unknown to it as well. `typeName` is the type that
   * stands at this place of the schema, undefined where any boxed value may stand.
   */
  readonly fallback?: (id: number, reader: TlReader, typeName: string | undefined) => unknown
  /** The same for the numbers of functions. */
  readonly fallbackCall?: (id: number, reader: TlReader) => { readonly _: string } | undefined
}

/**
 * Reads TL values from a byte array, which may start anywhere in its ArrayBuffer. Nothing is read past its end,
 * and nothing is allocated for a length or count before it was checked. `bytes` are copied out unless the reader owns its
 * memory; strings accept the long form for any length and do not look at the padding.
 *
 * @see {@link https://core.telegram.org/mtproto/serialize}
 */
export class TlReader {
  readonly limits: TlLimits
  readonly options: TlReaderOptions
  // By name, not by #: functions that read them are smaller so, and V8 puts more of them into generated code.
  private readonly memory: Uint8Array
  private readonly view: DataView
  private readonly end: number
  private readonly owned: boolean
  private at = 0
  private nesting = 0
  private callNesting = 0

  /** @throws {TlDecodeError} `TOTAL_SIZE` when there are more bytes than `totalBytesMax` */
  constructor(bytes: Uint8Array, options: TlReaderOptions = noOptions) {
    this.options = options
    this.limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits }
    this.memory = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.end = bytes.byteLength
    this.owned = options.ownsMemory === true
    if (bytes.byteLength > this.limits.totalBytesMax) {
      throw new TlDecodeError('TOTAL_SIZE', `${bytes.byteLength} bytes, over ${this.limits.totalBytesMax}`, 0)
    }
  }

  /** Bytes read so far. May be set back, to read again. */
  get position(): number {
    return this.at
  }

  set position(position: number) {
    if (!(position >= 0 && position <= this.end)) throw this.error('UNEXPECTED_END', `no byte ${position}`)
    this.at = position
  }

  /** Bytes left. */
  get remaining(): number {
    return this.end - this.at
  }

  /** Nesting of boxed values at this point. */
  get depth(): number {
    return this.nesting
  }

  /** Nesting of function calls at this point. */
  get callDepth(): number {
    return this.callNesting
  }

  /** Reads an `int`, a constructor number or flags: 32 bits, signed. */
  int(): number {
    const at = this.at
    if (at + 4 > this.end) throw this.tooShort(4)
    this.at = at + 4
    return this.view.getInt32(at, true)
  }

  /** Reads a `#` that is not a set of flags: 32 bits, unsigned. */
  nat(): number {
    return this.int() >>> 0
  }

  /** Reads a `long`, signed. */
  long(): bigint {
    const at = this.at
    if (at + 8 > this.end) throw this.tooShort(8)
    this.at = at + 8
    return this.view.getBigInt64(at, true)
  }

  /** Reads a `double`. */
  double(): number {
    const at = this.at
    if (at + 8 > this.end) throw this.tooShort(8)
    this.at = at + 8
    return this.view.getFloat64(at, true)
  }

  /** Reads a `Bool`. @throws {TlDecodeError} `UNKNOWN_CONSTRUCTOR` for any other number */
  bool(): boolean {
    const id = this.int()
    if (id === boolTrue) return true
    if (id === boolFalse) return false
    throw this.unknown('Bool')
  }

  /** Reads a `string`; malformed UTF-8 becomes U+FFFD. */
  string(): string {
    const at = this.at
    if (at + 4 > this.end) throw this.tooShort(4)
    const length = this.view.getUint8(at)
    if (length >= 254) return this.longString()
    const next = at + ((length + 4) & ~3)
    if (next > this.end) throw this.tooShort(length + 1)
    this.at = next
    if (length === 0) return ''
    if (length <= asciiLengthMax) {
      const text = readAscii(this.view, at + 1, length)
      if (text !== undefined) return text
    }
    if (length <= shortLengthMax) {
      const text = readShort(this.view, at + 1, length)
      if (text !== undefined) return text
    }
    return utf8Read(this.memory, at + 1, at + 1 + length)
  }

  /** Reads `bytes`, as a copy unless the reader owns its memory. */
  bytes(): Uint8Array {
    const at = this.at
    if (at + 4 > this.end) throw this.tooShort(4)
    const short = this.view.getUint8(at)
    if (short <= loopBytesMax) {
      this.skipString(at + 1, short)
      return this.copyOf(at + 1, short)
    }
    const length = this.stringLength()
    const start = at + (this.view.getUint8(at) < 254 ? 1 : 4)
    this.skipString(start, length)
    return this.copyOf(start, length)
  }

  /** Reads `bytes` without copying: the result changes when the memory under the reader does. */
  bytesView(): Uint8Array {
    const at = this.at
    const length = this.stringLength()
    const start = at + (this.view.getUint8(at) < 254 ? 1 : 4)
    this.skipString(start, length)
    return this.viewOf(start, length)
  }

  /** Reads `length` bytes as they are, as `bytes` are; the length must be a multiple of four. */
  raw(length: number): Uint8Array {
    const start = this.at
    this.skipRaw(length)
    return this.copyOf(start, length)
  }

  /** Reads `length` bytes as they are without copying; the length must be a multiple of four. */
  rawView(length: number): Uint8Array {
    const start = this.at
    this.skipRaw(length)
    return this.viewOf(start, length)
  }

  /** Reads an `int128`, as `bytes` are. */
  int128(): Uint8Array {
    return this.raw(16)
  }

  /** Reads an `int256`, as `bytes` are. */
  int256(): Uint8Array {
    return this.raw(32)
  }

  /** Reads an `int512`, as `bytes` are. */
  int512(): Uint8Array {
    return this.raw(64)
  }

  /**
   * Reads the head of a boxed vector and returns its count.
   *
   * @param itemBytesMin - least bytes that one item takes; the count is checked against what remains
   * @throws {TlDecodeError} `UNKNOWN_CONSTRUCTOR` when it is no vector, `COUNT`
   */
  vector(itemBytesMin: number): number {
    if (this.int() !== vectorId) throw this.unknown('Vector')
    return this.count(itemBytesMin)
  }

  /** Reads the count of a bare vector. @throws {TlDecodeError} `COUNT` */
  count(itemBytesMin: number): number {
    const count = this.int()
    if (count < 0 || count > this.limits.vectorCountMax || count * itemBytesMin > this.end - this.at) {
      this.at -= 4
      throw this.error('COUNT', `a vector of ${count >>> 0} items in ${this.remaining} bytes`)
    }
    return count
  }

  /**
   * Makes the array for the items of a vector, after its count was checked: of full length when it is short, which
   * spares growing it step by step. A longer one grows as its items are really there.
   */
  array(count: number): unknown[] {
    return count <= fullArrayMax ? new Array(count) : []
  }

  /** Reads a repetition of `count` items. */
  repeat<T>(count: number, read: () => T): T[] {
    const items: T[] = []
    for (let index = 0; index < count; index++) items.push(read())
    return items
  }

  /** Goes one level deeper. @throws {TlDecodeError} `DEPTH` */
  enter(): void {
    if (++this.nesting > this.limits.depthMax) {
      throw this.error('DEPTH', `objects nest deeper than ${this.limits.depthMax}`)
    }
  }

  /** Comes back from a level. */
  leave(): void {
    this.nesting--
  }

  /** Goes one function call deeper. @throws {TlDecodeError} `DEPTH` */
  enterCall(): void {
    if (++this.callNesting > this.limits.callDepthMax) {
      throw this.error('DEPTH', `function calls nest deeper than ${this.limits.callDepthMax}`)
    }
  }

  /** Comes back from a function call. */
  leaveCall(): void {
    this.callNesting--
  }

  /** Sets the nesting, after a failure was caught or for a reader inside another. */
  setDepth(depth: number, callDepth: number): void {
    this.nesting = depth
    this.callNesting = callDepth
  }

  /**
   * Makes a reader for bytes that were unpacked from this one: the same limits and nesting, but it unpacks nothing
   * itself, since one level of `gzip_packed` is all that is accepted.
   */
  inside(bytes: Uint8Array): TlReader {
    const { inflate: _inflate, ...options } = this.options
    const reader = new TlReader(bytes, options)
    reader.setDepth(this.nesting, this.callNesting)
    return reader
  }

  /** Checks that everything was read. @throws {TlDecodeError} `TRAILING_BYTES` */
  expectEnd(): void {
    if (this.remaining > 0) throw this.error('TRAILING_BYTES', `${this.remaining} bytes after the end of the object`)
  }

  /** Makes the error for this position. */
  error(code: TlDecodeErrorCode, what: string, id?: number): TlDecodeError {
    return new TlDecodeError(code, what, this.at, id === undefined ? {} : { id })
  }

  /** Looks again at the word that was just read, unsigned. */
  lastWord(): number {
    return this.view.getUint32(this.at - 4, true)
  }

  /** Makes the error for the number that was just read and does not belong to `type`; steps back before it. */
  unknown(type: string | undefined): TlDecodeError {
    this.at -= 4
    const id = this.view.getInt32(this.at, true) >>> 0
    const what = `0x${id.toString(16).padStart(8, '0')} is no constructor of ${type ?? 'any known type'}`
    return this.error('UNKNOWN_CONSTRUCTOR', what, id)
  }

  private longString(): string {
    const start = this.at + 4
    const length = this.stringLength()
    this.skipString(start, length)
    return utf8Read(this.memory, start, start + length)
  }

  /** Looks at the length of the string that starts here. */
  private stringLength(): number {
    const at = this.at
    if (at + 4 > this.end) throw this.tooShort(4)
    const word = this.view.getInt32(at, true)
    if ((word & 0xff) < 254) return word & 0xff
    if ((word & 0xff) === 255) throw this.error('STRING_LENGTH', 'a string cannot start with ff')
    const length = word >>> 8
    if (length > this.limits.stringBytesMax) {
      throw this.error('STRING_LENGTH', `a string of ${length} bytes, over ${this.limits.stringBytesMax}`)
    }
    return length
  }

  private skipString(start: number, length: number): void {
    const next = (start + length + 3) & ~3
    if (next > this.end) throw this.tooShort(length)
    this.at = next
  }

  private skipRaw(length: number): void {
    if (!(length >= 0) || (length & 3) !== 0) throw this.error('COUNT', `cannot read ${length} bytes as words`)
    if (this.at + length > this.end) throw this.tooShort(length)
    this.at += length
  }

  private copyOf(start: number, length: number): Uint8Array {
    if (this.owned) return this.viewOf(start, length)
    if (length > loopBytesMax) return this.viewOf(start, length).slice()
    const bytes = this.memory
    const copy = new Uint8Array(length)
    for (let at = 0; at < length; at++) copy[at] = bytes[start + at] as number
    return copy
  }

  private viewOf(start: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.memory.byteOffset + start, length)
  }

  private tooShort(wanted: number): TlDecodeError {
    return this.error('UNEXPECTED_END', `${wanted} bytes expected, ${this.remaining} remain`)
  }
}

/** Up to this length a loop copies faster than a native call. */
const loopBytesMax = 64

/** Up to this count the array of a vector is made at once. */
const fullArrayMax = 1024

const noOptions: TlReaderOptions = {}
const boolTrue = 0x997275b5 | 0
const boolFalse = 0xbc799737 | 0
const vectorId = 0x1cb5c415
