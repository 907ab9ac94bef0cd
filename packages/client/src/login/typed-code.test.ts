import { expect, it } from 'vitest'
import { typedCode, withoutGroups } from './typed-code.ts'

it.each([
  'tg://login?code=12345',
  'tg:login?code=12345',
  'TG://login?code=12345',
  'https://t.me/login/12345',
  'http://t.me/login/12345/',
  't.me/login/12345',
  'https://telegram.me/login/12345',
  ' https://t.me/login/12345\n',
])('the code of %s is 12345', link => {
  expect(typedCode(link)).toBe('12345')
})

it.each(['12345', '1 23-45', 'a well-known phrase', 'tg://login?token=AAAA', 'https://evil.example/login/12345', ''])(
  'what is no such link is the code itself: %s',
  text => {
    expect(typedCode(text)).toBe(text)
  },
)

it('digits may come in groups', () => {
  expect(withoutGroups('+1 (2)-3–45')).toBe('12345')
})
