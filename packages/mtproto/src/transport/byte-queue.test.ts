import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteQueue } from './byte-queue.ts'

describe('the byte queue', () => {
  test('gives back every byte once and in order, however it is filled and emptied', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 6000 }), fc.nat(7000))), steps => {
        const queue = new ByteQueue()
        const pushed: number[] = []
        const taken: number[] = []
        for (const [chunk, want] of steps) {
          queue.push(chunk)
          pushed.push(...chunk)
          taken.push(...queue.take(Math.min(want, queue.length)))
        }
        taken.push(...queue.takeAll())
        expect(taken).toEqual(pushed)
        expect(queue.length).toBe(0)
      }),
    )
  })

  test('reads whole frames of one chunk in place', () => {
    const chunk = Uint8Array.of(1, 2, 3, 4)
    const queue = new ByteQueue()
    queue.push(chunk)
    expect(queue.take(2).buffer).toBe(chunk.buffer)
  })

  test('does not hand out memory that later bytes overwrite', () => {
    const queue = new ByteQueue()
    queue.push(Uint8Array.of(1, 2))
    queue.push(Uint8Array.of(3, 4))
    const taken = queue.take(3)
    for (let byte = 0; byte < 10_000; byte++) {
      queue.push(Uint8Array.of(9))
      if (byte % 2 === 0) queue.take(1)
    }
    expect([...taken]).toEqual([1, 2, 3])
  })

  test('leaves chunks that are Node buffers as they were', () => {
    const chunk = Buffer.from([1, 2, 3])
    const queue = new ByteQueue()
    queue.push(chunk)
    queue.push(Uint8Array.of(4))
    expect([...queue.takeAll()]).toEqual([1, 2, 3, 4])
    expect([...chunk]).toEqual([1, 2, 3])
  })

  test('reads little-endian words without removing them', () => {
    const queue = new ByteQueue()
    queue.push(Uint8Array.of(0, 0x78, 0x56, 0x34, 0xf2))
    expect(queue.uint32(1)).toBe(0xf2345678)
    expect(queue.byte(4)).toBe(0xf2)
    expect(queue.length).toBe(5)
  })
})
