import type { Combinator, TypeExpression } from '../schema.ts'

/**
 * Finds the types whose values can contain values of the same type, directly or through others. Only those need
 * their depth counted: anything else nests as deep as its schema and no deeper.
 *
 * Tarjan's strongly connected components, over an explicit stack.
 */
export function recursiveTypes(
  types: ReadonlyMap<string, readonly Combinator[]>,
  constructors: ReadonlyMap<string, Combinator>,
): Set<string> {
  const edges = new Map([...types].map(([name, group]) => [name, [...targets(group, constructors)]]))
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const open: string[] = []
  const isOpen = new Set<string>()
  const recursive = new Set<string>()

  for (const root of edges.keys()) {
    if (order.has(root)) continue
    const work = [{ name: root, next: 0 }]
    visit(root)
    while (work.length > 0) {
      const top = work[work.length - 1] as { name: string; next: number }
      const target = edges.get(top.name)?.[top.next++]
      if (target === undefined) {
        work.pop()
        close(top.name)
        const parent = work[work.length - 1]
        if (parent !== undefined) lower(parent.name, low.get(top.name) as number)
      } else if (!order.has(target)) {
        visit(target)
        work.push({ name: target, next: 0 })
      } else if (isOpen.has(target)) lower(top.name, order.get(target) as number)
    }
  }
  return recursive

  function visit(name: string): void {
    order.set(name, order.size)
    low.set(name, order.get(name) as number)
    open.push(name)
    isOpen.add(name)
  }

  function lower(name: string, to: number): void {
    low.set(name, Math.min(low.get(name) as number, to))
  }

  function close(name: string): void {
    if (low.get(name) !== order.get(name)) return
    const component = open.splice(open.indexOf(name))
    for (const member of component) isOpen.delete(member)
    const loops = component.length > 1 || edges.get(name)?.includes(name) === true
    if (loops) for (const member of component) recursive.add(member)
  }
}

function targets(group: readonly Combinator[], constructors: ReadonlyMap<string, Combinator>): Set<string> {
  const found = new Set<string>()
  for (const { fields } of group) for (const { type } of fields) collect(type)
  return found

  function collect(type: TypeExpression): void {
    if (type.kind === 'vector') collect(type.item)
    else if (type.kind === 'repetition') for (const field of type.fields) collect(field.type)
    else if (type.kind === 'type') {
      const own = constructors.get(type.name)?.result
      found.add(own?.kind === 'type' ? own.name : type.name)
    }
  }
}
