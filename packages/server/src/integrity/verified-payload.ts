import { compactVerify, importJWK, type JWK } from 'jose'

/**
 * Returns what a signed token (JWS) says once one of the keys has verified it: tokens need not name theirs. The algorithm is
 * the key's: a token does not get to choose how it is checked.
 *
 * @returns undefined when no key has signed it
 * @throws when what was signed is no JSON
 */
export async function verifiedPayload(token: string, keys: readonly JWK[]): Promise<unknown> {
  for (const key of keys) {
    const algorithms = [key.kty === 'RSA' ? 'RS256' : 'ES256']
    const verified = await compactVerify(token, await importJWK(key, algorithms[0]), { algorithms }).catch(
      () => undefined,
    )
    if (verified !== undefined) return JSON.parse(new TextDecoder().decode(verified.payload))
  }
  return undefined
}

/** Returns a member of a claim, or undefined when it is no object or has none of this name. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
