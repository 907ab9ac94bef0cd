// Values of the newest layer said in the words of an older one, by name: the encoder itself drops fields that the layer
// lacks; this file replaces what it could not write. Which rules a layer needs is found once, by comparing schemas.

import { type Combinator, printType, type Schema, type TypeExpression } from '@chappe/tl'
import type { TlObject } from '@chappe/tl/runtime'
import {
  constructorRules,
  conversions,
  type Fields,
  formerFields,
  formerResults,
  omit,
  type Rule,
  typeRules,
} from './downgrade-rules.ts'

/** Converts values of the newest layer for one older layer. Values are never changed in place. */
export interface Downgrade {
  /** A constructor with everything inside. */
  object(value: TlObject): TlObject
  /** The answer of a method. */
  result(method: string, value: unknown): unknown
  /** The parameters of a method. */
  parameters(value: object): object
}

/** Compares the layers and prepares the conversion between them. */
export function createDowngrade(newest: Schema, older: Schema): Downgrade {
  const changes = constructorChanges(newest, older)
  const results = resultChanges(newest, older)
  const object = (value: TlObject): TlObject => {
    const converted = convert(value, changes)
    // At the top there is no vector to leave it out of: the encoder will say that the layer lacks it.
    return isTlObject(converted) ? converted : value
  }
  return {
    object,
    parameters: value => convertFields(value, changes),
    result: (method, value) => {
      const change = results.get(method)
      const converted = convert(change === undefined || !isFields(value) ? value : change(value), changes)
      return converted === omit ? value : converted
    },
  }
}

type Change = (value: Fields) => unknown

function convert(value: unknown, changes: ReadonlyMap<string, Change>): unknown {
  if (Array.isArray(value)) return convertItems(value, changes)
  if (!isTlObject(value)) return value
  const change = changes.get(value._)
  if (change === undefined) return convertFields(value, changes)
  const changed = change(value as Fields & TlObject)
  if (changed === omit) return omit
  // A mark around a text may hold another one; anything else is now of the older layer, but its fields are not.
  if (isTlObject(changed) && changed._ === value._) return convertFields(changed, changes)
  return convert(changed, changes)
}

function convertItems(items: readonly unknown[], changes: ReadonlyMap<string, Change>): readonly unknown[] {
  let converted: unknown[] | undefined
  items.forEach((item, index) => {
    const next = convert(item, changes)
    if (converted === undefined && next !== item) converted = items.slice(0, index)
    if (next !== omit) converted?.push(next)
  })
  return converted ?? items
}

function convertFields<T extends object>(value: T, changes: ReadonlyMap<string, Change>): T {
  let converted: T | undefined
  for (const key of Object.keys(value)) {
    const before: unknown = Reflect.get(value, key)
    if (typeof before !== 'object' || before === null) continue
    const next = convert(before, changes)
    if (next === before || next === omit) continue
    converted ??= { ...value }
    Reflect.set(converted, key, next)
  }
  return converted ?? value
}

function constructorChanges(newest: Schema, older: Schema): ReadonlyMap<string, Change> {
  const known = new Map(older.constructors.map(combinator => [combinator.name, combinator]))
  const changes = new Map<string, Change>()
  for (const combinator of newest.constructors) {
    const former = known.get(combinator.name)
    const change = former === undefined ? replacement(combinator, known) : fieldChanges(combinator, former)
    if (change !== undefined) changes.set(combinator.name, change)
  }
  return changes
}

function replacement(combinator: Combinator, known: ReadonlyMap<string, Combinator>): Change | undefined {
  const rule: Rule | undefined = constructorRules[combinator.name] ?? typeRules[printType(combinator.result)]
  if (rule === undefined) return undefined
  if (rule === omit) return () => omit
  if ('unwrap' in rule) return value => value[rule.unwrap]
  if (!known.has(rule.to)) return undefined
  return value => ({ ...rule.fields?.(value), _: rule.to })
}

function fieldChanges(combinator: Combinator, former: Combinator): Change | undefined {
  const current = new Map(combinator.fields.map(field => [field.name, field]))
  const edits: [name: string, edit: (value: Fields) => unknown][] = []
  for (const field of former.fields) {
    if (field.type.kind === 'nat') continue
    const now = current.get(field.name)
    const type = printType(field.type)
    const key = `${combinator.name}.${field.name}`
    const derived = formerFields[key] ?? formerFields[`${key}:${type}`]
    if (derived !== undefined && (now === undefined || printType(now.type) !== type)) {
      edits.push([field.name, derived])
      continue
    }
    if (now === undefined) continue
    if (printType(now.type) !== type) {
      const conversion = conversions[`${type} < ${printType(now.type)}`]
      // Without a conversion the field is dropped; if the layer demands it, its encoder says so.
      edits.push([field.name, value => (value[field.name] === undefined ? undefined : conversion?.(value[field.name]))])
    } else if (field.condition === undefined && now.condition !== undefined) {
      const zero = zeroValue(field.type)
      if (zero !== undefined) edits.push([field.name, value => value[field.name] ?? zero])
    }
  }
  if (edits.length === 0) return undefined
  return value => {
    const changed: Record<string, unknown> = { ...value }
    for (const [name, edit] of edits) changed[name] = edit(value)
    return changed
  }
}

// A field that became optional is written as nothing by newer layers; the older one needs something in its place.
function zeroValue(type: TypeExpression): unknown {
  if (type.kind === 'vector') return []
  if (type.kind !== 'primitive') return undefined
  switch (type.name) {
    case 'int':
    case 'double':
      return 0
    case 'long':
      return 0n
    case 'string':
      return ''
    default:
      return undefined
  }
}

function resultChanges(newest: Schema, older: Schema): ReadonlyMap<string, Change> {
  const former = new Map(older.functions.map(method => [method.name, printType(method.result)]))
  const changes = new Map<string, Change>()
  for (const method of newest.functions) {
    const type = printType(method.result)
    const change = formerResults[`${method.name} < ${type}`]
    const formerType = former.get(method.name)
    if (change !== undefined && formerType !== undefined && formerType !== type) changes.set(method.name, change)
  }
  return changes
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function isTlObject(value: unknown): value is TlObject {
  return isFields(value) && typeof value._ === 'string'
}
