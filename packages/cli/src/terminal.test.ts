import { Writable } from 'node:stream'
import { WriteStream } from 'node:tty'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTerminal } from './terminal.ts'

/** A stream that remembers what is written, and says that it is a terminal if `columns` are given. */
function makeStream(columns?: number) {
  let written = ''
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const { getColorDepth } = WriteStream.prototype
  const screen = { isTTY: columns !== undefined, columns, getColorDepth }
  return { stream: Object.assign(stream, screen) as unknown as NodeJS.WriteStream, written: () => written }
}

describe('createTerminal', () => {
  beforeEach(() => {
    for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'CI']) vi.stubEnv(name, undefined)
    vi.stubEnv('TERM', 'xterm-256color')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('colours on a screen, not in a pipe', () => {
    const terminal = createTerminal(makeStream().stream, makeStream(80).stream)
    expect(terminal.style('red', 'x')).toBe('x')
    expect(terminal.noteStyle('red', 'x')).toBe('\u001b[31mx\u001b[39m')
  })

  it('obeys NO_COLOR', () => {
    vi.stubEnv('NO_COLOR', '1')
    expect(createTerminal(makeStream(80).stream, makeStream(80).stream).style('red', 'x')).toBe('x')
  })

  it.each([
    [undefined, Number.POSITIVE_INFINITY],
    [80, 80],
    [120, 110],
    [20, 40],
    [0, 80],
  ])('wraps at the screen, within reason: %s columns give %s', (columns, width) => {
    expect(createTerminal(makeStream(columns).stream, makeStream().stream).width).toBe(width)
  })

  it('keeps results and remarks apart, and asks in a line where an answer is typed', () => {
    const [stdout, stderr] = [makeStream(), makeStream()]
    const terminal = createTerminal(stdout.stream, stderr.stream, { isTTY: true })
    terminal.out('result')
    terminal.note('remark')
    terminal.ask('Code:')
    createTerminal(stdout.stream, stderr.stream, {}).ask('Code:')
    expect(stdout.written()).toBe('result\n')
    expect(stderr.written()).toBe('remark\nCode: Code:\n')
  })
})
