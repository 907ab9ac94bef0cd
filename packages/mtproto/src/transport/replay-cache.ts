/**
 * Remembers the obfuscated headers a server has seen: one that comes again was recorded by somebody. Shared by all
 * connections of a listener.
 */
export interface ReplayCache {
  /**
   * Notes the header's key and iv (48 bytes).
   *
   * @returns false when they were seen before
   */
  note(header: Uint8Array): boolean
}

/**
 * Makes a cache with a bound.
 *
 * @param headersMax - how many headers it certainly remembers, default 32768; it holds up to twice as many, about
 *   100 bytes each. Who opens more connections than that in between can replay an older header: it gains a connection
 *   that still has to prove itself by a key.
 */
export function createReplayCache(headersMax = 32_768): ReplayCache {
  // Two generations: when the younger is full, the older is forgotten at once.
  let younger = new Set<string>()
  let older = new Set<string>()
  return {
    note(header) {
      const key = String.fromCharCode(...header.subarray(8, 56))
      if (younger.has(key) || older.has(key)) return false
      younger.add(key)
      if (younger.size >= headersMax) {
        older = younger
        younger = new Set()
      }
      return true
    },
  }
}
