// What an editor shows: asked of TypeScript's own language server, as editors do.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const program = `import type { MethodNamespaces } from '@chappe/schema/api'
declare const tg: MethodNamespaces<{ signal?: AbortSignal }>
void tg.auth.resendCode({ phone_number: '', phone_code_hash: '' })
`

test('hovering tg.auth.resendCode shows description, parameters, errors, access and link', async () => {
  const hover = await hoverOver(program, { line: 2, character: 'void tg.auth.r'.length })
  for (const expected of [
    'resendCode(parameters: auth.resendCode, options?:',
    'Promise<auth.SentCode>',
    'Resend the login code via another medium',
    '`phone_number`: The phone number',
    '400 `PHONE_CODE_EXPIRED`: The phone code you provided has expired.',
    '406 `SEND_CODE_UNAVAILABLE`: Returned when all available options',
    'users: yes; bots: no; before login: yes; over a business connection: no',
    'https://core.telegram.org/method/auth.resendCode',
  ]) {
    expect(hover).toContain(expected)
  }
  // The cross reference is one that the editor can follow.
  expect(hover).toMatch(/obtained from \[auth\.sendCode\]\(file:\S+api\.d\.ts#/)
}, 60_000)

async function hoverOver(text: string, position: { line: number; character: number }): Promise<string> {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const uri = new URL('hover-example.ts', import.meta.url).href
  await using server = new LanguageServer(root)
  await server.request('initialize', {
    processId: process.pid,
    rootUri: new URL('../../..', import.meta.url).href,
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] } } },
  })
  server.notify('initialized', {})
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } })
  const hover = await server.request('textDocument/hover', { textDocument: { uri }, position })
  return JSON.stringify(hover)
}

/** Just enough of a client of the language server protocol. */
class LanguageServer {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #received: Buffer = Buffer.alloc(0)
  #lastId = 0

  constructor(root: string) {
    this.#process = spawn(`${root}/node_modules/.bin/tsc`, ['--lsp', '--stdio'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk))
  }

  request(method: string, params: object): Promise<unknown> {
    const id = ++this.#lastId
    const { promise, resolve } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, resolve)
    this.#send({ id, method, params })
    return promise
  }

  notify(method: string, params: object): void {
    this.#send({ method, params })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#process.once('exit', () => resolve())
    this.#process.kill()
    await promise
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    for (;;) {
      const headEnd = this.#received.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, headEnd))?.[1])
      const end = headEnd + 4 + length
      if (this.#received.length < end) return
      const message = JSON.parse(this.#received.toString('utf8', headEnd + 4, end)) as {
        id?: number
        method?: string
        result?: unknown
      }
      this.#received = this.#received.subarray(end)
      // The server asks for settings and the like: it gets none.
      if (message.method !== undefined && message.id !== undefined) this.#send({ id: message.id, result: null })
      else if (message.id !== undefined) this.#waiting.get(message.id)?.(message.result)
    }
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
}
