import { expect, test } from 'vitest'
import { noon, publishedKey, sessionEnv } from '../../test/support/session-env.ts'
import { SaltSchedule } from './salt-schedule.ts'
import { serverSessionLimits } from './server-limits.ts'
import { ServerState } from './server-state.ts'

test('what waits while nobody is connected stays within its bounds', () => {
  const env = sessionEnv(1)
  const key = { authKey: publishedKey, dc: 2, expires_at: undefined, created_at: noon }
  const salts = new SaltSchedule(env, new Uint8Array(32))
  const limits = { ...serverSessionLimits, queueMessagesMax: 10 }
  const state = new ServerState(env, { key, session_id: 1n, unique_id: 2n }, salts, limits)
  for (let count = 0; count < 1000; count++) {
    state.enqueue(noon, 'notification', new Uint8Array(4), undefined)
    state.post(noon, { _: 'pong', msg_id: 1n, ping_id: 1n }, undefined)
  }
  expect(state.queue.size).toBe(10)
  expect(state.ready.length).toBeLessThanOrEqual(20)
  expect(state.once).toHaveLength(10)
})
