import type { Combinator, Field, Schema, TypeExpression } from '@chappe/tl'
import { usefulFields } from './useful-fields.ts'
import { bools } from './values/bools.ts'
import { type ByteString, byteStrings, doubles, lists } from './values/byte-strings.ts'
import { channelMethods, constructorsOfFields, constructorsOfTypes, wrappedCalls } from './values/constructors.ts'
import { ints } from './values/ints.ts'
import { longs } from './values/longs.ts'
import { entryFor, keysOf, lookUp, type Place } from './values/lookup.ts'
import { strings } from './values/strings.ts'

/** A TL value as codecs take it. */
export type ExampleValue =
  | string
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly ExampleValue[]
  | { readonly [field: string]: ExampleValue }

/** The fields of a constructor or the parameters of a method. */
export type ExampleFields = Record<string, ExampleValue>

/**
 * Which of the optional fields at the top of a value are filled: the useful ones only, simple texts and numbers too, or
 * all. Nested values have the useful ones.
 */
export type OptionalFields = 'none' | 'plain' | 'all'

/** Makes example values for one schema. */
interface ValueBuilder {
  /** The fields of a constructor or the parameters of a method, without `_`. */
  fields(combinator: Combinator, optional: OptionalFields): ExampleFields
  /** Fields whose value no table or rule gives: `owner.field`. They get one made of their type alone. */
  readonly unnamed: ReadonlySet<string>
}

/** Deepest nesting of an example. Required fields of the known schemas reach about 6; what is deeper takes the shortest way out. */
const depthMax = 12

/** Depth from which on the constructor with the fewest fields is taken, so that recursive types end. */
const shortDepth = 5

/** Fields that want a user which is a bot, and the one that examples name. */
const botField = /^(bot|bots|bot_id|guard_bot|manager_id)$/
const botId = 5_000_000_042n

/** Makes the example values of a schema. */
export function createValueBuilder(schema: Schema): ValueBuilder {
  const constructors = new Map(schema.constructors.map(combinator => [combinator.name, combinator]))
  const functions = new Map(schema.functions.map(combinator => [combinator.name, combinator]))
  const members = membersByType(schema.constructors)
  const heights = heightsOf(schema.constructors, members)
  const unnamed = new Set<string>()

  return { fields: (combinator, optional) => fieldsOf(combinator, optional, combinator.name, 0), unnamed }

  function fieldsOf(
    combinator: Combinator,
    optional: OptionalFields,
    root: string,
    depth: number,
    holder = '',
  ): ExampleFields {
    const values: ExampleFields = {}
    for (const field of combinator.fields) {
      if (field.type.kind === 'nat' || !isWanted(combinator, field, optional)) continue
      values[field.name] = valueFor(field.type, { owner: combinator.name, field: field.name, holder }, root, depth)
    }
    return values
  }

  function valueFor(type: TypeExpression, place: Place, root: string, depth: number): ExampleValue {
    switch (type.kind) {
      case 'primitive':
        return primitive(type.name, place)
      case 'true':
        return true
      case 'nat':
      case 'number':
        return 0
      case 'vector':
        return vectorOf(type.item, place, root, depth)
      case 'variable':
        return wrappedCall(place.owner)
      case 'repetition':
        return []
      case 'type':
        return type.name === 'Bool' ? (entryFor(bools, place) ?? true) : objectOf(type.name, place, root, depth)
    }
  }

  function vectorOf(item: TypeExpression, place: Place, root: string, depth: number): readonly ExampleValue[] {
    const list = keysOf(place).find(
      (key, index) => Object.hasOwn(lists, key) && (index < 2 || item.kind === 'primitive'),
    )
    if (list !== undefined) return lists[list] ?? []
    const one = item.kind === 'primitive' ? { ...place, field: singular(place.field) } : place
    return [valueFor(item, one, root, depth)]
  }

  function objectOf(type: string, place: Place, root: string, depth: number): ExampleValue {
    const combinator = depth < depthMax ? chooseConstructor(type, place, root, depth) : undefined
    // A type that the schema does not have can only be named.
    if (combinator === undefined) return { _: type }
    const value = fieldsOf(combinator, 'none', root, depth + 1, `${place.owner}.${place.field}`)
    if (botField.test(place.field) && 'user_id' in value) value['user_id'] = botId
    return { _: combinator.name, ...value }
  }

  function chooseConstructor(type: string, place: Place, root: string, depth: number): Combinator | undefined {
    const choices = members.get(type) ?? []
    const named = (name: string | undefined) => choices.find(choice => choice.name === name)
    if (depth < shortDepth) {
      const own = keysOf(place)
        .map(key => named(constructorsOfFields[key]))
        .find(choice => choice !== undefined)
      if (own !== undefined) return own
      if (type === 'InputPeer' && channelMethods.test(root)) return named('inputPeerChannel')
      const usual = named(constructorsOfTypes[type])
      if (usual !== undefined) return usual
    }
    const useful = choices.filter(choice => !/(Empty|Unknown|Unsupported|Legacy)$/.test(choice.name))
    const candidates = useful.length > 0 ? useful : choices
    const height = (choice: Combinator): number => heights.get(choice.name) ?? depthMax
    const lowest = Math.min(...candidates.map(height))
    return candidates.find(choice => height(choice) === lowest) ?? constructors.get(type)
  }

  function wrappedCall(owner: string): ExampleValue {
    const usual = functions.get(wrappedCalls[owner] ?? 'help.getConfig')
    const method = usual ?? schema.functions.find(candidate => candidate.generics.length === 0)
    if (method === undefined) return { _: 'help.getConfig' }
    return { _: method.name, ...fieldsOf(method, 'none', method.name, 1) }
  }

  function primitive(name: string, place: Place): ExampleValue {
    const found = fromTables(name, place)
    if (found !== undefined) return found
    unnamed.add(`${place.owner}.${place.field}`)
    return unnamedValue(name, place.field)
  }
}

