import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSchema } from './read-schema.ts'

const folder = mkdtempSync(join(tmpdir(), 'chappe-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

function readText(text: string) {
  const schema = join(folder, 'own.tl')
  writeFileSync(schema, text)
  const notes: string[] = []
  return { schema: readSchema({ schema }, line => notes.push(line.replace(schema, 'own.tl'))), notes }
}

describe('readSchema', () => {
  it('leaves the newest layer to the reference', () => {
    expect(readSchema({}, () => {})).toBeUndefined()
  })

  it('knows the older layers', () => {
    expect(readSchema({ layer: 179 }, () => {})?.layer).toBe(179)
  })

  it('names the layers that are known when one is not', () => {
    expect(() => readSchema({ layer: 100 }, () => {})).toThrow(
      expect.objectContaining({
        message: 'layer 100 is not known',
        hint: expect.stringContaining('227, 225'),
        exitCode: 2,
      }),
    )
  })

  it('reads a file with its layer', () => {
    const { schema, notes } = readText('// LAYER 300\nuser id:long = User;\n---functions---\nwho = User;')
    expect(schema).toMatchObject({ layer: 300, constructors: [{ name: 'user' }], functions: [{ name: 'who' }] })
    expect(notes).toEqual([])
  })

  it('tells what is strange in a file and goes on', () => {
    const { schema, notes } = readText('user#00000001 friend:Stranger = User;')
    expect(schema?.constructors).toHaveLength(1)
    expect(notes).toEqual([expect.stringContaining('the number is'), 'own.tl: user: no line declares Stranger'])
  })

  it('says where a file stops being TL', () => {
    expect(() => readText('user id:long = User;\nuser id:= User;')).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/own\.tl:2:9: /), code: 'SYNTAX', exitCode: 2 }),
    )
  })

  it.each([
    ['', 'declares nothing'],
    ['user = User; user id:long = User;', 'user is declared twice'],
  ])('refuses %j', (text, message) => {
    expect(() => readText(text)).toThrow(message)
  })

  it('refuses a file that is not there, and two choices at once', () => {
    expect(() => readSchema({ schema: join(folder, 'none.tl') }, () => {})).toThrow('cannot be read')
    expect(() => readSchema({ schema: 'x.tl', layer: 227 }, () => {})).toThrow('exclude each other')
  })
})
