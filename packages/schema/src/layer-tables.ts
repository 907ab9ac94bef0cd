import type { Schema } from '@chappe/tl'
import { parseSchema } from '@chappe/tl'
import { layers, table } from '../gen/layers-table.js'

/** The layers that we have a schema of, newest first. */
export const knownLayers: readonly number[] = layers

/**
 * The schema of a known layer. Parsed when first asked for, then kept: about 2,400 declarations.
 *
 * @returns undefined for a layer that is not in {@link knownLayers}
 */
export function schemaOfLayer(layer: number): Schema | undefined {
  const column = layers.indexOf(layer)
  return column < 0 ? undefined : schemaOfColumn(column)
}

/** Old requests that belong to no layer of ours but are still sent, with the types they need. */
export function oldRequestsSchema(): Schema {
  const oldest = schemaOfColumn(layers.length - 1)
  return { layer: undefined, constructors: oldest.constructors, functions: schemaOfColumn(layers.length).functions }
}

/** One line of the schema with the layers that have it. */
export interface LayerDeclaration {
  readonly kind: 'constructor' | 'function'
  /** Newest first. */
  readonly layers: readonly number[]
  /** The line in TL, with its number. */
  readonly declaration: string
}

/** Every line that a name has had in the known layers; found in the table itself, so no schema is parsed for it. */
export function declarationsOf(name: string): readonly LayerDeclaration[] {
  // `flags:` is followed by a number sign as well, as a field of many lines.
  if (!/^[\w.]+$/.test(name)) return []
  const functionsAt = table.indexOf('\n---functions---\n')
  const found: LayerDeclaration[] = []
  // A line is `layers name#number …`.
  const needle = ` ${name}#`
  for (let at = table.indexOf(needle); at >= 0; at = table.indexOf(needle, at + 1)) {
    const set = Number.parseInt(table.slice(table.lastIndexOf('\n', at) + 1, at), 16)
    const inLayers = layers.filter((_, column) => ((set >> column) & 1) === 1)
    // Old requests are in the table too, and belong to no layer.
    if (inLayers.length === 0) continue
    const end = table.indexOf('\n', at)
    found.push({
      kind: at > functionsAt ? 'function' : 'constructor',
      layers: inLayers,
      declaration: table.slice(at + 1, end < 0 ? undefined : end),
    })
  }
  return found
}

/** Where a number belongs. */
export interface Home {
  /** The newest layer that has it, or `old-requests`. */
  readonly layer: number | 'old-requests'
  /** The type that the constructor belongs to, or that of the function's answer, as TL spells it. */
  readonly type: string
}

/**
 * Finds where a number belongs; undefined for numbers that nobody knows.
 *
 * @param kind numbers of constructors and of functions are looked up apart, so that neither can stand for the other
 * @param id unsigned
 */
export function homeOf(kind: 'constructor' | 'function', id: number): Home | undefined {
  homes ??= indexHomes()
  return homes[kind].get(id)
}

const schemas = new Map<number, Schema>()

function schemaOfColumn(column: number): Schema {
  const known = schemas.get(column)
  if (known !== undefined) return known
  const lines: string[] = []
  for (const line of table.split('\n')) {
    const space = line.indexOf(' ')
    // The one line without a set of layers in front switches sections.
    if (space < 0) lines.push(line)
    else if (((Number.parseInt(line.slice(0, space), 16) >> column) & 1) === 1) lines.push(line.slice(space + 1))
  }
  const schema = { ...parseSchema(lines.join('\n')), layer: layers[column] }
  schemas.set(column, schema)
  return schema
}

interface Homes {
  readonly constructor: Map<number, Home>
  readonly function: Map<number, Home>
}

let homes: Homes | undefined

function indexHomes(): Homes {
  const index: Homes = { constructor: new Map(), function: new Map() }
  let kind: keyof Homes = 'constructor'
  for (const line of table.split('\n')) {
    const match = /^([0-9a-f]+) [\w.]+#([0-9a-f]{8}) .*= (.+);$/.exec(line)
    if (match === null) {
      if (line === '---functions---') kind = 'function'
      continue
    }
    const [, set = '', id = '', type = ''] = match
    const column = lowestBit(Number.parseInt(set, 16))
    index[kind].set(Number.parseInt(id, 16), { layer: layers[column] ?? 'old-requests', type })
  }
  return index
}

// The lowest bit is the newest layer.
function lowestBit(set: number): number {
  return 31 - Math.clz32(set & -set)
}
