import { rhoFactor } from './rho-factor.ts'

/** The largest number the exchange may use. */
const PQ_MAX = 2n ** 63n - 1n

/** Square-free multipliers; with one of them the walk nearly always finds a useful form early. */
const MULTIPLIERS: readonly number[] = [1, 3, 5, 7, 11, 15, 21, 33, 35, 55, 77, 105, 165, 231, 385, 1155]

const SMALL_PRIMES: readonly bigint[] = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]

/**
 * Splits `pq` of `resPQ` into p · q with 1 < p < q.
 *
 * The effort is bounded, whatever the server sends: primes, squares and numbers above 2^63 - 1 are refused, and the
 * searches end after a fixed number of steps. Typical numbers take about a millisecond.
 *
 * @returns `undefined` when there is no such pair or none was found
 * @see {@link https://core.telegram.org/mtproto/auth_key#3-client-decomposes-pq-into-prime-factors-such-that-p-lt-q}
 */
export function factorize(pq: bigint): [p: bigint, q: bigint] | undefined {
  if (pq < 6n || pq > PQ_MAX) return undefined
  const factor = smallFactor(pq) ?? (isPrime64(pq) ? undefined : (squareForms(pq) ?? rhoFactor(pq)))
  if (factor === undefined) return undefined
  const other = pq / factor
  if (factor === other) return undefined
  return factor < other ? [factor, other] : [other, factor]
}

function smallFactor(n: bigint): bigint | undefined {
  return SMALL_PRIMES.find(prime => n % prime === 0n && n !== prime)
}

/**
 * Tells whether an odd number below 2^64 is prime. The first twelve primes as Miller–Rabin bases decide exactly up to
 * 3.18 · 10^23 (Sorenson and Webster 2015); composites nearly always fail at the first.
 */
function isPrime64(n: bigint): boolean {
  let odd = n - 1n
  let twos = 0
  while ((odd & 1n) === 0n) {
    odd >>= 1n
    twos++
  }
  return SMALL_PRIMES.every(base => {
    if (base >= n) return true
    let power = 1n
    for (let e = odd, square = base; e > 0n; e >>= 1n, square = (square * square) % n) {
      if ((e & 1n) === 1n) power = (power * square) % n
    }
    if (power === 1n || power === n - 1n) return true
    for (let i = 1; i < twos; i++) {
      power = (power * power) % n
      if (power === n - 1n) return true
    }
    return false
  })
}

/**
 * Shanks's square forms factorization. Its numbers stay below 2 · sqrt(k · n) < 2^38, so the walk runs in doubles
 * without rounding; only its start and its turning point need BigInt.
 */
function squareForms(n: bigint): bigint | undefined {
  for (const multiplier of MULTIPLIERS) {
    const factor = walk(n, BigInt(multiplier) * n)
    if (factor !== undefined) return factor
  }
  return undefined
}

function walk(n: bigint, kn: bigint): bigint | undefined {
  const root = Number(integerRoot(kn))
  const stepsMax = 6 * Math.floor(Math.sqrt(2 * root))

  // Forward through the continued fraction of sqrt(kn), until an even step meets a square Q.
  let P = root
  let previousQ = 1
  let Q = Number(kn - BigInt(root) ** 2n)
  if (Q === 0) return properFactor(n, BigInt(root))
  let squareRoot = 0
  for (let i = 2; ; i++) {
    if (i > stepsMax) return undefined
    const b = Math.floor((root + P) / Q)
    const nextP = b * Q - P
    const nextQ = previousQ + b * (P - nextP)
    previousQ = Q
    Q = nextQ
    P = nextP
    if (i % 2 === 0) {
      squareRoot = Math.round(Math.sqrt(Q))
      if (squareRoot * squareRoot === Q) break
    }
  }

  // Backward from the root of that form, until P repeats: there Q shares a factor with n.
  P += squareRoot * Math.floor((root - P) / squareRoot)
  previousQ = squareRoot
  Q = Number((kn - BigInt(P) ** 2n) / BigInt(squareRoot))
  for (let i = 0; i <= stepsMax; i++) {
    const b = Math.floor((root + P) / Q)
    const nextP = b * Q - P
    if (nextP === P) return properFactor(n, BigInt(Q))
    const nextQ = previousQ + b * (P - nextP)
    previousQ = Q
    Q = nextQ
    P = nextP
  }
  return undefined
}

function properFactor(n: bigint, candidate: bigint): bigint | undefined {
  let [a, b] = [n, candidate]
  while (b !== 0n) [a, b] = [b, a % b]
  return a !== 1n && a !== n ? a : undefined
}

/** The square root rounded down: the double's estimate, corrected. */
function integerRoot(n: bigint): bigint {
  let root = BigInt(Math.floor(Math.sqrt(Number(n))))
  while (root * root > n) root--
  while ((root + 1n) * (root + 1n) <= n) root++
  return root
}
