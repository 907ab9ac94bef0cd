import type { SessionData, SessionStore } from './session-data.ts'

/**
 * Keeps the session in memory only: it is gone with the program.
 *
 * @param data - what to begin with, for example from another store's `load`
 */
export function memorySession(data?: SessionData): SessionStore {
  let current = data
  return {
    load: async () => current,
    save: async next => {
      current = next
    },
  }
}
