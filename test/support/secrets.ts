/** A secret of a run, as text or bytes. */
interface Secret {
  readonly kind: string
  readonly value: Buffer
}

/** Everything secret that passed in a run, by what it is. */
export class Secrets {
  readonly #known = new Map<string, Secret>()

  /** @param value - anything too short to be recognised is passed over */
  add(kind: string, value: string | Uint8Array): void {
    const bytes = Buffer.from(value)
    if (bytes.length >= 6 && new Set(bytes).size > 1)
      this.#known.set(`${kind} ${bytes.toString('hex')}`, { kind, value: bytes })
  }

  /** Takes what is secret out of the parameters of a call or out of an answer, by the names of the fields. */
  collect(value: unknown, kind?: string): void {
    if (value instanceof Uint8Array || typeof value === 'string') {
      if (kind !== undefined) this.add(kind, value)
      return
    }
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) this.collect(item, kind)
      return
    }
    for (const [name, field] of Object.entries(value)) {
      if (name !== '_') this.collect(field, secretFields.has(name) ? name : undefined)
    }
  }

  list(): readonly Secret[] {
    return [...this.#known.values()]
  }

  kinds(): readonly string[] {
    return [...new Set(this.list().map(({ kind }) => kind))]
  }
}

/** Fields of TL that let somebody in, prove something, or are nobody's business. */
const secretFields: ReadonlySet<string> = new Set([
  ...['phone_code', 'phone_code_hash', 'code', 'future_auth_token', 'logout_tokens', 'token', 'bytes'],
  ...['bot_auth_token', 'web_auth_token', 'new_password_hash', 'A', 'M1', 'srp_B', 'salt1', 'tmp_password'],
  ...['email', 'current_salt', 'secure_secret', 'authenticator_data', 'signature', 'user_handle'],
])

/** A secret as it may be written somewhere. */
interface Form {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * The secret as it is, in hexadecimal digits of either case, and in base64 of either kind: by itself, and wherever it may
 * stand in something longer.
 */
export function formsOf(value: Buffer): readonly Form[] {
  const hex = value.toString('hex')
  const texts: readonly (readonly [string, string])[] = [
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ...([0, 1, 2] as const).flatMap(before => {
      const text = inBase64(value, before)
      return [
        ['base64', text],
        ['base64url', text.replaceAll('+', '-').replaceAll('/', '_')],
      ] as const
    }),
  ]
  return [{ name: 'it is', bytes: value }, ...texts.map(([name, text]) => ({ name, bytes: Buffer.from(text) }))]
}

/** The characters that depend on the secret alone when so many bytes stand before it. */
function inBase64(value: Buffer, before: 0 | 1 | 2): string {
  const whole = Buffer.concat([Buffer.alloc(before), value])
  const text = whole.toString('base64').replace(/=+$/, '')
  const last = whole.length % 3 === 0 ? text.length : text.length - 1
  return text.slice(Math.ceil((before * 8) / 6), last)
}

/** Whether a form is somewhere. Digits have to stand alone: long numbers have any six of them by chance. */
export function holds(place: Buffer, { bytes }: Form): boolean {
  const isDigits = /^\d+$/.test(bytes.toString('latin1'))
  for (let at = place.indexOf(bytes); at >= 0; at = place.indexOf(bytes, at + 1)) {
    if (!isDigits || !(isDigit(place[at - 1]) || isDigit(place[at + bytes.length]))) return true
  }
  return false
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}
