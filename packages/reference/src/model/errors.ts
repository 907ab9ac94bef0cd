import type { ErrorFact } from '@chappe/schema'
import { remedyFor } from '@chappe/schema/remedies'
import { plainText } from '../markdown/links.ts'
import { addressesOf, errorTitle, pageAddress } from './addresses.ts'
import { errorMeanings } from './error-meanings.ts'
import { generalErrors } from './general-errors.ts'
import { missingErrorProse, ownReading } from './missing-prose.ts'
import type { EntryRef, ErrorEntry, ErrorRef } from './model.ts'
import { repairLinks } from './prose.ts'

/** The row of an error in the table of a method. */
export function errorRef(fact: ErrorFact, parameters: readonly string[]): ErrorRef {
  return {
    code: fact.code,
    name: fact.name,
    title: errorTitle(fact.name),
    description: tidy(fact.description) || readingOf(fact.name),
    remedy: remedyFor(fact.name, fact.code, parameters) ?? missingRemedy,
    linkTo: pageAddress('error', fact.name),
  }
}

/** Sorts rows as people look them up: by code, then by name. */
export function byCodeThenName(a: ErrorRef, b: ErrorRef): number {
  return a.code - b.code || (a.name < b.name ? -1 : 1)
}

/**
 * The page of an error.
 *
 * @param facts all that is known under the name, at least one
 */
export function errorEntry(name: string, facts: readonly ErrorFact[], thrownBy: readonly EntryRef[]): ErrorEntry {
  const codes = [...new Set(facts.map(fact => fact.code))].sort((a, b) => a - b)
  const told = distinctDescriptions(facts)
  const [first] = told
  return {
    kind: 'error',
    name,
    title: errorTitle(name),
    codes,
    description: first?.description ?? readingOf(name),
    hasProse: first !== undefined,
    variants: told.slice(1),
    remedy: remedyFor(name, codes[0] ?? 400) ?? missingRemedy,
    thrownBy,
    general: generalErrors.has(name),
    urls: addressesOf('error', name, 'https://core.telegram.org/api/errors'),
  }
}

const missingRemedy = 'Read the name and the description; no more is known about it.'

function readingOf(name: string): string {
  const meaning = errorMeanings[name]
  return meaning === undefined ? missingErrorProse : `${meaning} ${ownReading}`
}

function distinctDescriptions(facts: readonly ErrorFact[]): { code: number; description: string }[] {
  const byText = new Map<string, { code: number; description: string }>()
  for (const { code, description } of facts) {
    const text = tidy(description)
    // The same sentence comes with and without its links, and with other numbers.
    const key = plainText(text)
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '')
    if (key !== '' && !byText.has(key)) byText.set(key, { code, description: text })
  }
  return [...byText.values()]
}

// The source writes `{seconds}` or `%d` for the number that stands in the name, where the title says X.
function tidy(description: string): string {
  return repairLinks(description).replaceAll(/\{\w+\}|%d/g, 'X')
}
