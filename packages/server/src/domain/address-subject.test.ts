import { expect, it } from 'vitest'
import { addressSubject } from './address-subject.ts'

it('IPv4 addresses stand for themselves, also inside IPv6', () => {
  expect(addressSubject('192.0.2.1')).toBe('192.0.2.1')
  expect(addressSubject('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(addressSubject('::FFFF:192.0.2.1')).toBe('192.0.2.1')
})

it('IPv6 addresses stand for their /64', () => {
  const subject = addressSubject('2001:db8:0:1::1')
  expect(subject).toBe('2001:db8:0:1::/64')
  expect(addressSubject('2001:0DB8::1:ffff:ffff:ffff:ffff')).toBe(subject)
  expect(addressSubject('2001:db8:0:2::1')).not.toBe(subject)
  expect(addressSubject('::1')).toBe('0:0:0:0::/64')
  expect(addressSubject('64:ff9b::192.0.2.1')).toBe('64:ff9b:0:0::/64')
  expect(addressSubject('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressSubject('1:2:3:4:5:6:7::')).toBe('1:2:3:4::/64')
})

it('anything else stands for itself', () => {
  expect(addressSubject('somewhere')).toBe('somewhere')
})
