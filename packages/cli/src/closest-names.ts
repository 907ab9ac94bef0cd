const shownMax = 3

/** Finds the names that a mistyped one most likely meant, best first. */
export function closestNames(typed: string, names: Iterable<string>): string[] {
  const wanted = typed.toLowerCase()
  const limit = Math.max(2, Math.floor(wanted.length / 4))
  const scored: { name: string; score: number }[] = []
  for (const name of names) {
    const candidate = name.toLowerCase()
    const bare = candidate.slice(candidate.indexOf('.') + 1)
    if (bare === wanted || candidate === wanted) scored.push({ name, score: 0 })
    else {
      const score = Math.min(
        distance(wanted, candidate, limit),
        wanted.includes('.') ? Number.POSITIVE_INFINITY : distance(wanted, bare, limit) + 0.5,
      )
      if (score <= limit) scored.push({ name, score })
    }
  }
  const isFound = scored.some(({ score }) => score === 0)
  return scored
    .filter(({ score }) => !isFound || score === 0)
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, shownMax)
    .map(({ name }) => name)
}

// Levenshtein distance, given up (as infinity) once it must exceed the limit.
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    if (Math.min(...next) > limit) return Number.POSITIVE_INFINITY
    row = next
  }
  return row[b.length]!
}
