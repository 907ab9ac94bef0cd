/**
 * Loaded into a program of the reference before it runs: gives its answer, or the server's refusal, to the test as a
 * value, and moves the clocks of both sides instead of waiting.
 */
import { once } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import { isRpcError } from '@chappe/mtproto'

console.dir = value => {
  process.send?.({ answer: value })
}

process.on('uncaughtException', error => {
  console.error(error)
  process.exitCode = 1
  if (isRpcError(error)) process.send?.({ refusal: `${error.error_code} ${error.error_message}` })
})

const now = Date.now
let passedMs = 0
Date.now = () => now() + passedMs

Object.assign(timers, {
  setTimeout: async (ms: number): Promise<void> => {
    process.send?.({ wait: ms })
    await once(process, 'message')
    passedMs += ms
  },
})
syncBuiltinESMExports()
