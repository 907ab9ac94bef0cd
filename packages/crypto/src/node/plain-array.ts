/**
 * Turns a Buffer into the Uint8Array over the same bytes. Callers get plain arrays alone: `slice` of a Buffer is a view,
 * that of an array a copy, and code that was tried with one would break with the other.
 */
export function plainArray(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}
