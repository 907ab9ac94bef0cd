/** A credential. Whatever prints it prints `[redacted]`; only who asks for the value gets it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** Returns the credential itself. Not for logs or messages. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return redacted
  }

  toJSON(): string {
    return redacted
  }
}

const redacted = '[redacted]'
