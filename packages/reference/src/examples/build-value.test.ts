import { newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { parseSchema } from '@chappe/tl'
import { describe, expect, it } from 'vitest'
import { createValueBuilder, type OptionalFields } from './build-value.ts'

const newest = schemaOfLayer(newestLayer)!

function build(name: string, optional: OptionalFields = 'none') {
  const combinator = [...newest.functions, ...newest.constructors].find(combinator => combinator.name === name)!
  return createValueBuilder(newest).fields(combinator, optional)
}

describe('values of the newest layer', () => {
  it('all come from a name that was thought of, none from its type alone', () => {
    const builder = createValueBuilder(newest)
    for (const combinator of [...newest.functions, ...newest.constructors]) builder.fields(combinator, 'all')
    expect([...builder.unnamed]).toEqual([])
  })

  it('have every required field and no optional one that is of no use', () => {
    expect(build('messages.getHistory')).toEqual({
      peer: { _: 'inputPeerSelf' },
      offset_id: 0,
      offset_date: 0,
      add_offset: 0,
      limit: 20,
      max_id: 0,
      min_id: 0,
      hash: 0n,
    })
    expect(Object.keys(build('auth.resendCode'))).toEqual(['phone_number', 'phone_code_hash'])
    expect(Object.keys(build('account.updateProfile'))).toEqual(['first_name', 'about'])
  })

  it('have every field when asked for', () => {
    expect(Object.keys(build('auth.resendCode', 'all'))).toEqual(['phone_number', 'phone_code_hash', 'reason'])
    const { fields } = newest.functions.find(({ name }) => name === 'messages.sendMessage')!
    const names = fields.filter(({ type }) => type.kind !== 'nat').map(({ name }) => name)
    expect(Object.keys(build('messages.sendMessage', 'all'))).toEqual(names)
  })

  it('choose peers that fit the method', () => {
    expect(build('messages.sendMessage')).toMatchObject({ peer: { _: 'inputPeerSelf' } })
    expect(build('channels.getParticipant')).toMatchObject({ participant: { _: 'inputPeerUser' } })
    expect(build('messages.getDialogs')).toMatchObject({ offset_peer: { _: 'inputPeerEmpty' } })
    expect(build('stats.getPollStats')).toMatchObject({ peer: { _: 'inputPeerChannel' } })
    expect(build('users.getUsers')).toEqual({ id: [{ _: 'inputUserSelf' }] })
    expect(build('payments.connectStarRefBot')).toMatchObject({ bot: { user_id: 5_000_000_042n } })
  })

  it('look at where a field stands, not at its name alone', () => {
    expect(build('stories.deleteStories')).toMatchObject({ id: [12] })
    expect(build('messages.deleteMessages')).toMatchObject({ id: [4217] })
    expect(build('messages.getChats')).toMatchObject({ id: [4_100_000_123n] })
    expect(build('help.acceptTermsOfService')).toMatchObject({ id: { data: '{"country":"GB","min_age":16}' } })
  })

  it('hold no placeholder', () => {
    const builder = createValueBuilder(newest)
    const texts: string[] = []
    for (const combinator of newest.functions) collectTexts(builder.fields(combinator, 'all'), texts)
    expect(texts.filter(text => /^(string|text|foo|bar|test|xxx|lorem)/i.test(text))).toEqual([])
    expect(texts.filter(text => text.includes("'"))).toEqual([])
  })
})

describe('values of a schema that we do not know', () => {
  it('are made of types and names', () => {
    const schema = parseSchema(`
      engine.gear#11111111 teeth:int brass_name:string = engine.Gear;
      ---functions---
      engine.turn#22222222 gears:Vector<engine.Gear> crank_angle:double fast:Bool = engine.Gear;
    `)
    const builder = createValueBuilder(schema)
    expect(builder.fields(schema.functions[0]!, 'none')).toEqual({
      gears: [{ _: 'engine.gear', teeth: 1, brass_name: 'Ada Lovelace' }],
      crank_angle: 1.5,
      fast: true,
    })
    expect([...builder.unnamed]).toEqual(['engine.gear.teeth', 'engine.turn.crank_angle'])
  })

  it('end, even where types contain themselves', () => {
    const schema = parseSchema(`
      tree.node#11111111 left:Tree right:Tree = Tree;
      tree.leaf#22222222 = Tree;
      loop#33333333 next:Loop = Loop;
      ---functions---
      plant#44444444 tree:Tree loop:Loop = Tree;
    `)
    const { tree, loop } = createValueBuilder(schema).fields(schema.functions[0]!, 'none')
    expect(tree).toEqual({ _: 'tree.leaf' })
    expect(JSON.stringify(loop).length).toBeLessThan(1000)
  })

  it('keep fields on one bit together', () => {
    const schema = parseSchema(
      'gear#11111111 flags:# teeth:flags.0?int title:flags.0?string spare:flags.1?true = Gear;',
    )
    const builder = createValueBuilder(schema)
    expect(Object.keys(builder.fields(schema.constructors[0]!, 'plain'))).toEqual(['teeth', 'title'])
    expect(Object.keys(builder.fields(schema.constructors[0]!, 'none'))).toEqual([])
  })
})

function collectTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value)
  else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [name, field] of Object.entries(value)) if (name !== '_') collectTexts(field, texts)
  }
}
