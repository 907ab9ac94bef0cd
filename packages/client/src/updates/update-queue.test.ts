import type { Updates } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { UpdateQueue, updateQueueLengthMax } from './update-queue.ts'

const config: Updates = { _: 'updateShort', update: { _: 'updateConfig' }, date: 1 }

describe('UpdateQueue', () => {
  it('gives every listener what arrives while it listens', async () => {
    const queue = new UpdateQueue()
    const first = queue.listen()
    const second = queue.listen()
    const reads = [first.next(), second.next()]
    queue.push(config)
    expect(await Promise.all(reads)).toEqual([
      { done: false, value: config },
      { done: false, value: config },
    ])
  })

  it('replaces a queue that nobody reads by updatesTooLong', async () => {
    const queue = new UpdateQueue()
    const listener = queue.listen()
    const first = listener.next()
    for (let index = 0; index < updateQueueLengthMax + 5; index++) queue.push(config)
    queue.close()
    const rest: Updates[] = [(await first).value as Updates]
    for await (const updates of listener) rest.push(updates)
    expect(rest.length).toBeLessThan(10)
    expect(rest.some(updates => updates._ === 'updatesTooLong')).toBe(true)
  })

  it('throws the reason of the signal and forgets the listener', async () => {
    const queue = new UpdateQueue()
    const abort = new AbortController()
    const listener = queue.listen(abort.signal)
    const read = listener.next()
    abort.abort(new Error('enough'))
    await expect(read).rejects.toThrow('enough')
    expect(await listener.next()).toEqual({ done: true, value: undefined })
  })

  it('throws the error that ended the connection, after what was waiting', async () => {
    const queue = new UpdateQueue()
    const listener = queue.listen()
    const read = listener.next()
    queue.push(config)
    queue.fail(new Error('the key is gone'))
    expect((await read).value).toEqual(config)
    await expect(listener.next()).rejects.toThrow('the key is gone')
  })

  it('ends the loop when it is closed, after what was waiting', async () => {
    const queue = new UpdateQueue()
    const listener = queue.listen()
    const read = listener.next()
    queue.push(config)
    queue.close()
    expect((await read).value).toEqual(config)
    expect((await listener.next()).done).toBe(true)
    expect((await queue.listen().next()).done).toBe(true)
  })
})
