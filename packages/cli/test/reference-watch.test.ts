import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePlace, runChappe } from './support/chappe.ts'

it('reference build --watch follows the schema, survives half an edit, and ends by a signal', {
  timeout: 60_000,
}, async () => {
  using place = makePlace()
  const schema = join(place.folder, 'own.tl')
  const page = () => readFileSync(join(place.folder, 'site/constructors/letter.md'), 'utf8')
  const built = (times: number) => new RegExp(`(?:\\d+ files, [^]*?){${times}}`)

  writeFileSync(schema, 'letter text:string = Letter;')
  const command = runChappe(place, ['reference', 'build', '--out', 'site', '--schema', 'own.tl', '--watch'])
  await command.printed(built(1))
  expect(page()).toContain('text:string')

  writeFileSync(schema, 'letter text:= Letter;')
  await command.printed('own.tl:1:')
  await command.printed(built(2))
  writeFileSync(schema, 'letter words:string = Letter;')
  await expect.poll(page, { timeout: 30_000 }).toContain('words:string')

  command.child.kill('SIGINT')
  expect(await command.ended()).toBe(0)
})
