/** A rule for names that no table lists: the first whose pattern matches gives the value. */
type NameRule<T> = readonly [pattern: RegExp, value: T]

/** Example values of one built-in type, by the name of the field. */
export interface ValueTable<T> {
  /** By {@link keysOf}. */
  readonly named: Readonly<Record<string, T>>
  readonly rules: readonly NameRule<T>[]
}

/** Where a value stands. */
export interface Place {
  /** The constructor or method whose field it is. */
  readonly owner: string
  readonly field: string
  /** The field that holds the owner, `help.acceptTermsOfService.id`; empty at the top. */
  readonly holder: string
}

/**
 * The names under which tables list a field, most specific first: by the field that holds its owner
 * (`help.acceptTermsOfService.id.data`), by its owner (`dataJSON.data`), by the owner's namespace (`stories.*.id`), and
 * by its name alone.
 */
export function keysOf({ owner, field, holder }: Place): readonly string[] {
  const dot = owner.indexOf('.')
  return [`${holder}.${field}`, `${owner}.${field}`, `${dot < 0 ? '' : owner.slice(0, dot)}.*.${field}`, field]
}

/** Finds the entry of a field in a plain table. */
export function entryFor<T>(named: Readonly<Record<string, T>>, place: Place): T | undefined {
  const key = keysOf(place).find(key => Object.hasOwn(named, key))
  return key === undefined ? undefined : named[key]
}

/** Finds the example value for a field: that of the most specific name, or that of the first rule. */
export function lookUp<T>(table: ValueTable<T>, place: Place): T | undefined {
  return entryFor(table.named, place) ?? table.rules.find(([pattern]) => pattern.test(place.field))?.[1]
}
