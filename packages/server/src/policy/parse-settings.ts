import { jsonPositions, type TextPosition } from './json-positions.ts'
import { PolicyError } from './policy-error.ts'

/**
 * Reads settings from the text of a JSON file, so that whatever is wrong with them is told with its line.
 *
 * @param read - takes what the file says; a `PolicyError` that it throws gets the place of its setting
 * @throws {PolicyError} with the line and column of what is wrong
 */
export function parseSettings<T>(text: string, file: string, read: (settings: unknown) => T): T {
  const fail = (path: string, explanation: string, at: TextPosition): PolicyError =>
    new PolicyError(path, explanation, { file, ...at })
  const positions = jsonPositions(text)
  if ('fault' in positions)
    throw fail('', `this is not JSON: ${positions.fault.expected} is expected here`, positions.fault.at)
  const { places, twice } = positions
  if (twice !== undefined) throw fail(twice, 'the setting stands there twice', placeOf(twice, places))
  try {
    return read(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw fail(error.path, error.explanation, placeOf(error.path, places))
  }
}

/** A setting that is missing is reported where its object stands. */
function placeOf(path: string, places: ReadonlyMap<string, TextPosition>): TextPosition {
  let known = path
  while (known !== '') {
    const place = places.get(known)
    if (place !== undefined) return place
    known = known.slice(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['), 0))
  }
  return places.get('') ?? { line: 1, column: 1 }
}
