import type { LoginPolicy } from '../../policy/login-policy.ts'
import { media } from './media.ts'
import type { CodeForm } from './medium.ts'
import type { StepName } from './step.ts'

/** A code on its way: what the reader enters, and what the program may be told of it. */
export interface MadeCode {
  /** As it is compared: see {@link normaliseCode}. */
  readonly code: string
  /** The number that has to ring, digits only; for calls that are not answered. */
  readonly caller: string | undefined
  /** What a word or a phrase begins with: one letter, one word. */
  readonly beginning: string | undefined
}

/**
 * Makes the code of a medium out of random bytes; the same bytes give the same code.
 *
 * @param bytes - 32 bytes nobody can guess
 * @param length - digits, syllables or words; see {@link lengthOf}
 */
export function makeCode(policy: LoginPolicy, name: StepName, length: number, bytes: Uint8Array): MadeCode {
  const choose = chooser(bytes)
  switch (formOf(name)) {
    case 'none':
      // Goes nowhere, and nobody guesses it.
      return { code: Buffer.from(bytes).toString('hex'), caller: undefined, beginning: undefined }
    case 'digits':
      return { code: digits(length, choose), caller: undefined, beginning: undefined }
    case 'caller': {
      const caller = policy.media.flashCall.callerPrefix + digits(length, choose)
      return { code: caller, caller, beginning: undefined }
    }
    case 'callerEnd': {
      const code = digits(length, choose)
      return { code, caller: policy.media.missedCall.callerPrefix + code, beginning: undefined }
    }
    case 'word': {
      const { consonants, vowels } = policy.media.smsWord
      const syllable = (): string => pick(consonants, choose) + pick(vowels, choose)
      const code = Array.from({ length }, syllable).join('')
      return { code, caller: undefined, beginning: code.slice(0, 1) }
    }
    case 'phrase': {
      const words = Array.from({ length }, () => pick(policy.media.smsPhrase.words, choose))
      return { code: words.join(' '), caller: undefined, beginning: words[0] }
    }
  }
}

/** Reduces what a person entered to the form in which codes of a medium are compared. */
export function normaliseCode(name: StepName, entered: string): string {
  switch (formOf(name)) {
    case 'none':
    case 'digits':
    case 'callerEnd':
      return entered.trim()
    case 'caller':
      // Programs pass the number on as the call log had it.
      return entered.replaceAll(/[^0-9]/g, '')
    case 'word':
    case 'phrase':
      return entered.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  }
}

/**
 * Finds what could be a code in a text of whatever else, in the form in which codes of the medium are compared.
 *
 * @param length - the units of such a code; see {@link lengthOf}
 */
export function codesIn(text: string, name: StepName, length: number): readonly string[] {
  const form = formOf(name)
  if (form !== 'word' && form !== 'phrase') {
    const groups = text.match(/\d(?:-?\d)*/g) ?? []
    return [...new Set(groups.map(group => group.replaceAll('-', '')))]
  }
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const count = form === 'word' ? 1 : length
  return [...new Set(words.map((_, index) => words.slice(index, index + count).join(' ')))]
}

/** How many units a code of the step has: digits, for a word its syllables, for a phrase its words. */
export function lengthOf(policy: LoginPolicy, name: StepName): number {
  switch (name) {
    case 'emailCode':
      return policy.email.length
    case 'setUpEmail':
      return 0
    case 'smsWord':
      return policy.media.smsWord.syllables
    default:
      return policy.media[name].length
  }
}

/** Whether two steps carry codes of one form, so that a resend may carry the same code. */
export function sameForm(one: StepName, other: StepName): boolean {
  return plainForm(one) === plainForm(other)
}

// The last digits of a caller's number are digits like those of a text message. What lay in a mailbox never goes to a
// phone: who reads the one need not read the other.
function plainForm(name: StepName): string {
  if (name === 'emailCode') return name
  const form = formOf(name)
  return form === 'callerEnd' ? 'digits' : form
}

/** What is entered at a step; where a mailbox has to be set up, nothing is. */
function formOf(name: StepName): CodeForm | 'none' {
  if (name === 'setUpEmail') return 'none'
  return name === 'emailCode' ? 'digits' : media[name].form
}

/** Returns a number from 0 to below `count`. */
type Choose = (count: number) => number

/** Draws from 256 bits; codes use up 60 of them at most, so the bias is below 2^-100. */
function chooser(bytes: Uint8Array): Choose {
  let left = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return count => {
    const chosen = Number(left % BigInt(count))
    left /= BigInt(count)
    return chosen
  }
}

function digits(length: number, choose: Choose): string {
  return Array.from({ length }, () => String(choose(10))).join('')
}

function pick(from: string | readonly string[], choose: Choose): string {
  return from[choose(from.length)] ?? ''
}
