import { randomBytes } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { scanQr } from '../../../test/support/scan-qr.ts'
import { drawQr } from './draw-qr.ts'

const url = `tg://login?token=${'a1B2-_'.repeat(7)}c`

/** The modules of a drawing, true for dark. */
function read(lines: readonly string[], isNegative: boolean): boolean[][] {
  return lines.flatMap(line => {
    const characters = [...stripVTControlCharacters(line)]
    return ['█▀', '█▄'].map(inked => characters.map(character => inked.includes(character) !== isNegative))
  })
}

describe('a QR code on a terminal', () => {
  it('has every module of the code, dark on white, with a quiet zone', () => {
    const lines = drawQr(url, { columns: 80, rows: 24 }, true)!
    const { data, size } = encode(url, { ecc: 'L', border: 2 })
    expect(read(lines, false).slice(0, size)).toEqual(data)
    for (const line of lines) {
      expect(line.startsWith('\u001b[30;107m')).toBe(true)
      expect(line.endsWith('\u001b[39;49m')).toBe(true)
    }
  })

  it('draws the light modules where there are no colours', () => {
    const { data, size } = encode(url, { ecc: 'L', border: 2 })
    expect(read(drawQr(url, { columns: 80, rows: 24 }, false)!, true).slice(0, size)).toEqual(data)
  })

  it.each([true, false])('is read by a scanner, coloured: %s', isColoured => {
    for (let count = 0; count < 50; count++) {
      const text = `tg://login?token=${randomBytes(32).toString('base64url')}`
      const lines = drawQr(text, { columns: 80, rows: 24 }, isColoured)!
      expect(scanQr(stripVTControlCharacters(lines.join('\n')))).toBe(text)
    }
  })

  it('makes do with a narrower zone, and draws nothing rather than a part', () => {
    const { size } = encode(url, { ecc: 'L', border: 1 })
    const rows = Math.ceil(size / 2)
    expect(drawQr(url, { columns: size, rows }, true)).toHaveLength(rows)
    expect(drawQr(url, { columns: size - 1, rows }, true)).toBeUndefined()
    expect(drawQr(url, { columns: size, rows: rows - 1 }, true)).toBeUndefined()
  })
})
