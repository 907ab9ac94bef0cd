import type { Combinator } from '@chappe/tl'
import type { ExampleFields } from './build-value.ts'
import { type Prelude, preludeOf } from './preludes.ts'
import { toTypescriptObject } from './typescript.ts'

/** Who may call the method, as far as the program says so. */
export interface ProgramAccess {
  readonly users: boolean
  readonly bots: boolean
  readonly botsKnown: boolean
  readonly beforeLogin: boolean
}

/** Writes a whole program around one call. */
export function writeProgram(method: Combinator, parameters: ExampleFields, access: ProgramAccess | undefined): string {
  const prelude = preludeOf(method)
  const call = writeCall(method.name, parameters, prelude.expressions, 'const answer = await '.length)
  return [
    ...importsOf(prelude),
    '',
    '// As `chappe serve` describes itself. For Telegram itself, give',
    "// dc: 'production' and the numbers of your app.",
    'const { dcs, public_key, api_id, api_hash } = JSON.parse(',
    "  readFileSync('.chappe/connection.json', 'utf8'),",
    ')',
    '',
    ...loginNote(access),
    'await using tg = await Client.open({',
    "  session: '.chappe/local.session',",
    '  dc: { ...dcs[0], public_key },',
    '  api_id,',
    '  api_hash,',
    '})',
    '',
    ...(prelude.lines.length > 0 ? [...prelude.lines, ''] : []),
    ...valueNotes(parameters, prelude.expressions),
    `const answer = await ${call}`,
    'console.dir(answer, { depth: null })',
    '',
  ].join('\n')
}

/**
 * Writes one call: `tg.auth.resendCode({ … })`.
 *
 * @param taken - columns in front of it
 */
export function writeCall(
  method: string,
  parameters: ExampleFields,
  expressions: Prelude['expressions'],
  taken: number,
): string {
  const head = `tg.${method}(`
  if (Object.keys(parameters).length === 0) return `${head})`
  return `${head}${toTypescriptObject(parameters, expressions, 0, taken + head.length + 1)})`
}

function importsOf(prelude: Prelude): readonly string[] {
  const modules: Record<string, readonly string[]> = {
    'node:fs': ['readFileSync'],
    '@chappe/client/node': ['Client'],
    ...prelude.imports,
  }
  return Object.entries(modules)
    .map(([from, names]) => ({ from, names: [...new Set(names)].sort() }))
    .sort((a, b) => rank(a.from) - rank(b.from) || (a.from < b.from ? -1 : 1))
    .map(({ from, names }) => `import { ${names.join(', ')} } from '${from}'`)
}

function rank(from: string): number {
  return from.startsWith('node:') ? 0 : 1
}

function loginNote(access: ProgramAccess | undefined): readonly string[] {
  if (access === undefined || access.beforeLogin) return []
  if (!access.users && access.bots) return ["// The session is a bot's, logged in by tg.auth.importBotAuthorization()."]
  return ["// The session is a person's, logged in by `chappe login` or tg.login.start()."]
}

/** Says where numbers come from that nobody can invent. */
function valueNotes(parameters: ExampleFields, expressions: Prelude['expressions']): readonly string[] {
  const names = new Set<string>()
  for (const [name, value] of Object.entries(parameters)) if (!Object.hasOwn(expressions, name)) collect(name, value)
  const notes = []
  if (names.has('access_hash')) notes.push('// Ids and access hashes come together, in what the server sent earlier.')
  if (names.has('file_reference')) notes.push('// The file reference comes from where the file was seen last.')
  if (names.has('md5_checksum')) notes.push('// The file was sent before, in parts: tg.upload.saveFilePart().')
  return notes

  function collect(name: string, value: unknown): void {
    names.add(name)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return
    for (const [inner, field] of Object.entries(value)) collect(inner, field)
  }
}
