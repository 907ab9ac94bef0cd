import { encode } from 'uqr'

/** Room for a drawing. */
export interface Room {
  readonly columns: number
  readonly rows: number
}

/**
 * Draws a QR code with two modules to a character, dark on white whatever the colours of the terminal are, since not every
 * scanner reads a negative.
 *
 * @param isColoured - without colours the light modules are drawn, which is right on a dark background
 * @returns its lines; undefined when there is no room for it
 */
export function drawQr(text: string, room: Room, isColoured: boolean): string[] | undefined {
  for (const border of borders) {
    const { data, size } = encode(text, { ecc: 'L', border })
    const rows = Math.ceil(size / 2)
    if (size > room.columns || rows > room.rows) continue
    return Array.from({ length: rows }, (_, row) => {
      const upper = data[2 * row]!
      // Below an odd last line there is border.
      const lower = data[2 * row + 1] ?? upper.map(() => false)
      return isColoured ? colouredLine(upper, lower) : plainLine(upper, lower)
    })
  }
  return undefined
}

/** The standard asks for a quiet zone of 4; scanners of today are content with less, and a white field helps them. */
const borders = [2, 1]

function colouredLine(upper: readonly boolean[], lower: readonly boolean[]): string {
  return `${blackOnWhite}${upper.map((isDark, column) => darkBlocks[key(isDark, lower[column]!)]).join('')}${usualColours}`
}

function plainLine(upper: readonly boolean[], lower: readonly boolean[]): string {
  return upper.map((isDark, column) => darkBlocks[key(!isDark, !lower[column]!)]).join('')
}

function key(upper: boolean, lower: boolean): number {
  return (upper ? 2 : 0) + (lower ? 1 : 0)
}

/** Nothing, the lower half, the upper half, both. */
const darkBlocks = [' ', '▄', '▀', '█']

/** ECMA-48 SGR: black on bright white, which is white also where 47 is a grey. */
const esc = String.fromCharCode(0x1b)
const blackOnWhite = `${esc}[30;107m`
const usualColours = `${esc}[39;49m`
