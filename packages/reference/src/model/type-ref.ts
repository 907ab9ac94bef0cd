import { primitiveNames, printType, type TypeExpression } from '@chappe/tl'
import { pageAddress } from './addresses.ts'
import type { TypeRef } from './model.ts'

/** Names the type of a field or result, with the address of its page. */
export function typeRef(expression: TypeExpression): TypeRef {
  let vectors = 0
  let inner = expression
  while (inner.kind === 'vector') {
    vectors++
    inner = inner.item
  }
  return { text: printType(expression), vectors, ...namedPart(inner) }
}

/** A type by its bare name, such as that of a constructor. */
export function boxedTypeRef(name: string): TypeRef {
  return { text: name, name, vectors: 0, kind: 'boxed', linkTo: pageAddress('type', name) }
}

function namedPart(inner: TypeExpression): Pick<TypeRef, 'name' | 'kind' | 'linkTo'> {
  switch (inner.kind) {
    case 'primitive':
      return { name: inner.name, kind: 'primitive', linkTo: pageAddress('type', inner.name) }
    case 'true':
      return { name: 'true', kind: 'true', linkTo: pageAddress('type', 'true') }
    case 'variable':
      return { name: inner.name, kind: 'call', linkTo: pageAddress('type', 'X') }
    case 'type':
      return typeOrConstructor(inner.name, inner.bare)
    case 'vector':
    case 'nat':
    case 'repetition':
    case 'number':
      return { name: printType(inner), kind: 'other' }
  }
}

function typeOrConstructor(name: string, bare: boolean): Pick<TypeRef, 'name' | 'kind' | 'linkTo'> {
  if (primitiveNames.has(name)) return { name, kind: 'primitive', linkTo: pageAddress('type', name) }
  const isConstructor = /^[a-z]/.test(name.slice(name.lastIndexOf('.') + 1))
  if (isConstructor) return { name, kind: 'bare', linkTo: pageAddress('constructor', name) }
  return { name, kind: bare ? 'bare' : 'boxed', linkTo: pageAddress('type', name) }
}
