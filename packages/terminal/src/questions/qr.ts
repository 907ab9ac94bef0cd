import type { CancelMove, LoginQuestion, LoginState, QrState } from '@chappe/client'
import { drawQr } from '../draw-qr.ts'
import { wrapBesideBar } from '../guided-text.ts'
import type { Prompter } from '../prompter.ts'

/** Shows QR codes, one in the place of the other, until one was scanned. */
export class QrDisplay {
  readonly #prompter: Prompter
  /** Whether one is on the screen; its message shows the newest. */
  #isOpen = false
  /** Whether the server fails to give another. */
  #isPaused = false

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

  /** Hears of every state of the login. */
  hear(question: LoginQuestion): void {
    this.#isPaused = isPause(question.state)
    if (this.#isOpen) this.#prompter.screen.redraw()
    else if (this.#isPaused) this.#prompter.say(question.describe(), 'warn')
  }

  #message({ state, describe }: LoginQuestion<QrState>): string {
    // The code on the screen may be over by now.
    if (this.#isPaused) return `${describe()} Enter: another way in.`
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

/** A login by QR code that goes on by itself; one that ended is told of by the next question. */
function isPause(state: LoginState): boolean {
  return state.at === 'phone' && state.way === 'qr' && state.retryAt !== undefined && state.problem !== 'FLOOD_WAIT'
}

const invitation = 'Scan it with Telegram, Settings > Devices. Enter: another way in.'
/** The bar and a space on the left, and one column at the right. */
const marginColumns = 4
/** The bar above, the place to type, the end of the bar, and the line below it. */
const otherRows = 4
