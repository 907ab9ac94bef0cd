import { usageError } from './command-error.ts'

/** Reads a whole number from an option. */
export function wholeNumber(option: string, min: number, max: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw usageError(`${option} has to be a whole number from ${min} to ${max}, not "${text}"`)
    }
    return value
  }
}
