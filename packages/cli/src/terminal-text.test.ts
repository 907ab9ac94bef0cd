import { expect, it } from 'vitest'
import { terminalText } from './terminal-text.ts'

it('keeps the words of links and marks', () => {
  expect(
    terminalText('See [login](https://core.telegram.org/api/auth), {@link auth.sendCode} and `next_type`, **now**.'),
  ).toBe('See login, auth.sendCode and next_type, now.')
})
