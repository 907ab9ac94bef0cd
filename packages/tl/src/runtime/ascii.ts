const { fromCharCode } = String

/** The longest text that {@link readAscii} reads. */
export const asciiLengthMax = 16

/**
 * Reads 1 to 16 bytes as ASCII, or returns undefined when one of them is not.
 *
 * Written out on purpose: most strings of TL are this short, and one `fromCharCode` with all its arguments costs
 * about a third of a native UTF-8 call, while building the text in a loop costs more than either. Each step reads
 * one more byte; `bits` collects the high bits of all of them.
 *
 * @param view - the memory; at least `length` bytes follow `at`
 */
export function readAscii(view: DataView, at: number, length: number): string | undefined {
  const a = view.getUint8(at)
  let bits = a
  if (length === 1) return bits < 0x80 ? fromCharCode(a) : undefined
  const b = view.getUint8(at + 1)
  bits |= b
  if (length === 2) return bits < 0x80 ? fromCharCode(a, b) : undefined
  const c = view.getUint8(at + 2)
  bits |= c
  if (length === 3) return bits < 0x80 ? fromCharCode(a, b, c) : undefined
  const d = view.getUint8(at + 3)
  bits |= d
  if (length === 4) return bits < 0x80 ? fromCharCode(a, b, c, d) : undefined
  const e = view.getUint8(at + 4)
  bits |= e
  if (length === 5) return bits < 0x80 ? fromCharCode(a, b, c, d, e) : undefined
  const f = view.getUint8(at + 5)
  bits |= f
  if (length === 6) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f) : undefined
  const g = view.getUint8(at + 6)
  bits |= g
  if (length === 7) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g) : undefined
  const h = view.getUint8(at + 7)
  bits |= h
  if (length === 8) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h) : undefined
  const i = view.getUint8(at + 8)
  bits |= i
  if (length === 9) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i) : undefined
  const j = view.getUint8(at + 9)
  bits |= j
  if (length === 10) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j) : undefined
  const k = view.getUint8(at + 10)
  bits |= k
  if (length === 11) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k) : undefined
  const l = view.getUint8(at + 11)
  bits |= l
  if (length === 12) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l) : undefined
  const m = view.getUint8(at + 12)
  bits |= m
  if (length === 13) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m) : undefined
  const n = view.getUint8(at + 13)
  bits |= n
  if (length === 14) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n) : undefined
  const o = view.getUint8(at + 14)
  bits |= o
  if (length === 15) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o) : undefined
  const p = view.getUint8(at + 15)
  bits |= p
  if (length === 16) return bits < 0x80 ? fromCharCode(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) : undefined
  return undefined
}
