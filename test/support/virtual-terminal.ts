import { PassThrough, Writable } from 'node:stream'
import type { TerminalInput, TerminalOutput } from '@chappe/terminal'
import { VirtualScreen } from './virtual-screen.ts'

/** Keys as terminals send them. */
export const keys = {
  enter: '\r',
  down: '\u001b[B',
  escape: '\u001b',
  interrupt: '\u0003',
  backspace: '\u007f',
} as const

/** A terminal that a test looks at and types on. */
export interface VirtualTerminal {
  readonly input: TerminalInput
  readonly output: TerminalOutput
  readonly screen: VirtualScreen
  /** Whether keys come one by one and unseen. */
  readonly isRaw: boolean
  /** All that was written, control sequences included. */
  written(): string
  type(text: string): void
  /** Waits until the screen shows a text. */
  shows(text: string | RegExp): Promise<void>
}

/** Makes one. */
export function openVirtualTerminal(size: { readonly columns?: number; readonly rows?: number } = {}): VirtualTerminal {
  const { columns = 80, rows = 24 } = size
  const screen = new VirtualScreen(columns, rows)
  let isRaw = false
  let written = ''
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      isRaw = raw
    },
  })
  const output = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        written += String(chunk)
        screen.write(String(chunk))
        done()
      },
    }),
    { isTTY: true, columns, rows },
  )
  return {
    input,
    output,
    screen,
    get isRaw() {
      return isRaw
    },
    written: () => written,
    type: text => void input.write(text),
    async shows(text) {
      const isThere = (): boolean =>
        typeof text === 'string' ? screen.text().includes(text) : text.test(screen.text())
      for (const deadline = Date.now() + waitMs; !isThere(); ) {
        if (Date.now() > deadline) throw new Error(`waited for ${text}, but the screen shows:\n${screen.text()}`)
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    },
  }
}

/** How long a text may take to appear, in milliseconds, on a busy machine. */
const waitMs = 45_000
