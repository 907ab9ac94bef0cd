import { type Combinator, isFlagsField } from '@chappe/tl'
import { filledBy } from './filled-by.ts'
import type { FieldEntry } from './model.ts'
import { typeRef } from './type-ref.ts'

/** The fields of a constructor or parameters of a method. Words of flags are left out: they are computed. */
export function fieldEntries(combinator: Combinator, describe: (field: string) => string | undefined): FieldEntry[] {
  const entries: FieldEntry[] = []
  for (const field of combinator.fields) {
    if (isFlagsField(combinator.fields, field)) continue
    const { condition } = field
    const filler = combinator.kind === 'function' ? filledBy(combinator.name, field.name) : undefined
    entries.push({
      name: field.name,
      type: typeRef(field.type),
      required: condition === undefined,
      ...(condition && { flag: { word: condition.field, bit: condition.bit } }),
      description: describe(field.name) ?? '',
      ...(filler !== undefined && { filledBy: filler }),
    })
  }
  return entries
}

/** The names of the computed words. */
export function flagWords(combinator: Combinator): string[] {
  return combinator.fields.filter(field => isFlagsField(combinator.fields, field)).map(field => field.name)
}
