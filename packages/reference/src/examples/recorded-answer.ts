import { bytesOf, type ExampleValue } from './build-value.ts'
import { type JsonValue, toJson } from './json.ts'
import { toTypescript } from './typescript.ts'

/** What our data center really answered to an example, as kept in `answers/`. */
export interface RecordedAnswer {
  readonly method: string
  /** In whose name the call was made. */
  readonly caller: 'nobody' | 'a person'
  /** The answer, as `chappe call --json` prints it. Of long lists only the first items are kept. Absent for a refusal. */
  readonly answer?: JsonValue
  /** The error that was answered instead, where invented values cannot be right: `400 PHONE_CODE_INVALID`. */
  readonly refusal?: string
  /** The same as TypeScript, with a comment where items of a long list are left out. */
  readonly text: string
}

/** Items of a list that are kept; pages stay small and still show what an item looks like. */
const itemsMax = 4

/** Fields that let somebody in who holds them. They are never kept, not even those of a data center in a test. */
const secretFields: ReadonlySet<string> = new Set([
  'auth.loggedOut.future_auth_token',
  'auth.authorization.future_auth_token',
  'auth.exportedAuthorization.bytes',
  'auth.loginToken.token',
  'account.tmpPassword.tmp_password',
  'config.autologin_token',
])

/**
 * Stand for values that are drawn at random for one login, or are those of the machine, so that they would be of no use to
 * a reader and others in each run. They are those that the examples use; byte strings keep their length.
 */
const drawnFields: Readonly<Record<string, ExampleValue>> = {
  app_version: '1.0',
  device_model: 'Node.js 24',
  system_version: 'Linux 6.12',
  access_hash: 7_260_534_120_587_894_813n,
  phone_code_hash: '8f14e45fceea167a5a',
  srp_id: 2_236_067_977_499_789_696n,
}
const drawnBytes: ReadonlySet<string> = new Set(['salt', 'salt1', 'salt2', 'srp_B', 'secure_random'])

/** Makes the record of an answer: absent fields and secrets left out, values drawn at random replaced, long lists cut. */
export function recordAnswer(method: string, caller: RecordedAnswer['caller'], answer: ExampleValue): RecordedAnswer {
  const text = toTypescript(tidy(answer, count => `… ${count} more`))
  return {
    method,
    caller,
    answer: toJson(tidy(answer)),
    text: text.replaceAll(/'(… \d+ more)',?/g, '/* $1 */'),
  }
}

/** Makes the record of an error that a method answered. */
export function recordRefusal(method: string, caller: RecordedAnswer['caller'], refusal: string): RecordedAnswer {
  return { method, caller, refusal, text: `Error: ${refusal}` }
}

/** @param more - makes a last item that says how many are left out */
function tidy(value: ExampleValue, more?: (count: number) => string): ExampleValue {
  if (typeof value !== 'object' || value instanceof Uint8Array) return value
  if (isList(value)) {
    const kept = value.slice(0, itemsMax).map(item => tidy(item, more))
    const left = value.length - kept.length
    return left > 0 && more !== undefined ? [...kept, more(left)] : kept
  }
  const fields = Object.entries(value).filter(
    ([name, field]) => field !== undefined && !secretFields.has(`${value['_']}.${name}`),
  )
  return Object.fromEntries(fields.map(([name, field]) => [name, drawn(name, field) ?? tidy(field, more)]))
}

function drawn(name: string, value: ExampleValue): ExampleValue | undefined {
  if (drawnBytes.has(name) && value instanceof Uint8Array) return bytesOf({ length: value.length })
  // The options of a passkey are JSON within TL.
  if (name === 'data' && typeof value === 'string') return value.replace(/("challenge":")[^"]*/, `$1${drawnChallenge}`)
  return drawnFields[name]
}

/** 32 bytes as base64url. */
const drawnChallenge = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8'

function isList(value: object): value is readonly ExampleValue[] {
  return Array.isArray(value)
}
