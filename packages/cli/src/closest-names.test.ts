import { describe, expect, it } from 'vitest'
import { closestNames } from './closest-names.ts'

const names = ['auth.resendCode', 'auth.sendCode', 'auth.sentCode', 'help.getConfig', 'messages.sendMessage']

describe('closestNames', () => {
  it('finds a mistyped name', () => {
    expect(closestNames('auth.resentCode', names)[0]).toBe('auth.resendCode')
  })

  it('finds a name without its namespace, whatever its case', () => {
    expect(closestNames('resendcode', names)[0]).toBe('auth.resendCode')
  })

  it('finds nothing for what resembles nothing', () => {
    expect(closestNames('somethingElse', names)).toEqual([])
  })
})
