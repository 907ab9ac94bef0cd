import { describe, expect, it } from 'vitest'
import { createLog, formatLogEntry, type LogEntry } from './log.ts'

describe('createLog', () => {
  it('writes entries at or above its level only', () => {
    const entries: LogEntry[] = []
    const log = createLog('warn', entry => entries.push(entry))
    log.debug('a')
    log.info('b')
    log.warn('c')
    log.error('d')
    expect(entries.map(entry => entry.event)).toEqual(['c', 'd'])
  })

  it('redacts fields whose name says that they hold a secret, and keeps the public ids', () => {
    const entries: LogEntry[] = []
    createLog('debug', entry => entries.push(entry)).info('x', {
      phone_code: '12345',
      phone_code_hash: 'ab',
      auth_key: 'cd',
      api_hash: 'ef',
      auth_key_id: 5n,
      error_code: 400,
      method: 'auth.signIn',
    })
    expect(entries[0]?.fields).toEqual({
      phone_code: '[redacted]',
      phone_code_hash: '[redacted]',
      auth_key: '[redacted]',
      api_hash: '[redacted]',
      auth_key_id: 5n,
      error_code: 400,
      method: 'auth.signIn',
    })
  })
})

describe('formatLogEntry', () => {
  it('keeps one entry on one line whatever the values hold', () => {
    const line = formatLogEntry(
      { level: 'info', event: 'x', fields: { method: 'a\nb', port: 443, gone: undefined } },
      0,
    )
    expect(line).toBe('1970-01-01T00:00:00.000Z info x method="a\\nb" port=443')
  })
})
