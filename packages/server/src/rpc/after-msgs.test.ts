import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { ARRIVAL_WAIT_MS, type MessageStates, RUNNING_WAIT_MS, waitForMessages } from './after-msgs.ts'

function makeSession(states: Record<string, 'running' | 'done' | 'failed'>) {
  const listeners = new Map<bigint, (state: 'done' | 'failed') => void>()
  const session: MessageStates = {
    callState: msg_id => states[String(msg_id)] ?? 'unknown',
    onFinished: (msg_id, listener) => {
      listeners.set(msg_id, listener)
      return () => listeners.delete(msg_id)
    },
  }
  return { session, listeners, states }
}

const codeOf = (work: Promise<void>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    error => error.error_message,
  )

describe('waitForMessages', () => {
  it('goes on at once when the messages are done', async () => {
    const { session } = makeSession({ 4: 'done' })
    expect(await codeOf(waitForMessages(session, [4n], 8n, new FakeClock()))).toBeUndefined()
  })

  it('fails when one of them failed', async () => {
    const { session } = makeSession({ 4: 'done', 12: 'failed' })
    expect(await codeOf(waitForMessages(session, [4n, 12n], 16n, new FakeClock()))).toBe('MSG_WAIT_FAILED')
  })

  it('waits for a message that is being worked on, longer than for one that has not come', async () => {
    const clock = new FakeClock()
    const { session, listeners } = makeSession({ 4: 'running' })
    const waiting = codeOf(waitForMessages(session, [4n], 8n, clock))
    clock.advance(RUNNING_WAIT_MS - 1)
    listeners.get(4n)?.('done')
    expect(await waiting).toBeUndefined()
    expect(listeners.size).toBe(0)
  })

  it('gives up on one that does not end', async () => {
    const clock = new FakeClock()
    const waiting = codeOf(waitForMessages(makeSession({ 4: 'running' }).session, [4n], 8n, clock))
    clock.advance(RUNNING_WAIT_MS)
    expect(await waiting).toBe('MSG_WAIT_TIMEOUT')
  })

  it('gives up after half a second on one that does not arrive', async () => {
    const clock = new FakeClock()
    const waiting = codeOf(waitForMessages(makeSession({}).session, [4n], 8n, clock))
    clock.advance(ARRIVAL_WAIT_MS)
    expect(await waiting).toBe('MSG_WAIT_TIMEOUT')
  })

  it('goes on waiting for one that arrived in time', async () => {
    const clock = new FakeClock()
    const { session, listeners, states } = makeSession({})
    const waiting = codeOf(waitForMessages(session, [4n], 8n, clock))
    states['4'] = 'running'
    clock.advance(ARRIVAL_WAIT_MS)
    listeners.get(4n)?.('failed')
    expect(await waiting).toBe('MSG_WAIT_FAILED')
  })

  it('does not wait for itself', async () => {
    expect(await codeOf(waitForMessages(makeSession({ 4: 'running' }).session, [4n], 4n, new FakeClock()))).toBe(
      'MSG_WAIT_FAILED',
    )
  })
})
