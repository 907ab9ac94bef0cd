import { describe, expect, it } from 'vitest'
import { planDcs } from './serve-dcs.ts'

describe('--dcs', () => {
  it('counts numbers from 1 and ports from the one given', () => {
    expect(planDcs(3, 8443, 8480)).toEqual([
      { id: 1, port: 8443 },
      { id: 2, port: 8444 },
      { id: 3, port: 8445 },
    ])
    expect(planDcs(2, 0, 0).map(({ port }) => port)).toEqual([0, 0])
  })

  it('says when there are not so many ports', () => {
    expect(planDcs(2, 65_534, 8480)).toHaveLength(2)
    expect(() => planDcs(3, 65_534, 8480)).toThrow('--dcs 3 needs ports 65534 to 65536, and 65535 is the last there is')
  })

  it('says when the console is to have one of them', () => {
    expect(() => planDcs(3, 8443, 8445)).toThrow('--dcs 3 needs ports 8443 to 8445; give --http-port another one')
    expect(planDcs(3, 8443, 8446)).toHaveLength(3)
  })
})
