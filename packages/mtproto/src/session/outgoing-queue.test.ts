import { expect, test } from 'vitest'
import { OutgoingQueue, type QueuedMessage } from './outgoing-queue.ts'

function message(msg_id: bigint, options: Partial<QueuedMessage> = {}): QueuedMessage {
  const body = new Uint8Array(100)
  return {
    msg_id,
    seqno: 1,
    body,
    queuedAt: 0,
    at: 'ready',
    repeated: false,
    req_msg_id: undefined,
    carrier: undefined,
    ...options,
  }
}

const idsIn = (queue: OutgoingQueue) => [...queue.values()].map(one => one.msg_id)

test('the oldest is given up beyond the count and beyond the bytes', () => {
  const byCount = new OutgoingQueue(2, 10_000)
  const byBytes = new OutgoingQueue(10, 250)
  for (const id of [1n, 2n, 3n]) {
    byCount.add(message(id))
    byBytes.add(message(id))
  }
  expect(idsIn(byCount)).toEqual([2n, 3n])
  expect(idsIn(byBytes)).toEqual([2n, 3n])
  expect(byBytes.bytes).toBe(200)
})

test('a message larger than the bound is kept alone', () => {
  const queue = new OutgoingQueue(10, 50)
  queue.add(message(1n))
  queue.add(message(2n))
  expect(idsIn(queue)).toEqual([2n])
})

test('what is old is given up, answers excepted', () => {
  const queue = new OutgoingQueue(10, 10_000)
  queue.add(message(1n, { req_msg_id: 9n }))
  queue.add(message(2n))
  queue.add(message(3n, { queuedAt: 5000 }))
  queue.expire(5000)
  expect(idsIn(queue)).toEqual([1n, 3n])
})

test('taking out tells whether it was there', () => {
  const queue = new OutgoingQueue(10, 10_000)
  queue.add(message(1n))
  expect([queue.delete(1n), queue.delete(1n), queue.bytes, queue.size]).toEqual([true, false, 0, 0])
})
