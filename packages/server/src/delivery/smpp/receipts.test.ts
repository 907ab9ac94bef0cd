import { expect, it } from 'vitest'
import { ReceiptBook } from './receipts.ts'

const delivered = (message_id: string) => ({ message_id, state: 'delivered' as const, detail: 'DELIVRD' })

it.each([
  ['as it was given', '7F3A', '7F3A'],
  ['in decimal', '7F3A', '32570'],
  ['in hexadecimal', '32570', '7f3a'],
  ['with zeros in front', '32570', '0000032570'],
])('finds a message by its id %s', (_, given, received) => {
  const book = new ReceiptBook<string>()
  book.remember('message', [given])
  expect(book.settle(delivered('1'))).toBeUndefined()
  expect(book.settle(delivered(received))).toBe('message')
  expect(book.settle(delivered(received))).toBeUndefined()
})

it('is settled by the first part that was lost, once', () => {
  const book = new ReceiptBook<string>()
  book.remember('message', ['a', 'b'])
  expect(book.settle({ message_id: 'a', state: 'undelivered', detail: 'EXPIRED' })).toBe('message')
  expect(book.settle({ message_id: 'b', state: 'undelivered', detail: 'EXPIRED' })).toBeUndefined()
})

it('forgets the oldest beyond ten thousand', () => {
  const book = new ReceiptBook<number>()
  for (let index = 0; index <= 10_000; index++) book.remember(index, [`id${index}`])
  expect(book.settle(delivered('id0'))).toBeUndefined()
  expect(book.settle(delivered('id1'))).toBe(1)
})
