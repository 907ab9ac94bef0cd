import { jsonPositions, type TextPosition } from './json-positions.ts'
import { PolicyError } from './policy-error.ts'
import { type PolicyOverrides, resolvePolicy } from './resolve-policy.ts'

/**
 * Reads a login policy from the text of a JSON file and checks that it can be followed.
 *
 * @param file - the file's name, for messages
 * @returns the settings of the file, to be given to `DataCenter.start`
 * @throws {PolicyError} with the line and column of what is wrong
 */
export function parsePolicy(text: string, file: string): PolicyOverrides {
  const fail = (path: string, explanation: string, at: TextPosition): PolicyError =>
    new PolicyError(path, explanation, { file, ...at })
  const positions = jsonPositions(text)
  if ('fault' in positions)
    throw fail('', `this is not JSON: ${positions.fault.expected} is expected here`, positions.fault.at)
  const { places, twice } = positions
  if (twice !== undefined) throw fail(twice, 'the setting stands there twice', placeOf(twice, places))
  const settings = JSON.parse(text) as PolicyOverrides
  try {
    resolvePolicy(settings)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw fail(error.path, error.explanation, placeOf(error.path, places))
  }
  return settings
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
