import { expect, test } from 'vitest'
import { reference } from '../../test/whole-reference.ts'
import { linkPages, plainText, relativeAddress, summaryOf } from './links.ts'

test('cross references become links relative to the page', () => {
  const text = 'See {@link auth.sentCode}, {@link auth.SentCode} and {@link auth.signIn}.`flag`.'
  expect(linkPages(reference, text, 'methods/auth.resendCode.html')).toBe(
    'See [auth.sentCode](../constructors/auth.sentCode.html), [auth.SentCode](../types/auth.SentCode.html) and [auth.signIn](auth.signIn.html).`flag`.',
  )
  expect(linkPages(reference, '{@link auth.signIn}', 'llms.txt')).toBe('[auth.signIn](methods/auth.signIn.html)')
  expect(linkPages(reference, '{@link no.such}', 'index.html')).toBe('`no.such`')
})

test.each([
  ['methods/a.html', 'methods/b.html', 'b.html'],
  ['methods/a.html', 'types/T.html', '../types/T.html'],
  ['index.html', 'types/T.html', 'types/T.html'],
  ['types/T.html', 'schema.json', '../schema.json'],
  ['a/b/c.html', 'a/d/e.html', '../d/e.html'],
])('from %s to %s it is %s', (from, to, address) => {
  expect(relativeAddress(from, to)).toBe(address)
})

test('plain text keeps the words and loses the marks', () => {
  expect(plainText('**Bold**, *soft*, `code`, [see here »](https://x.example/a) and {@link auth.signIn}\nnext')).toBe(
    'Bold, soft, code, see here and auth.signIn next',
  )
  expect(plainText('phone_code_hash * 2 * 3')).toBe('phone_code_hash * 2 * 3')
})

test('a summary is the first sentence, which "e.g." does not end', () => {
  expect(summaryOf('All options were used (e.g. flash-call, then SMS). Start again.\n\nMore.')).toBe(
    'All options were used (e.g. flash-call, then SMS).',
  )
  expect(summaryOf('No full stop\n\nMore.')).toBe('No full stop')
})
