import { describe, expect, it } from 'vitest'
import { AddressLimits } from './address-limits.ts'

const options = { connectionsMax: 2, connectsBurst: 3, connectsPerMinute: 60, exchangesBurst: 2, exchangesPerMinute: 6 }

describe('AddressLimits', () => {
  it('refuses connections beyond those that may be open at once and takes places back', () => {
    const limits = new AddressLimits(options)
    expect([limits.connect(0, '10.0.0.1'), limits.connect(0, '10.0.0.1'), limits.connect(0, '10.0.0.1')]).toEqual([
      true,
      true,
      false,
    ])
    limits.disconnect('10.0.0.1')
    expect(limits.connect(0, '10.0.0.1')).toBe(true)
  })

  it('refuses connections that come too fast and accepts them again as time passes, without a ban', () => {
    const limits = new AddressLimits(options)
    const connect = (at: number) => {
      const accepted = limits.connect(at, '10.0.0.1')
      if (accepted) limits.disconnect('10.0.0.1')
      return accepted
    }
    expect([connect(0), connect(0), connect(0), connect(0)]).toEqual([true, true, true, false])
    expect(connect(1_000)).toBe(true)
    expect(connect(1_000)).toBe(false)
  })

  it('counts key exchanges apart from connections and addresses apart from each other', () => {
    const limits = new AddressLimits(options)
    expect([limits.exchange(0, 'a'), limits.exchange(0, 'a'), limits.exchange(0, 'a')]).toEqual([true, true, false])
    expect(limits.exchange(0, 'b')).toBe(true)
    expect(limits.exchange(10_000, 'a')).toBe(true)
  })

  it('counts an IPv6 network and a mapped IPv4 address as one', () => {
    const limits = new AddressLimits(options)
    expect(limits.connect(0, '2001:db8:0:1::1')).toBe(true)
    expect(limits.connect(0, '2001:db8::1:0:0:0:2')).toBe(true)
    expect(limits.connect(0, '2001:db8:0:1:ffff::3')).toBe(false)
    expect(limits.connect(0, '2001:db8:0:2::1')).toBe(true)
    expect(limits.connect(0, '::ffff:10.0.0.1')).toBe(true)
    expect(limits.connect(0, '10.0.0.1')).toBe(true)
    expect(limits.connect(0, '10.0.0.1')).toBe(false)
  })

  it('does not run backwards when the clock does', () => {
    const limits = new AddressLimits(options)
    limits.exchange(10_000, 'a')
    expect(limits.exchange(0, 'a')).toBe(true)
    expect(limits.exchange(0, 'a')).toBe(false)
  })
})
