import type { BenchResult } from './harness.ts'

/** Formats results as a table for the terminal: one line per case, figures in the unit of the case. */
export function formatTable(results: readonly BenchResult[]): string {
  const rows = results.map(result => [
    result.name,
    result.unit,
    figure(result.ours),
    Object.entries(result.peers)
      .map(([name, value]) => `${name} ${figure(value)}`)
      .join(', '),
    result.ratio === undefined ? '' : `${result.ratio}×`,
    result.goal === undefined ? '' : `${result.met ? 'met' : 'MISSED'} (${goalText(result, result.goal)})`,
  ])
  const all = [['case', 'unit', 'ours', 'peers', 'best peer', 'goal'], ...rows]
  const widths = (all[0] as string[]).map((_, column) => Math.max(...all.map(row => (row[column] as string).length)))
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A goal is a lead over a peer, or, where less is better, the figure itself. */
function goalText({ better, unit }: BenchResult, goal: number): string {
  return better === 'lower' ? `≤ ${goal} ${unit}` : `${goal}×`
}

function figure(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
}
