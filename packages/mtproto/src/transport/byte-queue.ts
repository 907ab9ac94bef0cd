const empty = new Uint8Array(0)

/** Smallest buffer made to collect a frame that comes in pieces, in bytes. */
const collectBytesMin = 4096

/**
 * Bytes that arrived and were not read yet. One chunk that holds whole frames is read in place; only what spans several
 * chunks is copied, into a buffer that doubles, so that the cost stays linear however small the pieces are.
 */
export class ByteQueue {
  #buffer: Uint8Array = empty
  #start = 0
  #end = 0
  // Whether the buffer is ours to overwrite; a pushed chunk is not.
  #own = false

  /** Number of bytes waiting. */
  get length(): number {
    return this.#end - this.#start
  }

  /** Adds a chunk behind what is waiting. The chunk must not change afterwards. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return
    if (this.length === 0) {
      // A plain view, since `slice` of a Node Buffer would not copy.
      this.#buffer = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
      this.#start = 0
      this.#end = chunk.length
      this.#own = false
      return
    }
    this.#makeRoom(chunk.length)
    this.#buffer.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /** The byte at an offset below `length`. */
  byte(offset: number): number {
    return this.#buffer[this.#start + offset] ?? 0
  }

  /** Four bytes from an offset, little-endian, unsigned. The caller has seen that they are there. */
  uint32(offset: number): number {
    const at = this.#start + offset
    const b = this.#buffer
    return ((b[at] ?? 0) | ((b[at + 1] ?? 0) << 8) | ((b[at + 2] ?? 0) << 16) | ((b[at + 3] ?? 0) << 24)) >>> 0
  }

  /** Removes bytes from the front without looking at them. */
  skip(length: number): void {
    this.#start += length
    if (this.#start >= this.#end) this.#release()
  }

  /** Removes and returns bytes from the front: a view of a pushed chunk, or a copy out of the collecting buffer. */
  take(length: number): Uint8Array {
    const end = this.#start + length
    const bytes = this.#own ? this.#buffer.slice(this.#start, end) : this.#buffer.subarray(this.#start, end)
    this.skip(length)
    return bytes
  }

  /** Removes and returns everything. */
  takeAll(): Uint8Array {
    return this.take(this.length)
  }

  #makeRoom(more: number): void {
    const needed = this.length + more
    if (this.#own && this.#end + more <= this.#buffer.length) return
    // Doubling what is in use, not what is allocated: a long stream of partly read frames does not grow the buffer.
    const target =
      this.#own && needed * 2 <= this.#buffer.length
        ? this.#buffer
        : new Uint8Array(Math.max(collectBytesMin, needed * 2))
    target.set(this.#buffer.subarray(this.#start, this.#end), 0)
    this.#end = this.length
    this.#start = 0
    this.#buffer = target
    this.#own = true
  }

  #release(): void {
    this.#buffer = empty
    this.#start = 0
    this.#end = 0
    this.#own = false
  }
}
