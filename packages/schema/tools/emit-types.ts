// The declarations of a codec: exact TL names in namespaces that hold only types.

import type { Combinator, Field, Schema } from '@chappe/tl'
import { constructorComment, fieldComment, methodComment, parametersComment, typeComment } from './comments.ts'
import type { Documentation } from './documentation.ts'
import { Printer } from './printer.ts'
import { declaredNames, splitName, TypeNames, typeMembers } from './type-names.ts'

/** What the declarations of a module are made from. */
export interface TypesInput {
  readonly schema: Schema
  readonly documentation: Documentation
  /** Comment lines at the top of the file. */
  readonly header: string
  /** File name without its ending; also the name of the exported codec. */
  readonly moduleName: string
  /** What the exported codec is, in one sentence. */
  readonly codecComment: string
}

const ownNames = ['Constructors', 'ConstructorName', 'Types', 'Methods', 'MethodName', 'MethodCall', 'MethodNamespaces']

/** Prints a whole `.d.ts`. */
export function emitTypes(input: TypesInput): string {
  const { schema, moduleName } = input
  const taken = declaredNames(schema)
  const clash = [...ownNames, moduleName, 'module_'].filter(name => taken.has(name))
  if (clash.length > 0) throw new Error(`the schema declares names that the module needs: ${clash.join(', ')}`)

  const names = new TypeNames(schema, 'module_')
  const printer = new Printer()
  emitDeclarations(printer, input, names)
  emitMaps(printer, input)
  emitMethodNamespaces(printer, input, names)

  const top = new Printer()
  top.line(input.header)
  top.line("import type { Codec } from '@chappe/tl/runtime'")
  if (names.usesModuleAlias) top.line(`import type * as module_ from './${moduleName}.js'`)
  top.line()
  top.comment(input.codecComment)
  top.line(`export declare const ${moduleName}: Codec`)
  top.line()
  return top.toString() + printer.toString()
}

interface Group {
  readonly namespace: string
  readonly constructors: Combinator[]
  readonly functions: Combinator[]
  readonly types: [name: string, members: readonly string[]][]
}

function groupByNamespace(schema: Schema): readonly Group[] {
  const groups = new Map<string, Group>()
  const groupOf = (name: string): Group => {
    const { namespace } = splitName(name)
    let group = groups.get(namespace)
    if (group === undefined) {
      group = { namespace, constructors: [], functions: [], types: [] }
      groups.set(namespace, group)
    }
    return group
  }
  for (const combinator of schema.constructors) groupOf(combinator.name).constructors.push(combinator)
  for (const method of schema.functions) groupOf(method.name).functions.push(method)
  for (const member of typeMembers(schema)) groupOf(member[0]).types.push(member)
  return [...groups.values()]
}

function emitDeclarations(printer: Printer, input: TypesInput, names: TypeNames): void {
  for (const group of groupByNamespace(input.schema)) {
    const keyword = group.namespace === '' ? 'export ' : ''
    const body = (): void => {
      for (const combinator of group.constructors) emitConstructor(printer, input, names, combinator, keyword)
      for (const method of group.functions) emitParameters(printer, input, names, method, keyword)
      for (const [name, members] of group.types) emitUnion(printer, input, names, name, members, keyword)
    }
    if (group.namespace === '') body()
    else printer.block(`export declare namespace ${group.namespace} {`, '}', body)
  }
}

function emitConstructor(
  printer: Printer,
  { documentation }: TypesInput,
  names: TypeNames,
  combinator: Combinator,
  keyword: string,
): void {
  const { namespace, local } = splitName(combinator.name)
  const entry = documentation.entries.get(combinator.name)
  if (entry !== undefined) printer.comment(constructorComment(entry))
  printer.block(`${keyword}interface ${local} {`, '}', () => {
    printer.line(`readonly _: '${combinator.name}'`)
    emitFields(printer, documentation, names, combinator, namespace)
  })
}

