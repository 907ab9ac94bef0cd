import { UsageError } from '../../usage-error.ts'
import type { LoginState } from '../login-state.ts'
import type { AnswerName } from './login-answers.ts'

/**
 * Keeps a login from going round in circles: a value is given as often as it may be right, and a function that gives the
 * refused answer again and again is not asked for ever.
 */
export class GivenAnswers {
  readonly #nameOf: (answer: AnswerName) => string
  readonly #timesGiven = new Map<AnswerName, number>()
  /** The last answer that was refused, and how often it was in a row. */
  #refused: { readonly name: AnswerName; readonly key: string; readonly times: number } | undefined

  constructor(nameOf: (answer: AnswerName) => string = name => `\`${name}\` of start()`) {
    this.#nameOf = nameOf
  }

  /** Tells whether a value known beforehand may be right. */
  mayGive(name: AnswerName): boolean {
    return (this.#timesGiven.get(name) ?? 0) < (repeatable.has(name) ? constantTimesMax : 1)
  }

  /**
   * Counts that a value known beforehand is given.
   *
   * @throws {UsageError} `ANSWER_REFUSED` when it was before and did not help
   */
  give(name: AnswerName, state: LoginState): void {
    if (!this.mayGive(name)) throw this.#refusedError(name, state)
    this.#timesGiven.set(name, (this.#timesGiven.get(name) ?? 0) + 1)
  }

  /** Notes that a value known beforehand is wrong. */
  spend(name: AnswerName): void {
    this.#timesGiven.set(name, constantTimesMax)
  }

  /**
   * Notes how an answer fared.
   *
   * @throws {UsageError} `ANSWER_REFUSED` when the same was refused `sameAnswersMax` times in a row
   */
  note(name: AnswerName, answer: unknown, isRefused: boolean, state: LoginState): void {
    if (!isRefused) {
      this.#refused = undefined
      return
    }
    const key = JSON.stringify(answer) ?? ''
    const isSame = this.#refused?.name === name && this.#refused.key === key
    const times = isSame ? this.#refused!.times + 1 : 1
    this.#refused = { name, key, times }
    if (times >= sameAnswersMax) throw this.#refusedError(name, state)
  }

  /** Makes the error of an answer that is not there. */
  missing(names: readonly AnswerName[], text: string, state: LoginState): UsageError {
    const ways = names.map(name => this.#nameOf(name)).join(', or ')
    return new UsageError('ANSWER_MISSING', `${text} The login cannot go on without an answer: give ${ways}`, {
      answer: names[0],
      at: state.at,
    })
  }

  #refusedError(name: AnswerName, state: LoginState): UsageError {
    const problem = 'problem' in state ? state.problem : undefined
    const outcome = problem === undefined ? 'and the login was given up' : `and refused (${problem})`
    return new UsageError(
      'ANSWER_REFUSED',
      `${this.#nameOf(name)} was tried ${outcome}, and the same again would not help; ` +
        'give a function that finds another answer, or start again with the right one',
      { answer: name, at: state.at, problem },
    )
  }
}

/** Right the first time, these are right again when the login has to begin anew, because a code expired. */
const repeatable: ReadonlySet<AnswerName> = new Set(['phone', 'email', 'signUp'])

/** How often one login begins anew with the same number: each time costs a code of the number's daily few. */
const constantTimesMax = 3

/** How often a function may give the answer that was just refused; people do mistype the same twice. */
const sameAnswersMax = 3
