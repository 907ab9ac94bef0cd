// Clients of ours. Argument: the facts of the data center as JSON.
import { Client, memorySession } from '@chappe/client/node'
import { serveParent } from './line.ts'

const { dc, public_key, api_id, api_hash } = JSON.parse(process.argv[2] ?? '')
let clients: readonly Client[] = []

serveParent({
  /** A key of its own for each. */
  async open(count: number) {
    const options = { api_id, api_hash, dc: { ...dc, public_key } }
    clients = await Promise.all(
      Array.from({ length: count }, () => Client.open({ ...options, session: memorySession() })),
    )
    await Promise.all(clients.map(tg => tg.call('help.getNearestDc')))
  },
  cheap: () => Promise.all(clients.map(tg => tg.call('help.getNearestDc'))).then(() => undefined),
  async sendCode(numbers: readonly string[]) {
    const settings = { _: 'codeSettings' } as const
    const sent = await Promise.all(
      clients.map((tg, at) => tg.auth.sendCode({ phone_number: numbers[at] ?? '', api_id, api_hash, settings })),
    )
    return sent.map(each => (each._ === 'auth.sentCode' ? each.phone_code_hash : undefined))
  },
  async resendCode(numbers: readonly string[], hashes: readonly string[]) {
    const pending = (at: number) => ({ phone_number: numbers[at] ?? '', phone_code_hash: hashes[at] ?? '' })
    await Promise.all(clients.map((tg, at) => tg.auth.resendCode(pending(at))))
  },
  async signIn(numbers: readonly string[], hashes: readonly string[], codes: readonly string[]) {
    const pending = (at: number) => ({ phone_number: numbers[at] ?? '', phone_code_hash: hashes[at] ?? '' })
    const done = await Promise.all(
      clients.map((tg, at) => tg.auth.signIn({ ...pending(at), phone_code: codes[at] ?? '' })),
    )
    return done.filter(({ _ }) => _ === 'auth.authorization').length
  },
  /** Enters a code that is wrong, whatever the right one is. */
  async guess(numbers: readonly string[], hashes: readonly string[]) {
    const pending = (at: number) => ({ phone_number: numbers[at] ?? '', phone_code_hash: hashes[at] ?? '' })
    const done = await Promise.allSettled(
      clients.map((tg, at) => tg.auth.signIn({ ...pending(at), phone_code: 'wrong' })),
    )
    return done.filter(({ status }) => status === 'rejected').length
  },
  close: () => Promise.all(clients.map(tg => tg.close())).then(() => undefined),
})
