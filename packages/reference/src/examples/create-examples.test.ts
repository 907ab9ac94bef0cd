import { newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { parseSchema } from '@chappe/tl'
import { describe, expect, it } from 'vitest'
import { createExamples } from './create-examples.ts'
import { createNewestExamples, examplesFor } from './newest-examples.ts'
import { notByHand } from './not-by-hand.ts'

const newest = schemaOfLayer(newestLayer)!
const examples = createNewestExamples()

describe('the example of a method', () => {
  it('is a whole program', () => {
    expect(examples.method('auth.resendCode')?.program).toBe(`import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Client } from '@chappe/client/node'

// As \`chappe serve\` describes itself. For Telegram itself, give
// dc: 'production' and the numbers of your app.
const { dcs, public_key, api_id, api_hash } = JSON.parse(
  readFileSync('.chappe/connection.json', 'utf8'),
)

await using tg = await Client.open({
  session: '.chappe/local.session',
  dc: { ...dcs[0], public_key },
  api_id,
  api_hash,
})

const phone_number = '+12025550123'
const sent = await tg.auth.sendCode({
  phone_number,
  api_id,
  api_hash,
  settings: { _: 'codeSettings' },
})
if (sent._ !== 'auth.sentCode') throw new Error('no code was sent')
// The next medium may be asked for when the time of the one before is over.
await setTimeout((sent.timeout ?? 0) * 1000)

const answer = await tg.auth.resendCode({
  phone_number,
  phone_code_hash: sent.phone_code_hash,
})
console.dir(answer, { depth: null })
`)
  })

  it('has the same call as JSON, as a command and once more with every parameter', () => {
    const example = examples.method('auth.resendCode')!
    expect(JSON.parse(example.json)).toEqual({
      phone_number: '+12025550123',
      phone_code_hash: '8f14e45fceea167a5a',
    })
    expect(example.command).toBe(`chappe call auth.resendCode '${example.json}'`)
    expect(example.everything).toContain("reason: 'PLAY_INTEGRITY_NOT_AVAILABLE'")
    expect(examples.method('help.getConfig')).toMatchObject({ command: 'chappe call help.getConfig' })
    expect(examples.method('help.getConfig')?.everything).toBeUndefined()
  })

  it('leaves out of the command what chappe call knows by itself', () => {
    expect(examples.method('auth.sendCode')?.json).not.toContain('api_hash')
    expect(examples.method('auth.sendCode')?.program).toContain('  api_hash,\n  settings')
  })

  it('says who has to be logged in', () => {
    expect(examples.method('messages.sendMessage')?.program).toContain("// The session is a person's")
    expect(examples.method('help.setBotUpdatesStatus')?.program).toContain("// The session is a bot's")
    expect(examples.method('help.getNearestDc')?.program).not.toContain('// The session')
  })

  it('exists for every method that may be called by hand, and for no other', () => {
    const without = newest.functions.map(({ name }) => name).filter(name => examples.method(name) === undefined)
    expect(without.sort()).toEqual([...notByHand.keys()].sort())
    expect(examples.method('auth.sentCode')).toBeUndefined()
  })

  it('fits into 80 columns, but for long texts', () => {
    const long = newest.functions
      .flatMap(({ name }) => examples.method(name)?.program?.split('\n') ?? [])
      .filter(line => line.length > 80 && !/'[^']{50,}'/.test(line))
    expect([...new Set(long)]).toEqual([])
  })

  it('can be typed at a shell: no command has a quote inside its quotes', () => {
    const commands = newest.functions.flatMap(({ name }) => examples.method(name)?.command ?? [])
    expect(commands.filter(command => command.split("'").length !== 3 && command.includes("'"))).toEqual([])
  })

  it('shows the answer that was recorded, if there is one', () => {
    const answer = { method: 'help.getConfig', caller: 'nobody', answer: null, text: '{ … }' } as const
    const withAnswers = createNewestExamples(new Map([['help.getConfig', answer]]))
    expect(withAnswers.method('help.getConfig')?.answer).toBe('{ … }')
    expect(withAnswers.method('help.getNearestDc')?.answer).toBeUndefined()
  })
})

describe('the example of a constructor', () => {
  it('exists for every one, as TypeScript, JSON and bytes', () => {
    for (const { name } of newest.constructors) {
      const example = examples.constructor_(name)
      expect(JSON.parse(example?.json ?? '')).toMatchObject({ _: name })
      expect(example?.value).toContain(`_: '${name}'`)
      expect(example?.wire.length).toBeGreaterThan(0)
    }
    expect(examples.constructor_('auth.resendCode')).toBeUndefined()
  })

  it('has values that make sense', () => {
    expect(examples.constructor_('auth.sentCode')?.value).toBe(`{
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length: 5 },
  phone_code_hash: '8f14e45fceea167a5a',
  timeout: 60,
}`)
  })
})

describe('examples of an own schema', () => {
  const schema = parseSchema(`
    engine.gear#11111111 flags:# teeth:int title:flags.0?string = engine.Gear;
    ---functions---
    engine.turn#22222222 gear:engine.Gear phone_number:string = engine.Gear;
  `)

  it('are made by the same rules, with the bytes of that schema', () => {
    const example = createExamples(schema).method('engine.turn')!
    expect(JSON.parse(example.json)).toEqual({
      gear: { _: 'engine.gear', teeth: 1 },
      phone_number: '+12025550123',
    })
    expect(example.wire.map(({ field }) => field)).toEqual(['id', 'gear', 'gear.flags', 'gear.teeth', 'phone_number'])
    expect(createExamples(schema).method('auth.resendCode')).toBeUndefined()
  })

  it('have no program where our client cannot send the call, or would send another', () => {
    const { program, command, everything, wire } = examplesFor(schema).method('engine.turn')!
    expect([program, command, everything]).toEqual([undefined, undefined, undefined])
    expect(wire.length).toBe(5)
  })

  it('are left out where the schema does not say enough', () => {
    const open = parseSchema('gear#11111111 axle:Axle = Gear;\n---functions---\nturn#22222222 axle:Axle = Gear;')
    expect(createExamples(open).method('turn')).toBeUndefined()
    expect(createExamples(open).constructor_('gear')).toBeUndefined()
  })
})

describe('examples of an older layer', () => {
  const older = schemaOfLayer(204)!
  const olderExamples = examplesFor(older)

  it('have the bytes of that layer', () => {
    const { id } = older.functions.find(({ name }) => name === 'messages.sendMessage')!
    expect(olderExamples.method('messages.sendMessage')?.wire[0]?.meaning).toBe(
      `messages.sendMessage#${id.toString(16).padStart(8, '0')}`,
    )
    expect(olderExamples.method('messages.sendMessage')?.program).toBeUndefined()
  })

  it('have the program where nothing has changed since', () => {
    expect(olderExamples.method('auth.resendCode')?.program).toBe(examples.method('auth.resendCode')?.program)
  })

  it('exist for all that may be called', () => {
    const without = older.functions.map(({ name }) => name).filter(name => olderExamples.method(name) === undefined)
    expect(without.filter(name => !notByHand.has(name))).toEqual([])
  })
})
