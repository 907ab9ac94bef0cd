import { readdirSync, readFileSync } from 'node:fs'
import type { RecordedAnswer } from '../examples/recorded-answer.ts'

/** Where the answers lie that our data center gave to the examples, one file per method. */
const answersFolder: URL = new URL('../../answers/', import.meta.url)

/** Reads the recorded answers, by method. */
export function readRecordedAnswers(): ReadonlyMap<string, RecordedAnswer> {
  const answers = readdirSync(answersFolder)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(new URL(name, answersFolder), 'utf8')) as RecordedAnswer)
  return new Map(answers.map(answer => [answer.method, answer]))
}
