import { readFileSync } from 'node:fs'
import type { DeliveryConfig } from '@chappe/server'
import { usageError } from './command-error.ts'

/** Reads a delivery file. What its settings may be is checked by the data center. */
export function readDelivery(path: string): DeliveryConfig {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw usageError(`the delivery file ${path} cannot be read: ${(cause as Error).message}`)
  }
  try {
    return JSON.parse(text) as DeliveryConfig
  } catch {
    // The parser's own message repeats what stands there, which could be a password.
    throw usageError(`the delivery file ${path} is not JSON`)
  }
}
