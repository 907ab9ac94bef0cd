import type { InboxMessage } from '@chappe/server'
import { mediumOf } from './commands/serve.ts'
import { showValue } from './show-value.ts'
import type { Terminal } from './terminal.ts'
import { valueStyle } from './value-style.ts'
import { wrapText } from './wrap-text.ts'

/** What the tour shows, step by step. */
export interface TourScreen {
  opening(address: { readonly host: string; readonly port: number }, dataDir: string): void
  /** Begins a numbered step. */
  step(title: string, explanation: string): void
  /** A paragraph. */
  say(text: string): void
  /** A call and its answer by their names. */
  brief(method: string, answer: string): void
  request(value: unknown): void
  answer(value: unknown): void
  refusal(error_code: number, error_message: string): void
  /** A message as it arrives at a phone. */
  message(message: InboxMessage): void
  /** A line that the next one replaces, where there is a screen. */
  waiting(text: string): void
  /** Ends such lines. */
  waited(): void
  success(text: string): void
}

/** Where nobody looks, lines are kept readable nevertheless: they end up in a log or on a page. */
const pageWidth = 100

/** Begins the tour's screen. */
export function createTourScreen(terminal: Terminal): TourScreen {
  const width = terminal.isScreen ? terminal.width : pageWidth
  const style = valueStyle(terminal)
  let steps = 0
  const say = (text: string) => terminal.out(`\n${wrapText(text, width)}`)
  const arrow = (mark: string, text: string) => terminal.out(`  ${mark} ${text.replaceAll('\n', '\n    ')}`)
  const value = (it: unknown) => showValue(it, { style, width: width - valueIndent })
  return {
    opening(address, dataDir) {
      terminal.out(terminal.style('bold', 'Chappe: a Telegram data center of your own, and a login to it'))
      say(
        `The data center listens on ${address.host}:${address.port} and keeps its data in ${dataDir}. All that follows ` +
          'goes over TCP, encrypted with keys that each device has just agreed on with it.',
      )
    },
    step(title, explanation) {
      steps += 1
      terminal.out(`\n${terminal.style(['bold', 'cyan'], `${steps}. ${title}`)}`)
      terminal.out(wrapText(explanation, width))
    },
    say,
    brief: (method, answer) => terminal.out(`  ${method} ${terminal.style('dim', '→')} ${answer}`),
    request: it => arrow(terminal.style('dim', '→'), value(it)),
    answer: it => arrow(terminal.style('dim', '←'), value(it)),
    refusal: (error_code, error_message) =>
      arrow(terminal.style('dim', '←'), terminal.style('red', `rpc_error ${error_code} ${error_message}`)),
    message(message) {
      const head = `${mediumOf(message)} to +${message.phone_number}:`
      const words = message.text.replaceAll(/\s+/g, ' ')
      const lines = wrapText(`${head} ${words}`, width, '    ', '  ✉ ').split('\n')
      for (const line of lines) terminal.out(terminal.style('magenta', line))
    },
    waiting(text) {
      const line = terminal.style('dim', `  … ${text}`)
      if (terminal.isScreen) terminal.replaceLine(line)
      else terminal.out(line)
    },
    waited() {
      if (terminal.isScreen) terminal.replaceLine('')
    },
    success: text => terminal.out(`\n${terminal.style(['bold', 'green'], `✓ ${text}`)}`),
  }
}

/** The arrow and the spaces around it. */
const valueIndent = 4
