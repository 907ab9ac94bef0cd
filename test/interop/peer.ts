import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { peersFolder } from './install-peers.ts'

/** Something that a peer tells of itself. */
export interface PeerEvent {
  readonly event: string
  readonly [fact: string]: unknown
}

/** How to run a peer. */
export interface PeerOptions {
  /** Command that runs the program and its arguments given behind it, such as a cage. Default: none. */
  readonly within?: readonly string[]
  /** Arguments of the script. */
  readonly parameters?: readonly string[]
  /** A command that takes longer has failed. Default 10 s. */
  readonly answerMs?: number
}

/** A command that the peer could not carry out; `code` is the number of an RPC error, if it is one. */
class PeerError extends Error {
  override readonly name = 'PeerError'
  readonly code: number | undefined

  constructor(code: number | undefined, message: string) {
    super(code === undefined ? message : `${code} ${message}`)
    this.code = code
  }
}

/** A client of another project in a process of its own that does what a test tells it to, line by line. */
export class Peer implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #answerMs: number
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  readonly #events = new EventEmitter<{ told: [PeerEvent] }>()
  #complaints = ''
  #lastId = 0

  /** Starts a script of the folder of peers. */
  constructor(script: string, { within = [], parameters = [], answerMs = 10_000 }: PeerOptions = {}) {
    const [program = '', ...words] = [...within, process.execPath, join(peersFolder, script), ...parameters]
    this.#answerMs = answerMs
    // One listener for each client that the peer runs.
    this.#events.setMaxListeners(0)
    this.#child = spawn(program, words, { cwd: peersFolder, stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child.stderr!.on('data', chunk => (this.#complaints += chunk))
    createInterface({ input: this.#child.stdout! }).on('line', line => this.#heard(line))
    this.#child.on('error', error => this.#failAll(error))
    this.#child.on('close', (status, signal) =>
      this.#failAll(new PeerError(undefined, `${script} ended with ${status ?? signal}:\n${this.#complaints}`)),
    )
  }

  /** What the peer printed on standard error. */
  get complaints(): string {
    return this.#complaints
  }

  /** @throws {PeerError} when the peer could not do it, is gone or takes too long */
  async call<Result>(command: string, parameters: object = {}): Promise<Result> {
    const id = ++this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const limit = setTimeout(
      () =>
        reject(new PeerError(undefined, `${command} ${JSON.stringify(parameters)}: no answer\n${this.#complaints}`)),
      this.#answerMs,
    )
    this.#waiting.set(id, { resolve, reject })
    this.#child.stdin!.write(`${JSON.stringify({ id, command, parameters })}\n`)
    try {
      return (await promise) as Result
    } finally {
      clearTimeout(limit)
      this.#waiting.delete(id)
    }
  }

  /** Hears everything that the peer tells of itself from now on. */
  onEvent(listener: (event: PeerEvent) => void): void {
    this.#events.on('told', listener)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    // A caged peer is the child's own program, after exec: there is nobody between it and the signal.
    this.#child.kill('SIGKILL')
    await ended
  }

  #heard(line: string): void {
    const message = JSON.parse(line) as PeerEvent & PeerAnswer
    if (message.id === undefined) this.#events.emit('told', message)
    else if (message.error)
      this.#waiting.get(message.id)?.reject(new PeerError(message.error.code, message.error.message))
    else this.#waiting.get(message.id)?.resolve(message.result)
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
  }
}

interface PeerAnswer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code?: number; readonly message: string }
}
