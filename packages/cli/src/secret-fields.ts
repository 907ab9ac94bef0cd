/**
 * What of an answer is not for the eyes of whoever looks over a shoulder, and not for a terminal's history: with it somebody
 * else could act for the person. One rule by name, which new layers fall under as well, and the few fields whose names do not
 * tell. A `phone_code_hash` is none: it is good under the key that asked for it, and together with the code.
 */
const secretName = /(?:^|_)(?:tokens?|secret|password|password_hash|encryption_key)$/

/** Each as `constructor.field`, with what somebody could do with it. */
const secretFields: ReadonlySet<string> = new Set([
  // Log in at another data center.
  'auth.exportedAuthorization.bytes',
  // Stream into a group call.
  'phone.groupCallStreamRtmpUrl.key',
  // Log in to a website.
  'urlAuthResultAccepted.url',
  'webViewResultUrl.url',
  // Take earnings out.
  'payments.starGiftWithdrawalUrl.url',
  'payments.starsRevenueWithdrawalUrl.url',
])

/** Stands in the place of a secret; `text` says that something is there, and how much. */
export class HiddenValue {
  readonly text: string

  constructor(value: unknown) {
    this.text = `<${sizeOf(value)}hidden>`
  }
}

/** Returns a value with every secret in it replaced, at any depth, and the names of the fields that held one. */
export function hideSecrets(value: unknown): { readonly value: unknown; readonly hidden: readonly string[] } {
  const hidden = new Set<string>()
  const copy = (it: unknown): unknown => {
    if (Array.isArray(it)) return it.map(copy)
    if (typeof it !== 'object' || it === null || it instanceof Uint8Array) return it
    const constructor_name = '_' in it ? String(it._) : ''
    return Object.fromEntries(
      Object.entries(it).map(([name, field]) => {
        if (!isSecret(constructor_name, name, field)) return [name, copy(field)]
        hidden.add(name)
        return [name, Array.isArray(field) ? field.map(item => new HiddenValue(item)) : new HiddenValue(field)]
      }),
    )
  }
  return { value: copy(value), hidden: [...hidden] }
}

// That there is a password, or that one is asked for, is no secret.
function isSecret(constructor_name: string, name: string, field: unknown): boolean {
  const isNamed = secretName.test(name) || secretFields.has(`${constructor_name}.${name}`)
  return isNamed && field !== undefined && typeof field !== 'boolean'
}

function sizeOf(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes, `
  return typeof value === 'string' ? `${value.length} characters, ` : ''
}
