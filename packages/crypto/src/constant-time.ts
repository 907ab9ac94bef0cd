/**
 * Compares two byte strings without stopping early.
 *
 * The time depends on the lengths alone, as far as JavaScript can promise that: there is no branch and no index
 * that depends on the contents, but the engine gives no guarantee.
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number)
  return difference === 0
}