function isWanted(combinator: Combinator, field: Field, optional: OptionalFields): boolean {
  const { condition } = field
  if (condition === undefined || optional === 'all') return true
  // Fields on one bit are there together or not at all.
  const together = combinator.fields.filter(
    other => other.condition?.field === condition.field && other.condition.bit === condition.bit,
  )
  const useful = usefulFields[combinator.name]
  if (useful !== undefined && together.some(other => useful.includes(other.name))) return true
  if (optional === 'none') return false
  return together.every(
    other => other.type.kind === 'primitive' && (other.type.name === 'string' || other.type.name === 'int'),
  )
}

function fromTables(name: string, place: Place): ExampleValue | undefined {
  switch (name) {
    case 'string':
      return lookUp(strings, place)
    case 'int':
      return lookUp(ints, place)
    case 'long':
      return lookUp(longs, place)
    case 'double':
      return lookUp(doubles, place)
    case 'bytes': {
      const found = lookUp(byteStrings, place)
      return found === undefined ? undefined : bytesOf(found)
    }
    case 'int128':
      return bytesOf({ length: 16 })
    case 'int256':
      return bytesOf({ length: 32 })
    case 'int512':
      return bytesOf({ length: 64 })
    default:
      return undefined
  }
}

// Schemas that we do not know have names that we do not know.
function unnamedValue(name: string, field: string): ExampleValue {
  switch (name) {
    case 'string':
      return field.replaceAll('_', ' ')
    case 'long':
      return 1n
    case 'double':
      return 1.5
    case 'bytes':
      return bytesOf({ length: 8 })
    default:
      return 1
  }
}

/** The bytes of an entry of a table. */
export function bytesOf(bytes: ByteString): Uint8Array {
  if (typeof bytes === 'string') return new TextEncoder().encode(bytes)
  // A walk through all bytes, which is clearly an example and has neither zeros in front nor a period that deflates.
  return Uint8Array.from({ length: bytes.length }, (_, index) => (index * 73 + 37) & 0xff)
}

function singular(field: string): string {
  if (/ies$/.test(field)) return field.replace(/ies$/, 'y')
  return field.replace(/([^s])s$/, '$1')
}

function membersByType(constructors: readonly Combinator[]): ReadonlyMap<string, readonly Combinator[]> {
  const members = new Map<string, Combinator[]>()
  for (const combinator of constructors) {
    const { result } = combinator
    if (result.kind !== 'type') continue
    const known = members.get(result.name)
    if (known === undefined) members.set(result.name, [combinator])
    else known.push(combinator)
  }
  return members
}

/** How many levels of objects each constructor needs at least, 0 for those without; recursive ones take the way out. */
function heightsOf(
  constructors: readonly Combinator[],
  members: ReadonlyMap<string, readonly Combinator[]>,
): ReadonlyMap<string, number> {
  const heights = new Map<string, number>()
  for (let changed = true; changed; ) {
    changed = false
    for (const combinator of constructors) {
      const height = heightOf(combinator)
      if (height === undefined || height >= (heights.get(combinator.name) ?? Number.POSITIVE_INFINITY)) continue
      heights.set(combinator.name, height)
      changed = true
    }
  }
  return heights

  function heightOf(combinator: Combinator): number | undefined {
    let highest = 0
    for (const field of combinator.fields) {
      const name = field.condition === undefined ? objectName(field.type) : undefined
      if (name === undefined) continue
      const known = (members.get(name) ?? []).flatMap(member => heights.get(member.name) ?? [])
      if (known.length === 0) return undefined
      highest = Math.max(highest, 1 + Math.min(...known))
    }
    return highest
  }
}

function objectName(type: TypeExpression): string | undefined {
  if (type.kind === 'vector') return objectName(type.item)
  return type.kind === 'type' && type.name !== 'Bool' ? type.name : undefined
}
