/** Steps of one walk. A factor of 31 bits is found after about 2^16 on average; this is eight times as many. */
const STEPS_MAX = 1 << 19

/** Differences that are multiplied up before one greatest common divisor is taken. */
const BATCH = 128

/** Walks with different polynomials before the search is given up. */
const WALKS_MAX = 4

/**
 * Pollard's rho with Brent's cycle search, for the rare numbers that square forms leave alone.
 *
 * @param n - odd and composite
 * @returns a proper factor, or `undefined` after a bounded number of steps
 */
export function rhoFactor(n: bigint): bigint | undefined {
  for (let c = 1n; c <= WALKS_MAX; c++) {
    const factor = walk(n, c)
    if (factor !== undefined) return factor
  }
  return undefined
}

function walk(n: bigint, c: bigint): bigint | undefined {
  const next = (value: bigint): bigint => (value * value + c) % n
  let fast = 2n
  let steps = 0
  for (let length = 1; steps < STEPS_MAX; length *= 2) {
    const slow = fast
    for (let i = 0; i < length; i++) fast = next(fast)
    steps += length
    for (let done = 0; done < length && steps < STEPS_MAX; ) {
      const batchStart = fast
      let product = 1n
      let i = 0
      for (; i < BATCH && done < length; i++, done++) {
        fast = next(fast)
        product = (product * distance(slow, fast)) % n
      }
      steps += i
      const factor = greatestCommonDivisor(product, n)
      if (factor === 1n) continue
      return factor !== n ? factor : oneByOne(n, next, slow, batchStart)
    }
  }
  return undefined
}

/** Several factors fell into one batch: goes through it again in single steps. */
function oneByOne(n: bigint, next: (value: bigint) => bigint, slow: bigint, batchStart: bigint): bigint | undefined {
  let fast = batchStart
  for (let i = 0; i < BATCH; i++) {
    fast = next(fast)
    const factor = greatestCommonDivisor(distance(slow, fast), n)
    if (factor !== 1n) return factor === n ? undefined : factor
  }
  return undefined
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
