import * as clack from '@clack/prompts'
import { besideBar, wrapBesideBar } from './guided-text.ts'
import { LoginLeftError } from './login-left-error.ts'
import { Screen, type TerminalInput, type TerminalOutput } from './screen.ts'

/** One of the choices of a menu; a text that is a function may change while the menu is on the screen. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** In brackets behind the label. */
  readonly hint?: () => string | undefined
  /** Whether it can be chosen. */
  readonly isPossible?: () => boolean
}

/** What a prompt for a line says. */
export interface TextWish {
  readonly message: () => string
  /** What stays on the screen in the place of the message. */
  readonly short: string
  /** Says what is wrong with an answer. */
  readonly check?: (answer: string) => string | undefined
}

/** Streams and time of the prompts. */
export interface PrompterOptions {
  readonly input: TerminalInput
  readonly output: TerminalOutput
  /** How often what changes by itself is drawn anew, in milliseconds. */
  readonly refreshMs: number
}

/**
 * Asks on a terminal. Messages are functions: they are read again and again while the prompt waits. Ctrl-C and Esc reject
 * with a {@link LoginLeftError}, the signal with its reason; either way the terminal is left as it was.
 */
export class Prompter implements Disposable {
  readonly screen: Screen
  readonly #input: TerminalInput
  readonly #refreshMs: number
  #hasBegun = false

  constructor({ input, output, refreshMs }: PrompterOptions) {
    this.screen = new Screen(output)
    this.#input = input
    this.#refreshMs = refreshMs
  }

  /** Whether anything was drawn. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  /** Asks for a line. */
  text(wish: TextWish & { readonly placeholder?: string }, signal: AbortSignal): Promise<string> {
    const { placeholder } = wish
    return this.#askText(wish, signal, options =>
      clack.text(
        placeholder === undefined ? options : Object.defineProperty(options, 'placeholder', { value: placeholder }),
      ),
    )
  }

  /** Asks for what is not to be seen on the screen. */
  password(wish: TextWish, signal: AbortSignal): Promise<string> {
    return this.#askText(wish, signal, options => clack.password(options))
  }

  choose<Value extends string>(
    wish: { readonly message: () => string; readonly choices: readonly Choice<Value>[] },
    signal: AbortSignal,
  ): Promise<Value> {
    const { choices, message } = wish
    const options = choices.map(({ value, label, hint, isPossible }) =>
      Object.defineProperties({ value, label } as clack.Option<string>, {
        hint: { get: () => hint?.() },
        disabled: { get: () => isPossible?.() === false },
      }),
    )
    return this.#ask(signal, streams =>
      clack.select<string>(
        withLiveMessage({ ...streams, options, showInstructions: false }, () =>
          wrapBesideBar(message(), this.screen.columns).join('\n'),
        ),
      ),
    ) as Promise<Value>
  }

  async confirm(message: string, signal: AbortSignal): Promise<boolean> {
    return await this.#ask<boolean>(signal, streams => clack.confirm({ ...streams, message }))
  }

  /** Says something between two prompts. */
  say(text: string, kind: 'info' | 'warn' | 'error' | 'success' = 'info'): void {
    this.#begin()
    clack.log[kind](wrapBesideBar(text, this.screen.columns).join('\n'), { output: this.screen })
  }

  /** Says the last word, when anything was said before. */
  end(text: string): void {
    if (this.#hasBegun) clack.outro(text, { output: this.screen })
  }

  [Symbol.dispose](): void {
    this.screen[Symbol.dispose]()
  }

  #begin(): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    clack.intro('Log in to Telegram', { output: this.screen })
  }

  /** A message that gives way to a short one when the answer is there, or is not wanted any more. */
  #askText(
    { message, short, check }: TextWish,
    signal: AbortSignal,
    show: (options: TextOptions) => Promise<string | symbol>,
  ): Promise<string> {
    let isAnswered = false
    const { screen } = this
    const validate = (answer: string | undefined): string | undefined => {
      const problem = check?.(answer ?? '')
      isAnswered = problem === undefined
      return problem
    }
    const shown = (): string => (isAnswered || signal.aborted ? short : besideBar(message(), screen.columns))
    return this.#ask(signal, async streams => {
      const answer = await show(withLiveMessage({ ...streams, validate }, shown))
      // The place where somebody could type is over, too: the next lines take it.
      if (signal.aborted) screen.write(eraseOpenEnd)
      return answer
    })
  }

  async #ask<T>(signal: AbortSignal, show: (streams: Streams) => Promise<T | symbol>): Promise<T> {
    signal.throwIfAborted()
    this.#begin()
    // A prompt listens to its signal even when it is over: it gets one of its own.
    const stop = new AbortController()
    const onAbort = (): void => {
      this.screen.redraw()
      stop.abort()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    const timer = setInterval(() => this.screen.redraw(), this.#refreshMs)
    try {
      const answer = await show({ input: this.#input, output: this.screen, signal: stop.signal })
      if (!clack.isCancel(answer)) return answer as T
      signal.throwIfAborted()
      throw new LoginLeftError()
    } finally {
      clearInterval(timer)
      signal.removeEventListener('abort', onAbort)
    }
  }
}

type Streams = Required<Pick<clack.CommonOptions, 'input' | 'output' | 'signal'>>
type TextOptions = Streams & { readonly message: string; validate(answer: string | undefined): string | undefined }

/** Gives options a message that is made each time it is read. */
function withLiveMessage<Options extends object>(
  options: Options,
  message: () => string,
): Options & { readonly message: string } {
  return Object.defineProperty(options, 'message', { get: message }) as Options & { readonly message: string }
}

/** ECMA-48 CUU and ED: from below the end of the bar back to the line of the answer, and all that follows away. */
const eraseOpenEnd = `${String.fromCharCode(0x1b)}[3A\r${String.fromCharCode(0x1b)}[J`
