import { errorArgument, errorNameForms } from './error-names.ts'
import { remediesByCode, tellingCodes } from './remedies/by-code.ts'
import { remedyByEnding } from './remedies/by-ending.ts'
import { challengeRemedies } from './remedies/challenges.ts'
import { namedRemedies } from './remedies/named.ts'

/**
 * Says what to do about an error. A sentence about the very name comes first, then one about its last words
 * (`…_INVALID`), which names the parameter when the method has one that fits, then one about the code; 401 and 406 say
 * more than last words do.
 *
 * @param name as met, `FLOOD_WAIT_30`, or in general, `FLOOD_WAIT_%d`; the number met stands in the sentence, X otherwise
 * @param code the number that goes with the name: 420
 * @param parameters names of the method's parameters; empty for the error in general
 * @returns one or two sentences of Markdown in which `{@link name}` refers to TL names; undefined when neither name nor
 *   code says anything
 * @see https://core.telegram.org/api/errors
 */
export function remedyFor(name: string, code: number, parameters: readonly string[] = []): string | undefined {
  return remedyOfItsOwn(name) ?? remedyByClass(name, code, parameters)
}

function remedyOfItsOwn(name: string): string | undefined {
  const known = errorNameForms(name).find(form => byName.has(form))
  if (known === undefined) return challengeRemedies.find(({ beginning }) => name.startsWith(beginning))?.remedy
  const argument = errorArgument(name, known)
  const remedy = byName.get(known)
  return argument === undefined ? remedy : remedy?.replaceAll(/\bX\b/g, String(argument))
}

function remedyByClass(name: string, code: number, parameters: readonly string[]): string | undefined {
  const ofCode = remediesByCode[code]
  return tellingCodes.has(code) ? ofCode : (remedyByEnding(name, parameters) ?? ofCode)
}

const byName: ReadonlyMap<string, string> = new Map(namedRemedies)
