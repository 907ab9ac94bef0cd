import { printCombinator } from '../printer.ts'
import type { Combinator, Schema } from '../schema.ts'
import { hasValues, readFields, writeFields } from './bodies.ts'
import { Expressions, identifier, isBool, isEmpty, readConstructor, writeConstructor } from './expressions.ts'
import { type Plan, type PlannedType, planCodec, resultName } from './plan.ts'

/** Settings of {@link generateCodec}. */
export interface GenerateOptions {
  /** Name of the exported codec. Default `codec`. */
  readonly exportName?: string
  /** Module that the code imports. Default `@chappe/tl/runtime`. */
  readonly runtime?: string
  /** Lines of a comment at the top: generator, version, source and its hash. */
  readonly header?: readonly string[]
}

/**
 * Generates the codec of a schema as the text of a JavaScript module: one function per constructor and direction,
 * no eval, importing nothing but the runtime. The same schema gives the same text.
 *
 * @throws {TlSchemaError} when the schema cannot be compiled
 */
export function generateCodec(schema: Schema, options: GenerateOptions = {}): string {
  const { exportName = 'codec', runtime = '@chappe/tl/runtime', header = [] } = options
  return [
    ...header.map(line => `// ${line}`),
    `import { createCodec } from '${runtime}'`,
    '',
    `export const ${exportName} = createCodec(tables())`,
    `const c = ${exportName}`,
    '',
    codecFunctions(schema),
  ].join('\n')
}

/** Largest type whose constructors are told apart by comparing one after the other; above, a hash is faster. */
const switchCasesMax = 6

/**
 * Generates the functions of a codec, among them `tables()`, which returns what `createCodec` takes. They call back
 * into the codec, which must be in scope as `c`.
 */
export function codecFunctions(schema: Schema): string {
  const plan = planCodec(schema)
  const expressions = new Expressions(plan)
  const blocks: string[] = []
  for (const [combinators, prefix] of [
    [plan.constructors, ''],
    [plan.functions, 'f'],
  ] as const) {
    for (const combinator of combinators.filter(each => !isEmpty(each))) {
      blocks.push(writerOf(combinator, prefix, expressions), readerOf(combinator, prefix, expressions))
    }
  }
  const results = resultFunctions(plan, expressions)
  blocks.push(...helperFunctions(expressions))
  return `${[tables(plan, results), ...blocks].join('\n')}\n`
}

function writerOf(combinator: Combinator, prefix: string, expressions: Expressions): string {
  const lines = writeFields(combinator, expressions)
  const value = hasValues(combinator) ? ', v' : ''
  return block(`w${prefix}_${identifier(combinator.name)}(w${value})`, [`w.word(${combinator.id | 0})`, ...lines])
}

function readerOf(combinator: Combinator, prefix: string, expressions: Expressions): string {
  const name = `r${prefix}_${identifier(combinator.name)}`
  if (isBool(combinator)) return block(`${name}()`, [`return ${combinator.name === 'boolTrue'}`])
  const lines = readFields(combinator, expressions)
  return block(`${name}(${combinator.fields.length > 0 ? 'r' : ''})`, lines)
}

interface Results {
  readonly write: readonly string[]
  readonly read: readonly string[]
  readonly places: readonly number[]
}

function resultFunctions(plan: Plan, expressions: Expressions): Results {
  const known = new Map<string, number>()
  const write: string[] = []
  const read: string[] = []
  const places = plan.functions.map(({ name, result }) => {
    const reader = expressions.reader(result, name)
    const place = known.get(reader)
    if (place !== undefined) return place
    known.set(reader, read.length)
    write.push(expressions.writer(result, name))
    return read.push(reader) - 1
  })
  return { write, read, places }
}

/** Functions that constructors call; writing one may ask for more, so the lists grow while they are gone through. */
function helperFunctions(expressions: Expressions): string[] {
  const blocks: string[] = []
  for (const [suffix, { bare, item }] of expressions.vectors) {
    const head = bare ? 'count' : 'vector'
    blocks.push(
      block(`WV_${suffix}(w, v)`, [
        `const n = w.${head}(v)`,
        `for (let i = 0; i < n; i++) ${expressions.write(item, 'v[i]', suffix)}`,
      ]),
      block(`RV_${suffix}(r)`, [
        `const n = r.${head}(${expressions.plan.smallest(item)})`,
        'const v = r.array(n)',
        `for (let i = 0; i < n; i++) v[i] = ${expressions.read(item, suffix)}`,
        'return v',
      ]),
    )
  }
  for (const type of expressions.boxed) blocks.push(boxedWriter(type), boxedReader(type))
  for (const combinator of expressions.bare) {
    const lines = writeFields(combinator, expressions)
    blocks.push(block(`b_${identifier(combinator.name)}(w${hasValues(combinator) ? ', v' : ''})`, lines))
  }
  return blocks
}

