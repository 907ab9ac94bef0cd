import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PolicyOverrides } from '@chappe/server'
import { type ServeProcess, startServeProcess } from '../support/serve-process.ts'
import { openOurClient } from '../support/sign-up.ts'

/** Beginnings of the numbers that get their code by one medium first, even when the account has another session. */
export const prefixes = {
  word: '1202555011',
  phrase: '1202555012',
  flashCall: '1202555013',
  missedCall: '1202555014',
  /** These have to set up a login e-mail before they get a code. */
  email: '1202555019',
  /** These have to be paid for. */
  paid: '1202555020',
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
  email: { timeoutSeconds: 1, setUp: { required: [{ prefixes: [prefixes.email], registered: true }] } },
  payment: {
    offers: [
      {
        when: { prefixes: [prefixes.paid] },
        store_product: 'premium.week',
        currency: 'USD',
        amount: 499,
        premium_days: 7,
      },
    ],
    support_email_address: 'help@mail.example',
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

/** Gives a number the login e-mail that its data center demands, by a login of our client, as its owner would. */
export async function setLoginEmail(server: ServeProcess, phone_number: string, email: string): Promise<void> {
  await using tg = await openOurClient(server)
  await tg.login.start({ phone_number })
  await tg.login.enterEmail(email)
  await tg.login.enterCode((await newestMessage(server, phone_number)).code)
  // It belongs to the account once the number is proven, too.
  const state = await tg.login.enterCode((await newestMessage(server, phone_number)).code)
  if (state.at !== 'done') throw new Error(`the login ended in state ${state.at}: ${tg.login.describe()}`)
}

/** Says of every payment that is awaited that the money is there. */
export async function settlePayments({ report }: ServeProcess): Promise<void> {
  const payments = (await (await fetch(`${report.http}/api/payments`)).json()) as readonly { readonly id: string }[]
  if (payments.length === 0) throw new Error('nobody has to pay')
  for (const { id } of payments) {
    const answer = await fetch(`${report.http}/api/payments/${id}/settle`, { method: 'POST' })
    if (!answer.ok) throw new Error(`settling was answered ${answer.status}: ${await answer.text()}`)
  }
}
