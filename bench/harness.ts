/** One thing to measure: the same work done by us and by others. */
export interface BenchCase {
  readonly name: string
  /** What one run of each function is; the figure is how often it was done per second. */
  readonly unit: string
  readonly ours: () => unknown
  /** By name: loads the peer, checks that it does the same work, and returns what to run. Only the one measured is loaded. */
  readonly peers: Readonly<Record<string, () => Promise<() => unknown>>>
  /** Least ratio to the best peer, and to which one it is held. */
  readonly goal: { readonly ratio: number; readonly peer: string } | undefined
}

/** A case with its figures, as `results.json` holds it. */
export interface BenchResult {
  readonly name: string
  readonly unit: string
  readonly better: 'higher' | 'lower'
  readonly ours: number
  readonly peers: Readonly<Record<string, number>>
  /** Above 1 when ahead of the best peer: the median of the ratios of single rounds; undefined without a peer. */
  readonly ratio: number | undefined
  readonly goal: number | undefined
  readonly met: boolean | undefined
}

/** How long and how often to measure. */
export interface BenchSettings {
  readonly rounds: number
  /** Time that one side runs per round, in milliseconds. */
  readonly sliceMs: number
}

/** Time that each side runs before anything counts, so that its code is optimised, in milliseconds. */
const warmMs = 1500

/** Rates of both sides, round by round. */
export interface Pair {
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
}

/**
 * Measures two sides: in every round they run one after the other, in an order that turns from round to round, so
 * that a busy moment of the machine hits both alike.
 */
export function measurePair(ours: () => unknown, theirs: () => unknown, { rounds, sliceMs }: BenchSettings): Pair {
  const first: number[] = []
  const second: number[] = []
  perSecond(ours, warmMs)
  perSecond(theirs, warmMs)
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) first.push(perSecond(ours, sliceMs))
    second.push(perSecond(theirs, sliceMs))
    if (round % 2 === 1) first.push(perSecond(ours, sliceMs))
  }
  return { ours: first, theirs: second }
}

/**
 * The latest result, exported so that no work is optimised away.
 *
 * @public
 */
export let latest: unknown

/**
 * Runs a function for a while and returns how often it ran per second of processor time, of all threads of this
 * process: the collector's helpers count, and other programs on the machine do not.
 */
function perSecond(run: () => unknown, sliceMs: number): number {
  let done = 0
  let batch = 1
  const before = process.cpuUsage()
  const start = performance.now()
  let elapsed = 0
  while (elapsed < sliceMs) {
    for (let at = 0; at < batch; at++) latest = run()
    done += batch
    elapsed = performance.now() - start
    // Looking at the clock must not weigh on runs of a few nanoseconds.
    if (elapsed < sliceMs / 20) batch *= 2
  }
  const { user, system } = process.cpuUsage(before)
  return (done * 1_000_000) / (user + system)
}

/** Puts the pairs of a case together. */
export function summarize({ name, unit, goal }: BenchCase, pairs: ReadonlyMap<string, Pair>): BenchResult {
  const measured = [...pairs].map(([peer, { ours, theirs }]) => ({
    peer,
    ours: median(ours),
    theirs: median(theirs),
    ratio: median(ours.map((rate, at) => rate / (theirs[at] ?? 0))),
  }))
  const best = measured.reduce((least, other) => (other.ratio < least.ratio ? other : least))
  const held = measured.find(({ peer }) => peer === goal?.peer)?.ratio
  return {
    name,
    unit,
    better: 'higher',
    ours: round(best.ours),
    peers: Object.fromEntries(measured.map(({ peer, theirs }) => [peer, round(theirs)])),
    ratio: Number(best.ratio.toFixed(2)),
    goal: goal?.ratio,
    met: goal === undefined || held === undefined ? undefined : held >= goal.ratio,
  }
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** Three digits are more than the noise of a shared machine leaves. */
function round(value: number): number {
  return Number(value.toPrecision(4))
}
