import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readAnswers } from './answers.ts'

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

  it('lets go when it is told to, with the reason', async () => {
    using answers = readAnswers(new PassThrough())
    const stop = new AbortController()
    const waiting = answers.next(stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})
