import type { ValueStyle } from './show-value.ts'
import type { Terminal } from './terminal.ts'

/** The colours of a value on a terminal. */
export function valueStyle(terminal: Terminal): ValueStyle {
  return {
    constructor_name: text => terminal.style('cyan', text),
    field: text => terminal.style('dim', text),
    value: text => terminal.style('yellow', text),
  }
}
