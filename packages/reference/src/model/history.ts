import { type Combinator, diffSchemas, printCombinator } from '@chappe/tl'
import type { HistoryEvent } from './model.ts'

/** What a name was in one layer. */
export interface Standing<Value> {
  readonly layer: number
  /** Undefined when the layer lacks the name. */
  readonly value: Value | undefined
}

/** The events in the life of a declaration, oldest first. */
export function declarationHistory(standings: readonly Standing<Combinator>[]): HistoryEvent[] {
  return eventsOf(standings, { changes: declarationChanges, print: combinator => printLine(combinator) })
}

/** The events in the life of a type, told by the names of its constructors. */
export function typeHistory(standings: readonly Standing<readonly string[]>[]): HistoryEvent[] {
  return eventsOf(standings, { changes: memberChanges })
}

/** The line of the schema with its number, whether or not the number stood in the text. */
export function printLine(combinator: Combinator): string {
  return printCombinator({ ...combinator, explicitId: true })
}

/** Says in Markdown what became of a declaration, one change each; empty when the lines are the same. */
export function declarationChanges(before: Combinator, after: Combinator): string[] {
  const [change] = diffSchemas(only(before), only(after)).changed
  if (change === undefined) return []
  const word = after.kind === 'function' ? 'parameter' : 'field'
  const changes = [
    ...change.addedFields.map(field => fieldChange(word, field, 'added')),
    ...change.removedFields.map(field => fieldChange(word, field, 'removed')),
    ...change.changedFields.map(
      field => `${word} \`${field.name}\`: \`${typeText(field.before)}\` became \`${typeText(field.after)}\``,
    ),
  ]
  if (change.resultChanged) {
    const [was, is] = [lineResult(before), lineResult(after)]
    changes.push(
      after.kind === 'function' ? `the answer is \`${is}\`, was \`${was}\`` : `now of type \`${is}\`, was \`${was}\``,
    )
  }
  if (change.reordered) changes.push(`${word}s in another order`)
  if (changes.length === 0) changes.push(`the number is \`${hex(after.id)}\`, was \`${hex(before.id)}\``)
  return changes
}

/** Says when an event happened: `layer 181 (after 179)`. */
export function eventLayer(event: Pick<HistoryEvent, 'layer' | 'after'>): string {
  const { layer, after } = event
  return after === undefined || after === layer - 1
    ? `layer ${layer}`
    : `layer ${layer}, or one of those after ${after}`
}

/** The number as eight hex digits. */
export function hex(id: number): string {
  return id.toString(16).padStart(8, '0')
}

interface Words<Value> {
  changes(before: Value, after: Value): string[]
  print?(value: Value): string
}

function eventsOf<Value>(standings: readonly Standing<Value>[], words: Words<Value>): HistoryEvent[] {
  const events: HistoryEvent[] = []
  let before: Standing<Value> | undefined
  for (const now of standings.toSorted((a, b) => a.layer - b.layer)) {
    const event = eventBetween(before, now, words)
    if (event !== undefined) events.push(event)
    before = now
  }
  return events
}

function eventBetween<Value>(
  before: Standing<Value> | undefined,
  now: Standing<Value>,
  words: Words<Value>,
): HistoryEvent | undefined {
  const { layer, value } = now
  const after = before?.layer
  const dated = { layer, ...(after !== undefined && { after }) }
  if (value === undefined) return before?.value === undefined ? undefined : { ...dated, kind: 'removed', changes: [] }
  const line = words.print?.(value)
  const told = { ...dated, ...(line !== undefined && { tl: line }) }
  if (before === undefined) return { ...told, kind: 'present since at least', changes: [] }
  if (before.value === undefined) return { ...told, kind: 'added', changes: [] }
  const changes = words.changes(before.value, value)
  return changes.length === 0 ? undefined : { ...told, kind: 'changed', changes }
}

function memberChanges(before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter(name => !before.includes(name)).map(name => `constructor {@link ${name}} added`)
  const removed = before.filter(name => !after.includes(name)).map(name => `constructor \`${name}\` removed`)
  return [...added, ...removed]
}

function fieldChange(word: string, field: string, what: 'added' | 'removed'): string {
  const [name = '', type = ''] = splitField(field)
  return type === '#' ? `word of flags \`${name}\` ${what}` : `${word} \`${name}\` ${what}: \`${type}\``
}

function typeText(field: string): string {
  return splitField(field)[1] ?? field
}

// A printed field is `name:type`; names have no colon.
function splitField(field: string): [string, string] {
  const colon = field.indexOf(':')
  return [field.slice(0, colon), field.slice(colon + 1)]
}

function lineResult(combinator: Combinator): string {
  const line = printLine(combinator)
  return line.slice(line.lastIndexOf('= ') + 2, -1)
}

function only(combinator: Combinator): Parameters<typeof diffSchemas>[0] {
  const isFunction = combinator.kind === 'function'
  return { layer: undefined, constructors: isFunction ? [] : [combinator], functions: isFunction ? [combinator] : [] }
}
