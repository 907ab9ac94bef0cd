import { describe, expect, it } from 'vitest'
import { officialReference } from '../node/official.ts'
import { createProse } from './prose.ts'
import { tlLine } from './tl-line.ts'

const reference = officialReference()
const prose = createProse(reference, '../')
const line = (tl: string): string => tlLine(tl, reference, prose).toString()
const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')

describe('a TL line', { timeout: 60_000 }, () => {
  it('reads letter for letter like the schema', () => {
    for (const name of [
      'auth.resendCode',
      'messages.sendMessage',
      'invokeWithLayer',
      'users.getUsers',
      'upload.getFile',
    ]) {
      const tl = reference.get('method', name)?.tl ?? ''
      expect(tl).not.toBe('')
      expect(plain(line(tl))).toBe(tl)
    }
  })

  it('links the types, those inside a vector too', () => {
    const html = line('users.getUsers#0d91a548 id:Vector<InputUser> = Vector<User>;')
    expect(html).toContain('<a href="../types/InputUser.html">InputUser</a>')
    expect(html).toContain('<a href="../types/User.html">User</a>')
  })

  it('tells flags from names and types', () => {
    expect(line('a#00000001 flags:# reason:flags.0?string = Bool;')).toMatch(
      /t-field">reason<.*t-flag">flags\.0\?<.*types\/string\.html/,
    )
  })
})
