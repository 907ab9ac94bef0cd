/**
 * Reads a table by a name from outside. A schema may name things `constructor` or `toString`, which every object has.
 */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}
