import { decodeQR } from 'qr/decode.js'

/**
 * Reads the QR code on a screen as the camera of a phone would: with a reader that shares nothing with what drew it.
 *
 * @returns its text; undefined while no whole code is there
 */
export function scanQr(screen: string): string | undefined {
  const lines = screen.split('\n').map(line => /^(?:│ {2})?([ ▀▄█]+)$/.exec(line)?.[1])
  const drawing = lines.filter(line => line !== undefined)
  if (drawing.length < fewestLines) return undefined
  const columns = Math.max(...drawing.map(line => line.length))
  // Where the terminal has no colours, ink is light, and the quiet zone is the first that is inked.
  const isInkDark = drawing[0] !== '█'.repeat(columns)
  const modules = drawing.flatMap(line => {
    const characters = [...line.padEnd(columns)]
    return ['█▀', '█▄'].map(inked => characters.map(character => inked.includes(character) === isInkDark))
  })
  try {
    return decodeQR(photograph(modules))
  } catch {
    return undefined
  }
}

/** Half as many lines as the smallest code has modules. */
const fewestLines = 11
const pixelsPerModule = 4
const quietZone = 4

function photograph(modules: readonly (readonly boolean[])[]): { width: number; height: number; data: Uint8Array } {
  const width = (modules[0]!.length + 2 * quietZone) * pixelsPerModule
  const height = (modules.length + 2 * quietZone) * pixelsPerModule
  const data = new Uint8Array(width * height * 4).fill(0xff)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = modules[Math.floor(y / pixelsPerModule) - quietZone]
      if (row?.[Math.floor(x / pixelsPerModule) - quietZone]) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  return { width, height, data }
}
