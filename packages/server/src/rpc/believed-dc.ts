import type { BelievedDc } from './call-context.ts'

/**
 * Reads the data center number of a key: 10000 more for the test network, negative for media, 0 when the client did not
 * say. Answers must name the data center that the client believes to talk to, or it asks for the configuration for ever.
 *
 * @param own - the number to assume when the client did not say
 */
export function believedDc(dc: number | undefined, own: number): BelievedDc {
  const number = Math.abs(dc ?? 0)
  const test = number > TEST_OFFSET
  return { id: (test ? number - TEST_OFFSET : number) || own, test }
}

const TEST_OFFSET = 10_000
