import { expect, test } from 'vitest'
import { ClientSalts } from './client-salts.ts'

const salt = (id: bigint, valid_since: number, valid_until: number) => ({ salt: id, valid_since, valid_until })

test('a stored salt is used until a better one is known', () => {
  const salts = new ClientSalts(1n)
  expect(salts.current(1000)).toBe(1n)
  salts.learn(1000, [salt(2n, 2000, 5600), salt(3n, 900, 4000)])
  expect(salts.current(1000)).toBe(3n)
  expect(salts.current(2000)).toBe(2n)
  expect(salts.current(9999)).toBe(2n)
})

test('salts that are over or upside down are not learned', () => {
  const salts = new ClientSalts(1n)
  salts.learn(1000, [salt(2n, 10, 1000), salt(3n, 3000, 2000)])
  expect(salts.current(1500)).toBe(1n)
  expect(salts.isShort(1000)).toBe(true)
})

test('a salt that the server announces is used, but for one whose term is known', () => {
  const salts = new ClientSalts(1n)
  salts.announce(1000, 5n)
  expect(salts.current(1000)).toBe(5n)
  salts.learn(1000, [salt(6n, 900, 4000), salt(7n, 2700, 6300)])
  salts.announce(1000, 7n)
  expect(salts.current(1000)).toBe(6n)
  expect(salts.isShort(1000)).toBe(false)
  expect(salts.isShort(4500)).toBe(true)
})
