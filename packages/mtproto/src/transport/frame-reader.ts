import type { ByteQueue } from './byte-queue.ts'
import type { Framing } from './framing.ts'
import type { Frame } from './transport.ts'

/**
 * Makes the function that takes all complete frames out of a queue. Once it has thrown, it throws the same error for
 * ever: behind a broken frame nothing can be told apart.
 */
export function readFrames(framing: Framing, queue: ByteQueue): () => Frame[] {
  let broken: { readonly error: unknown } | undefined
  return () => {
    if (broken !== undefined) throw broken.error
    try {
      const frames: Frame[] = []
      for (let frame = framing.read(queue); frame !== undefined; frame = framing.read(queue)) {
        if (frame !== 'skipped') frames.push(frame)
      }
      return frames
    } catch (error) {
      broken = { error }
      queue.skip(queue.length)
      throw error
    }
  }
}
