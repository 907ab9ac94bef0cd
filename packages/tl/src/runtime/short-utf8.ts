/** The most bytes that {@link readShort} looks at. */
export const shortLengthMax = 32

/** The longest text that it reads, in UTF-16 code units. */
const unitsMax = 30

/** The text at hand. */
const u = new Uint16Array(shortLengthMax)

const of = String.fromCharCode

/**
 * Reads up to 32 bytes of well-formed UTF-8 that make up to 30 UTF-16 code units, or returns undefined. Names and
 * short titles outside ASCII are read so in less time than by a native call.
 *
 * Written out as `readAscii` is, for the same reason.
 *
 * @param view - the memory; at least `length` bytes follow `start`
 */
export function readShort(view: DataView, start: number, length: number): string | undefined {
  const n = decode(view, start, start + length)
  if (n === 0) return undefined
  const a = u[0] as number
  if (n === 1) return of(a)
  const b = u[1] as number
  if (n === 2) return of(a, b)
  const c = u[2] as number
  if (n === 3) return of(a, b, c)
  const d = u[3] as number
  if (n === 4) return of(a, b, c, d)
  const e = u[4] as number
  if (n === 5) return of(a, b, c, d, e)
  const f = u[5] as number
  if (n === 6) return of(a, b, c, d, e, f)
  const g = u[6] as number
  if (n === 7) return of(a, b, c, d, e, f, g)
  const h = u[7] as number
  if (n === 8) return of(a, b, c, d, e, f, g, h)
  const i = u[8] as number
  if (n === 9) return of(a, b, c, d, e, f, g, h, i)
  const j = u[9] as number
  if (n === 10) return of(a, b, c, d, e, f, g, h, i, j)
  const k = u[10] as number
  if (n === 11) return of(a, b, c, d, e, f, g, h, i, j, k)
  const l = u[11] as number
  if (n === 12) return of(a, b, c, d, e, f, g, h, i, j, k, l)
  const m = u[12] as number
  if (n === 13) return of(a, b, c, d, e, f, g, h, i, j, k, l, m)
  const o = u[13] as number
  if (n === 14) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o)
  const p = u[14] as number
  if (n === 15) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p)
  const q = u[15] as number
  if (n === 16) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q)
  const r = u[16] as number
  if (n === 17) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r)
  const s = u[17] as number
  if (n === 18) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s)
  const t = u[18] as number
  if (n === 19) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t)
  const v = u[19] as number
  if (n === 20) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v)
  const w = u[20] as number
  if (n === 21) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w)
  const x = u[21] as number
  if (n === 22) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x)
  const y = u[22] as number
  if (n === 23) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y)
  const z = u[23] as number
  if (n === 24) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z)
  const A = u[24] as number
  if (n === 25) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A)
  const B = u[25] as number
  if (n === 26) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A, B)
  const C = u[26] as number
  if (n === 27) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A, B, C)
  const D = u[27] as number
  if (n === 28) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A, B, C, D)
  const E = u[28] as number
  if (n === 29) return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A, B, C, D, E)
  const F = u[29] as number
  return of(a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, t, v, w, x, y, z, A, B, C, D, E, F)
}

/** Decodes into `u` and returns the count of code units; 0 for what is too long or not well-formed. */
function decode(view: DataView, start: number, end: number): number {
  let count = 0
  let at = start
  while (at < end) {
    const a = view.getUint8(at)
    if (a < 0x80) {
      u[count++] = a
      at += 1
    } else if (a < 0xe0) {
      if (a < 0xc2 || at + 2 > end) return 0
      const b = view.getUint8(at + 1) ^ 0x80
      if (b > 0x3f) return 0
      u[count++] = ((a & 0x1f) << 6) | b
      at += 2
    } else if (a < 0xf0) {
      if (at + 3 > end) return 0
      const b = view.getUint8(at + 1) ^ 0x80
      const c = view.getUint8(at + 2) ^ 0x80
      const unit = ((a & 0x0f) << 12) | (b << 6) | c
      if ((b | c) > 0x3f || unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) return 0
      u[count++] = unit
      at += 3
    } else {
      if (a > 0xf4 || at + 4 > end) return 0
      const b = view.getUint8(at + 1) ^ 0x80
      const c = view.getUint8(at + 2) ^ 0x80
      const d = view.getUint8(at + 3) ^ 0x80
      const point = ((a & 0x07) << 18) | (b << 12) | (c << 6) | d
      if ((b | c | d) > 0x3f || point < 0x10000 || point > 0x10ffff) return 0
      u[count++] = 0xd7c0 + (point >> 10)
      u[count++] = 0xdc00 | (point & 0x3ff)
      at += 4
    }
  }
  return count <= unitsMax ? count : 0
}
