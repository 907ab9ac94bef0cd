import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a process did, and the processor time it took for it in microseconds. */
export interface Done {
  readonly result: unknown
  readonly cpu: number
}

/** One process of the benchmark: a file in `sides/`. It does one thing at a time. */
export class SideProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #ended: Promise<never>

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#ended = once(child, 'exit').then(([status]) => {
      throw new Error(`a process of the benchmark ended with status ${status}`)
    })
    this.#ended.catch(() => undefined)
  }

  static async start(script: string, ...words: readonly string[]): Promise<SideProcess> {
    // What a peer complains of on its way (it times out and tries again) would fill the screen.
    const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
    const child = fork(join(import.meta.dirname, 'sides', script), words, { stdio: [...stdio] })
    const side = new SideProcess(child)
    await Promise.race([once(child, 'message'), side.#ended])
    return side
  }

  /** Has it run one of its commands. */
  async run(command: string, ...words: readonly unknown[]): Promise<Done> {
    const answered = Promise.withResolvers<Done & { readonly failure?: string }>()
    this.#child.once('message', answered.resolve as (message: unknown) => void)
    this.#child.send({ run: command, words })
    const answer = await Promise.race([answered.promise, this.#ended])
    if (answer.failure !== undefined) throw new Error(`${command}: ${answer.failure}`)
    return answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill()
    await this.#ended.catch(() => undefined)
  }
}
