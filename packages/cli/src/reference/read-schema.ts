import { readFileSync } from 'node:fs'
import { knownLayers, schemaOfLayer } from '@chappe/schema/layers'
import { checkSchema, parseSchema, type Schema } from '@chappe/tl'
import { CommandError, usageError } from '../command-error.ts'
import { exitCodes } from '../exit-codes.ts'

/** Which schema a reference is about: by default the newest layer. */
export interface SchemaChoice {
  /** A known layer. */
  readonly layer?: number
  /** A file of TL text. */
  readonly schema?: string
}

/**
 * Reads the schema that was chosen; undefined for the newest layer.
 *
 * @param note - is told what is strange in a file, though pages can be made of it
 * @throws {CommandError} for an unknown layer, or a file that cannot be read or made pages of
 */
export function readSchema(choice: SchemaChoice, note: (line: string) => void): Schema | undefined {
  if (choice.layer !== undefined && choice.schema !== undefined) {
    throw usageError(
      '--layer and --schema exclude each other',
      'A file says its layer itself, in a line "// LAYER 227".',
    )
  }
  if (choice.schema !== undefined) return readFile(choice.schema, note)
  return choice.layer === undefined ? undefined : readLayer(choice.layer)
}

function readLayer(layer: number): Schema {
  const schema = schemaOfLayer(layer)
  if (schema !== undefined) return schema
  throw usageError(
    `layer ${layer} is not known`,
    `Known are ${knownLayers.join(', ')}; any other from a file: --schema.`,
  )
}

function readFile(path: string, note: (line: string) => void): Schema {
  const schema = parse(path, read(path))
  if (schema.constructors.length + schema.functions.length === 0) {
    throw usageError(`${path} declares nothing`, 'A line of TL reads: auth.cancelCode phone_number:string = Bool;')
  }
  const problems = checkSchema(schema)
  const twice = problems.find(({ code }) => code === 'DUPLICATE_NAME')
  // Two lines of one name would be two pages at one address.
  if (twice !== undefined) throw usageError(`${path}: ${twice.combinator} ${twice.message}`)
  for (const { combinator, message } of problems.slice(0, notesMax)) note(`${path}: ${combinator}: ${message}`)
  if (problems.length > notesMax) note(`${path}: and ${problems.length - notesMax} more of this kind`)
  return schema
}

/** Strange lines that are told one by one. */
const notesMax = 10

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw usageError(`the schema ${path} cannot be read: ${(cause as Error).message}`)
  }
}

function parse(path: string, text: string): Schema {
  try {
    return parseSchema(text)
  } catch (cause) {
    const { line, column, message } = cause as Error & { readonly line?: number; readonly column?: number }
    if (line === undefined) throw cause
    const what = message.replace(/^\[SYNTAX\] line \d+, column \d+: /, '')
    throw new CommandError(`${path}:${line}:${column}: ${what}`, { code: 'SYNTAX', exitCode: exitCodes.usage, cause })
  }
}
