import type { Readable } from 'node:stream'
import { usageError } from './command-error.ts'

/**
 * Reads the words after a method's name: either one JSON object, or pairs `--name value`, where the value may be JSON too.
 * A `--name` without a value is `true`.
 */
export function parseParameters(words: readonly string[]): Record<string, unknown> {
  const [first] = words
  if (first === undefined) return {}
  if (words.length === 1 && /^\s*[[{]/.test(first)) return parseObject(first)
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

/** Reads all parameters as one JSON object from a stream. */
export async function readParameters(input: Readable): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of input.setEncoding('utf8')) {
    text += chunk
    if (text.length > inputLengthMax) throw usageError(`standard input is longer than ${inputLengthMax} characters`)
  }
  return parseObject(text)
}

/** More than a call may have. */
const inputLengthMax = 4 * 1024 * 1024

// Only what looks like a JSON object, array or string is read as JSON: +12025550143 and 00123 stay as they are typed.
function parseValue(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw usageError(`this value is not JSON: ${shorten(text)}`, (cause as Error).message)
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw usageError(`the parameters are not JSON: ${shorten(text)}`, (cause as Error).message)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw usageError('the parameters have to be a JSON object', 'Like this: { "name": value, … }')
}

function shorten(text: string): string {
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text
}

const shownMax = 120
