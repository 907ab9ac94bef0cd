/**
 * UTF-8 in and out of a buffer. Node's Buffer does both in one native call, which is several times faster than
 * TextDecoder and TextEncoder on the short strings of TL; where there is no Buffer the standard classes serve.
 * Malformed input becomes U+FFFD either way, and a byte order mark is kept.
 */

/** Decodes the bytes from `start` up to `end`. */
export const utf8Read: (bytes: Uint8Array, start: number, end: number) => string = choose().read

/** Writes a text at `start` and returns how many bytes it took; there must be room for three per code unit. */
export const utf8Write: (bytes: Uint8Array, text: string, start: number) => number = choose().write

/** Counts the bytes of a text without writing it. */
export const utf8Length: (text: string) => number = choose().length

interface NativeBuffer {
  byteLength(text: string): number
  prototype: {
    utf8Slice?: (this: Uint8Array, start: number, end: number) => string
    utf8Write?: (this: Uint8Array, text: string, start: number) => number
  }
}

function choose(): {
  read(bytes: Uint8Array, start: number, end: number): string
  write(bytes: Uint8Array, text: string, start: number): number
  length(text: string): number
} {
  const native = (globalThis as { Buffer?: NativeBuffer }).Buffer
  const slice = native?.prototype.utf8Slice
  const write = native?.prototype.utf8Write
  if (native !== undefined && slice !== undefined && write !== undefined) {
    return {
      read: (bytes, start, end) => slice.call(bytes, start, end),
      write: (bytes, text, start) => write.call(bytes, text, start),
      length: text => native.byteLength(text),
    }
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  return {
    read: (bytes, start, end) => decoder.decode(bytes.subarray(start, end)),
    write: (bytes, text, start) => encoder.encodeInto(text, bytes.subarray(start)).written,
    length: countUtf8,
  }
}

function countUtf8(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) count += 1
    else if (unit < 0x800) count += 2
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1))) {
      count += 4
      at++
    } else count += 3
  }
  return count
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
