import type { CancelMove, LoginQuestion, QrState } from '@chappe/client'
import { drawQr } from '../draw-qr.ts'
import { wrapBesideBar } from '../guided-text.ts'
import type { Prompter } from '../prompter.ts'

/** Shows QR codes, one in the place of the other, until one was scanned. */
export class QrDisplay {
  readonly #prompter: Prompter
  /** Whether one is on the screen; its message shows the newest. */
  #isOpen = false

  constructor(prompter: Prompter) {
    this.#prompter = prompter
  }

  /** @returns when another way in is wanted; a code that is shown already is drawn anew instead */
  async show(question: LoginQuestion<QrState>): Promise<CancelMove | undefined> {
    if (this.#isOpen) {
      this.#prompter.screen.redraw()
      return undefined
    }
    this.#isOpen = true
    try {
      await this.#prompter.text({ message: () => this.#message(question), short: 'QR code' }, question.signal)
      return { _: 'cancel' }
    } catch (error) {
      if (question.signal.aborted) return undefined
      throw error
    } finally {
      this.#isOpen = false
    }
  }

  #message({ state }: LoginQuestion<QrState>): string {
    const { columns, rows, hasColours } = this.#prompter.screen
    const room = {
      columns: columns - marginColumns,
      rows: rows - otherRows - wrapBesideBar(invitation, columns).length,
    }
    const drawing = drawQr(state.url, room, hasColours)
    if (drawing !== undefined) return [invitation, ...drawing].join('\n')
    return `There is no room for a QR code here: make the window larger, or open this link where you are logged in. ${state.url}`
  }
}

const invitation = 'Scan it with Telegram, Settings > Devices. Enter: another way in.'
/** The bar and a space on the left, and one column at the right. */
const marginColumns = 4
/** The bar above, the place to type, the end of the bar, and the line below it. */
const otherRows = 4