function boxedWriter(type: PlannedType): string {
  const head = `W_${identifier(type.name)}(w, v)`
  const [first, ...others] = type.constructors
  const substitute = `c.substitute(w, v, ${type.place})`
  if (type.constructors.length > switchCasesMax) return block(head, [`c.write(w, v, ${type.place})`])
  if (first === undefined) return block(head, [substitute])
  if (others.length === 0) {
    return block(head, [`if (v._ === '${first.name}') ${writeConstructor(first)}`, `else ${substitute}`])
  }
  const cases = type.constructors.map(each => `case '${each.name}': return ${writeConstructor(each)}`)
  return block(head, ['switch (v._) {', ...cases, `default: ${substitute}`, '}'])
}

function boxedReader(type: PlannedType): string {
  const head = `R_${identifier(type.name)}(r)`
  const [first, ...others] = type.constructors
  const unknown = `c.unknown(r, ${type.place})`
  if (type.constructors.length > switchCasesMax) return depthCounted(head, type, `c.read(r, ${type.place})`)
  if (first === undefined) return block(head, ['r.int()', `return ${unknown}`])
  if (others.length === 0) {
    return depthCounted(head, type, `r.int() === ${first.id | 0} ? ${readConstructor(first)} : ${unknown}`)
  }
  const [start, step] = type.recursive ? ['v = ', '; break'] : ['return ', '']
  const cases = type.constructors.map(each => `case ${each.id | 0}: ${start}${readConstructor(each)}${step}`)
  const dispatch = ['switch (r.int()) {', ...cases, `default: ${start}${unknown}`, '}']
  return block(head, type.recursive ? ['let v', 'r.enter()', ...dispatch, 'r.leave()', 'return v'] : dispatch)
}

/** A function that returns an expression, between two steps of the depth where values can contain their own type. */
function depthCounted(head: string, type: PlannedType, expression: string): string {
  if (!type.recursive) return block(head, [`return ${expression}`])
  return block(head, ['r.enter()', `const v = ${expression}`, 'r.leave()', 'return v'])
}

function tables(plan: Plan, results: Results): string {
  const lines = [...plan.constructors, ...plan.functions].map(combinator =>
    printCombinator({ ...combinator, explicitId: false }).slice(0, -1),
  )
  const placeOf = (combinator: Combinator): number => plan.type(resultName(combinator))?.place ?? -1
  return [
    'function tables() {',
    'return {',
    `layer: ${plan.layer},`,
    `types: ${texts(plan.types.map(type => type.name))},`,
    'constructors: {',
    ...combinatorLists(plan.constructors, ''),
    `types: [${plan.constructors.map(placeOf).join(',')}],`,
    '},',
    'functions: {',
    ...combinatorLists(plan.functions, 'f'),
    `results: [${results.places.join(',')}],`,
    '},',
    `results: { write: [${results.write.join(',')}], read: [${results.read.join(',')}] },`,
    'definitions,',
    '}',
    '}',
    `function definitions() {\nreturn ${JSON.stringify(lines.join('\n')).replaceAll('\\n', '\\n\\\n')}\n}`,
  ].join('\n')
}

function combinatorLists(combinators: readonly Combinator[], prefix: string): string[] {
  const functions = (letter: string) =>
    combinators.map(each => (isEmpty(each) ? '0' : `${letter}${prefix}_${identifier(each.name)}`)).join(',')
  return [
    `names: ${texts(combinators.map(({ name }) => name))},`,
    `ids: [${combinators.map(({ id }) => id | 0).join(',')}],`,
    `write: [${functions('w')}],`,
    `read: [${functions('r')}],`,
  ]
}

function texts(values: readonly string[]): string {
  return `[${values.map(value => `'${value}'`).join(',')}]`
}

function block(head: string, lines: readonly string[]): string {
  return [`function ${head} {`, ...lines, '}'].join('\n')
}
