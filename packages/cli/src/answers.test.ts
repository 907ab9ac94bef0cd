import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { type AnswerInput, readAnswers } from './answers.ts'

const never = new AbortController().signal

describe('readAnswers', () => {
  it('gives lines in order, typed before or after they are asked for', async () => {
    const input = new PassThrough()
    using answers = readAnswers(input)
    input.write('one\n  two \n')
    expect(await answers.next(never)).toBe('one')
    expect(await answers.next(never)).toBe('two')
    const third = answers.next(never)
    input.end('three')
    expect(await third).toBe('three')
  })

  it('says that the input has ended, to whoever waits and to whoever comes later', async () => {
    const input = new PassThrough()
    using answers = readAnswers(input)
    const waiting = answers.next(never)
    input.end()
    await expect(waiting).rejects.toMatchObject({ code: 'INPUT_ENDED' })
    await expect(answers.next(never)).rejects.toMatchObject({ code: 'INPUT_ENDED' })
  })

  it('keeps the spaces of what is hidden, and of nothing else', async () => {
    const input = new PassThrough()
    using answers = readAnswers(input)
    input.write(' secret \n plain \n')
    expect(await answers.nextHidden(never)).toBe(' secret ')
    expect(await answers.next(never)).toBe('plain')
  })

  it('has a terminal show nothing while something hidden is typed, and takes back what is deleted', async () => {
    const modes: boolean[] = []
    const input: AnswerInput = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (isRaw: boolean) => modes.push(isRaw),
    })
    using answers = readAnswers(input)
    const hidden = answers.nextHidden(never)
    expect(modes).toEqual([true])
    input.push('wrong\u0015sé!\u007f')
    input.push('cret\r')
    expect(await hidden).toBe('sécret')
    expect(modes).toEqual([true, false])
    const stopped = answers.nextHidden(never)
    input.push('\u0004')
    await expect(stopped).rejects.toMatchObject({ code: 'INPUT_ENDED' })
    expect(modes).toEqual([true, false, true, false])
  })

  it('lets go when it is told to, with the reason', async () => {
    using answers = readAnswers(new PassThrough())
    const stop = new AbortController()
    const waiting = answers.next(stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})
