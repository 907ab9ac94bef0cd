import type { BenchResult } from '../harness.ts'

/** Makes a result of figures of which the smaller is the better. The goal is a figure, too. */
export function lowerIsBetter(
  name: string,
  unit: string,
  ours: number,
  peers: Readonly<Record<string, number>>,
  goal: number | undefined,
): BenchResult {
  return {
    name,
    unit,
    better: 'lower',
    ours: round(ours),
    peers: Object.fromEntries(Object.entries(peers).map(([peer, value]) => [peer, round(value)])),
    ratio: Number((Math.min(...Object.values(peers)) / ours).toFixed(2)),
    goal,
    met: goal === undefined ? undefined : ours <= goal,
  }
}

/**
 * The value that a quarter of the rounds stay below. Other programs on the machine can make a start slower, never faster,
 * so this moves less than the median from run to run.
 */
export function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 2] ?? 0
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
