/**
 * Conversations recorded with fixed randomness, one line for each payload, and replayed byte for byte against each role
 * alone. A change of any byte on the wire shows as a change of these files; `vitest -u` records them anew.
 */

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromHex, toHex } from '@chappe/crypto'
import { describe, expect, test } from 'vitest'
import { startClientExchange } from '../src/exchange/client-driver.ts'
import type { KeyOutcome } from '../src/exchange/exchange.ts'
import { createServer, noon, privateKey } from './support/exchange.ts'
import { seededEnv } from './support/scripted-crypto.ts'

interface Dialogue {
  readonly name: string
  readonly expires_in?: number
  readonly outcomes: readonly KeyOutcome[]
}

const dialogues: readonly Dialogue[] = [
  { name: 'permanent-key', outcomes: ['ok'] },
  { name: 'temporary-key', expires_in: 86_400, outcomes: ['ok'] },
  { name: 'key-after-one-retry', outcomes: ['retry', 'ok'] },
]

const fileOf = (dialogue: Dialogue): string => fileURLToPath(new URL(`dialogues/${dialogue.name}.txt`, import.meta.url))

function startClient({ expires_in }: Dialogue) {
  const key = { keys: [privateKey.publicKey], dc: 2, now: noon }
  return startClientExchange(seededEnv(50), expires_in === undefined ? key : { ...key, expires_in })
}

/** A server as a function from request to answer; it stores what the dialogue says. */
function startServer({ outcomes }: Dialogue): (request: Uint8Array) => Uint8Array {
  const server = createServer(seededEnv(51))
  const waiting = [...outcomes]
  return request => {
    const step = server.receive(noon, request)
    const answer = step.created === undefined ? step.send : server.confirm(noon, waiting.shift() ?? 'fail')
    if (answer === undefined) throw new Error(`the server refuses: ${step.reason}`)
    return answer
  }
}

function record(dialogue: Dialogue): string {
  const client = startClient(dialogue)
  const serve = startServer(dialogue)
  const lines = [`# ${dialogue.name}: unencrypted payloads, C from the client, S from the server`]
  let payload: Uint8Array | undefined = client.message
  while (payload !== undefined) {
    const answer = serve(payload)
    lines.push(`C ${toHex(payload)}`, `S ${toHex(answer)}`)
    payload = client.receive(noon, answer).send
  }
  return `${lines.join('\n')}\n`
}

function read(dialogue: Dialogue): { readonly from: string; readonly payload: Uint8Array }[] {
  const lines = readFileSync(fileOf(dialogue), 'utf8').split('\n')
  return lines
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => ({ from: line.slice(0, 1), payload: fromHex(line.slice(2)) }))
}

describe.each(dialogues)('$name', dialogue => {
  test('is spoken as recorded', async () => {
    await expect(record(dialogue)).toMatchFileSnapshot(fileOf(dialogue))
  })

  test('replayed to the client alone, makes it say its lines', () => {
    const client = startClient(dialogue)
    let next: Uint8Array | undefined = client.message
    for (const { from, payload } of read(dialogue)) {
      if (from === 'C') expect(toHex(next ?? new Uint8Array(0))).toBe(toHex(payload))
      else next = client.receive(noon, payload).send
    }
    expect(next).toBeUndefined()
  })

  test('replayed to the server alone, makes it say its lines', () => {
    const serve = startServer(dialogue)
    let answer: Uint8Array | undefined
    for (const { from, payload } of read(dialogue)) {
      if (from === 'C') answer = serve(payload)
      else expect(toHex(answer ?? new Uint8Array(0))).toBe(toHex(payload))
    }
  })
})
