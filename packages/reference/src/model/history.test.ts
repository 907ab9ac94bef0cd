import { type Combinator, parseSchema } from '@chappe/tl'
import { expect, test } from 'vitest'
import { declarationChanges, declarationHistory, eventLayer, typeHistory } from './history.ts'

const first = method('greet#11111111 name:string = Bool;')
const second = method('greet#22222222 flags:# name:string loud:flags.0?true = Bool;')
const third = method('greet#33333333 flags:# name:bytes loud:flags.0?true = Greeting;')

test('a name is present, changes, goes and comes again', () => {
  const history = declarationHistory([
    { layer: 30, value: third },
    { layer: 10, value: first },
    { layer: 11, value: first },
    { layer: 20, value: undefined },
    { layer: 21, value: second },
  ])
  expect(history.map(({ layer, after, kind }) => [layer, after, kind])).toEqual([
    [10, undefined, 'present since at least'],
    [20, 11, 'removed'],
    [21, 20, 'added'],
    [30, 21, 'changed'],
  ])
  expect(history[1]).not.toHaveProperty('tl')
})

test('changes are told by parameter, flags, answer and order', () => {
  expect(declarationChanges(first, first)).toEqual([])
  expect(declarationChanges(first, second)).toEqual([
    'word of flags `flags` added',
    'parameter `loud` added: `flags.0?true`',
  ])
  expect(declarationChanges(second, first)).toEqual([
    'word of flags `flags` removed',
    'parameter `loud` removed: `flags.0?true`',
  ])
  expect(declarationChanges(second, third)).toEqual([
    'parameter `name`: `string` became `bytes`',
    'the answer is `Greeting`, was `Bool`',
  ])
  const [a, b] = [constructorOf('point#1 x:int y:int = Point;'), constructorOf('point#2 y:int x:int = Point;')]
  expect(declarationChanges(a, b)).toEqual(['fields in another order'])
})

test('a new number alone is a change too', () => {
  expect(declarationChanges(constructorOf('a#1 = A;'), constructorOf('a#2 = A;'))).toEqual([
    'the number is `00000002`, was `00000001`',
  ])
})

test('an event between layers that are not known is not blamed on the later one', () => {
  expect(eventLayer({ layer: 181, after: 180 })).toBe('layer 181')
  expect(eventLayer({ layer: 181, after: 167 })).toBe('layer 181, or one of those after 167')
  expect(eventLayer({ layer: 167 })).toBe('layer 167')
})

test('a type changes with its constructors', () => {
  const history = typeHistory([
    { layer: 1, value: ['circle', 'square'] },
    { layer: 2, value: ['circle', 'triangle'] },
  ])
  expect(history[1]?.changes).toEqual(['constructor {@link triangle} added', 'constructor `square` removed'])
})

function method(line: string): Combinator {
  return only(parseSchema(`---functions---\n${line}`).functions)
}

function constructorOf(line: string): Combinator {
  return only(parseSchema(line).constructors)
}

function only(combinators: readonly Combinator[]): Combinator {
  const [combinator] = combinators
  if (combinator === undefined) throw new Error('no line')
  return combinator
}
