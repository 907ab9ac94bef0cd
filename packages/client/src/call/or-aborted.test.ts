import { describe, expect, it } from 'vitest'
import { orAborted } from './or-aborted.ts'

describe('orAborted', () => {
  it('gives what the work gives, without and with a signal', async () => {
    expect(await orAborted(Promise.resolve(1), undefined)).toBe(1)
    expect(await orAborted(Promise.resolve(2), new AbortController().signal)).toBe(2)
    await expect(orAborted(Promise.reject(new Error('no')), new AbortController().signal)).rejects.toThrow('no')
  })

  it('rejects with the reason of the signal, and leaves the work to others', async () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const abort = new AbortController()
    const mine = orAborted(promise, abort.signal)
    const theirs = orAborted(promise, undefined)
    abort.abort(new Error('enough'))
    await expect(mine).rejects.toThrow('enough')
    resolve(3)
    expect(await theirs).toBe(3)
    await expect(orAborted(promise, abort.signal)).rejects.toThrow('enough')
  })
})
