import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicyOverrides } from '@chappe/server'
import { type ServeProcess, startServeProcess } from '../support/serve-process.ts'

/** Beginnings of the numbers that get their code by one medium first, even when the account has another session. */
export const prefixes = {
  word: '1202555011',
  phrase: '1202555012',
  flashCall: '1202555013',
  missedCall: '1202555014',
} as const

/** Seconds after a missed call before the next medium: more than any client waits by itself. */
export const missedCallSeconds = 90

/** Otherwise one second before a resend, and every medium that needs no partner of the operator's. */
const policy: PolicyOverrides = {
  media: {
    app: { timeoutSeconds: 1 },
    sms: { timeoutSeconds: 1 },
    flashCall: { timeoutSeconds: 1 },
    missedCall: { timeoutSeconds: missedCallSeconds },
    fragmentSms: { timeoutSeconds: 1 },
    smsWord: { timeoutSeconds: 1 },
    smsPhrase: { timeoutSeconds: 1 },
  },
  ladders: [
    { when: { prefixes: [prefixes.word] }, media: ['smsWord', 'sms'] },
    { when: { prefixes: [prefixes.phrase] }, media: ['smsPhrase', 'call'] },
    { when: { prefixes: [prefixes.flashCall] }, media: ['flashCall', 'sms'] },
    { when: { prefixes: [prefixes.missedCall] }, media: ['missedCall', 'sms'] },
    { when: { prefixes: ['888'] }, media: ['fragmentSms'] },
    { when: { otherSession: true }, media: ['app', 'sms', 'call'] },
    { when: {}, media: ['sms', 'call'] },
  ],
}

/** Starts `chappe serve` with rules that lead through every medium quickly. */
export async function startInteropServer(folder: string, ...more: readonly string[]): Promise<ServeProcess> {
  const path = join(folder, 'policy.json')
  await writeFile(path, JSON.stringify(policy))
  return startServeProcess(join(folder, 'data'), '--policy', path, '--unlimited', ...more)
}

/** The newest message to a number. */
export async function newestMessage(
  server: ServeProcess,
  phone_number: string,
): Promise<{ readonly medium: string; readonly code: string; readonly caller?: string }> {
  const message = (await server.inbox(phone_number)).at(-1)
  if (message === undefined) throw new Error(`nothing was sent to ${phone_number}`)
  return message
}
