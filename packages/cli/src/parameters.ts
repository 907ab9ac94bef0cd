import { usageError } from './command-error.ts'

/**
 * Reads the words after a method's name: either one JSON object, or pairs `--name value`, where the value may be JSON too.
 * A `--name` without a value is `true`.
 */
export function parseParameters(words: readonly string[]): Record<string, unknown> {
  const [first] = words
  if (first === undefined) return {}
  if (words.length === 1 && first.trimStart().startsWith('{')) return parseObject(first)
  const parameters: Record<string, unknown> = {}
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const match = /^--([a-zA-Z]\w*)(?:=(.*))?$/s.exec(word)
    if (match === null) {
      throw usageError(
        `"${word}" stands where a parameter's name is expected`,
        'Write --name value, or all parameters as one JSON object.',
      )
    }
    const [, name, attached] = match
    const next = words[index + 1]
    let value: unknown = true
    if (attached !== undefined) value = parseValue(attached)
    else if (next !== undefined && !next.startsWith('--')) {
      value = parseValue(next)
      index++
    }
    if (Object.hasOwn(parameters, name!)) throw usageError(`--${name} is given twice`)
    parameters[name!] = value
  }
  return parameters
}

// Only what looks like a JSON object, array or string is read as JSON: +12025550143 and 00123 stay as they are typed.
function parseValue(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw usageError(`this value is not JSON: ${text}`, (cause as Error).message)
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (cause) {
    throw usageError(`the parameters are not JSON: ${text}`, (cause as Error).message)
  }
}