// The interface named like a method holds its parameters, so that `auth.resendCode` is one name for both uses.
function emitParameters(
  printer: Printer,
  { documentation }: TypesInput,
  names: TypeNames,
  method: Combinator,
  keyword: string,
): void {
  const { namespace, local } = splitName(method.name)
  const entry = documentation.entries.get(method.name)
  if (entry !== undefined) printer.comment(parametersComment(entry))
  printer.block(`${keyword}interface ${local} {`, '}', () => {
    emitFields(printer, documentation, names, method, namespace)
  })
}

function emitFields(
  printer: Printer,
  documentation: Documentation,
  names: TypeNames,
  combinator: Combinator,
  namespace: string,
): void {
  const notes = new Map(documentation.entries.get(combinator.name)?.fields.map(field => [field.name, field]))
  for (const field of visibleFields(combinator)) {
    const note = notes.get(field.name)
    if (note !== undefined) printer.comment(fieldComment(note))
    const type = names.value(field.type, namespace)
    printer.line(field.condition === undefined ? `${field.name}: ${type}` : `${field.name}?: ${type} | undefined`)
  }
}

// Flag words are computed from the other fields.
function visibleFields(combinator: Combinator): readonly Field[] {
  return combinator.fields.filter(field => field.type.kind !== 'nat')
}

function emitUnion(
  printer: Printer,
  { documentation }: TypesInput,
  names: TypeNames,
  name: string,
  members: readonly string[],
  keyword: string,
): void {
  const { namespace, local } = splitName(name)
  const type = documentation.types.get(name)
  if (type !== undefined) printer.comment(typeComment(type))
  printer.line(`${keyword}type ${local} = ${members.map(member => names.reference(member, namespace)).join(' | ')}`)
}

function emitMaps(printer: Printer, { schema }: TypesInput): void {
  printer.line()
  printer.comment('Every constructor by its name.')
  printer.block('export interface Constructors {', '}', () => {
    for (const { name } of schema.constructors) printer.line(`'${name}': ${name}`)
  })
  printer.comment('The name of a combinator.')
  printer.line('export type ConstructorName = keyof Constructors')
  printer.comment('Every type by its name.')
  printer.block('export interface Types {', '}', () => {
    for (const name of typeMembers(schema).keys()) printer.line(`'${name}': ${name}`)
  })
  const names = new TypeNames(schema, 'module_')
  printer.comment('Every method: its parameters and what it answers.')
  printer.block('export interface Methods {', '}', () => {
    for (const method of schema.functions) {
      printer.line(`'${method.name}': [parameters: ${method.name}, result: ${names.value(method.result, '')}]`)
    }
  })
  printer.comment('The name of a method.')
  printer.line('export type MethodName = keyof Methods')
  printer.comment('A call as a value: the name of the method beside its parameters. Wrapping methods take one.')
  printer.line('export type MethodCall = { [N in MethodName]: { readonly _: N } & Methods[N][0] }[MethodName]')
  printer.line()
}

function emitMethodNamespaces(printer: Printer, input: TypesInput, names: TypeNames): void {
  printer.comment(
    'Every method as a function, grouped by namespace.\n\n@typeParam Options what a caller may pass beside the parameters',
  )
  printer.block('export interface MethodNamespaces<Options = unknown> {', '}', () => {
    for (const group of groupByNamespace(input.schema)) {
      if (group.functions.length === 0) continue
      const body = (): void => {
        for (const method of group.functions) emitMethod(printer, input, names, method)
      }
      if (group.namespace === '') body()
      else printer.block(`readonly ${group.namespace}: {`, '}', body)
    }
  })
}

function emitMethod(printer: Printer, { documentation }: TypesInput, names: TypeNames, method: Combinator): void {
  const entry = documentation.entries.get(method.name)
  if (entry !== undefined) printer.comment(methodComment(entry))
  const { local } = splitName(method.name)
  const optional = visibleFields(method).every(field => field.condition !== undefined) ? '?' : ''
  const result = names.value(method.result, '')
  printer.line(`${local}(parameters${optional}: ${method.name}, options?: Options): Promise<${result}>`)
}
