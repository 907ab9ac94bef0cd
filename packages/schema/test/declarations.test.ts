import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { errorsOf } from '../src/facts.ts'

const declarations = readFileSync(new URL('../gen/api.d.ts', import.meta.url), 'utf8')

describe('the comment of auth.resendCode', () => {
  const comment = commentBefore('resendCode(parameters: auth.resendCode, options?: Options): Promise<auth.SentCode>')

  test('says what the method does, with a link that leads to the official documents', () => {
    expect(comment).toContain('Resend the login code via another medium')
    expect(comment).toContain('[login](https://core.telegram.org/api/auth)')
    expect(comment).toContain('@see https://core.telegram.org/method/auth.resendCode')
  })

  test('notes every parameter and which may be left out', () => {
    expect(comment).toContain('- `phone_number`: The phone number')
    expect(comment).toContain('- `phone_code_hash`: The phone code hash obtained from {@link auth.sendCode}')
    expect(comment).toContain('- `reason` (optional): Official clients only')
  })

  test('lists every known error with its code and meaning', () => {
    expect(errorsOf('auth.resendCode')).toHaveLength(6)
    for (const { code, name, description } of errorsOf('auth.resendCode')) {
      expect(comment).toContain(`- ${code} \`${name}\`${description === '' ? '' : `: ${description}`}`)
    }
    expect(comment).toContain('- 406 `SEND_CODE_UNAVAILABLE`: Returned when all available options')
  })

  test('says who may call it', () => {
    expect(comment).toContain('users: yes; bots: no; before login: yes; over a business connection: no')
  })
})

describe('all comments', () => {
  test('refer by TL names only', () => {
    const names = new Set(
      [...declarations.matchAll(/^(?:export )?(?:declare )?\s*(?:interface|type) (\w+)/gm)].map(match => match[1]),
    )
    const unknown = new Set<string>()
    for (const [, target = ''] of declarations.matchAll(/\{@link ([^}]+)\}/g)) {
      if (!names.has(target.slice(target.indexOf('.') + 1))) unknown.add(target)
    }
    expect([...unknown]).toEqual([])
    expect(declarations).not.toMatch(/\bRaw[A-Z]\w+/)
  })

  test('hold no HTML and no links to copies of the documents', () => {
    expect(declarations).not.toMatch(/<\/?(?:a|b|br|strong|em|code|img|pre|u|del|blockquote)\b[^>]*>/)
    expect(declarations).not.toContain('corefork')
    expect(declarations).not.toMatch(/&(?:amp|lt|gt|quot|raquo|nbsp);/)
  })

  test('stand on every constructor, parameter set, union and method', () => {
    const lines = declarations.split('\n')
    const bare = lines.filter(
      (line, index) =>
        /^\s*(?:export )?(?:interface|type) \w+|^\s+\w+\(parameters/.test(line) && !lines[index - 1]?.endsWith('*/'),
    )
    expect(bare).toEqual([])
  })
})

function commentBefore(line: string): string {
  const end = declarations.indexOf(line)
  return declarations.slice(declarations.lastIndexOf('/**', end), end)
}
