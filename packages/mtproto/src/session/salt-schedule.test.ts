import { expect, test } from 'vitest'
import { noon, otherKey, publishedKey, sessionEnv } from '../../test/support/session-env.ts'
import { SaltSchedule } from './salt-schedule.ts'

const env = sessionEnv(1)
const schedule = () => new SaltSchedule(env, new Uint8Array(32).fill(1))
const key = publishedKey.auth_key_id
const minute = 60_000

test('a salt is valid for an hour, and overlaps the next one for half of it', () => {
  const salts = schedule()
  const salt = salts.current(key, noon)
  expect(salts.current(key, noon + 30 * minute - 1)).toBe(salt)
  const next = salts.current(key, noon + 30 * minute)
  expect(next).not.toBe(salt)
  expect(salts.isValid(key, salt, noon + 60 * minute - 1)).toBe(true)
  expect(salts.isValid(key, salt, noon + 60 * minute)).toBe(false)
  expect(salts.isValid(key, next, noon + 29 * minute)).toBe(true)
  expect(salts.isValid(key, next, noon + 28 * minute)).toBe(false)
  expect(salts.isValid(key, 0n, noon)).toBe(false)
})

test('each key has salts of its own, each server too, and two processes with one secret agree', () => {
  expect(schedule().current(otherKey.auth_key_id, noon)).not.toBe(schedule().current(key, noon))
  expect(new SaltSchedule(env, new Uint8Array(32)).current(key, noon)).not.toBe(schedule().current(key, noon))
  expect(schedule().current(key, noon)).toBe(schedule().current(key, noon))
})

test('future salts begin with the running one, and each is valid when it says so', () => {
  const salts = schedule()
  const future = salts.future(key, noon, 64)
  expect(future[0]?.salt).toBe(salts.current(key, noon))
  expect(new Set(future.map(salt => salt.salt)).size).toBe(64)
  for (const { salt, valid_since, valid_until } of future) {
    expect(salts.isValid(key, salt, valid_since * 1000)).toBe(true)
    expect(salts.isValid(key, salt, valid_until * 1000 - 1)).toBe(true)
    expect(salts.isValid(key, salt, valid_until * 1000)).toBe(false)
  }
  expect(salts.future(key, noon, 0)).toHaveLength(1)
  expect(salts.future(key, noon, 1000)).toHaveLength(64)
})

test('the salt of a key exchange is accepted like that of the running period', () => {
  const salts = schedule()
  salts.acceptFirst(key, 77n, noon + 10 * minute)
  expect(salts.isValid(key, 77n, noon + 59 * minute)).toBe(true)
  expect(salts.isValid(key, 77n, noon + 60 * minute)).toBe(false)
  expect(salts.isValid(otherKey.auth_key_id, 77n, noon + 10 * minute)).toBe(false)
})

test('a secret that is too short is refused', () => {
  expect(() => new SaltSchedule(env, new Uint8Array(15))).toThrow(expect.objectContaining({ code: 'SECRET_INVALID' }))
})
