import { expect, it } from 'vitest'
import type { Reference } from '../src/model/model.ts'
import { readContent } from '../src/node/content.ts'
import { officialReference, referenceOfText } from '../src/node/official.ts'
import { allAddresses, type Rendered, renderPath } from '../src/render.ts'
import { deadLinks } from './support/read-page.ts'

const content = readContent()

it.each<[string, () => Reference]>([
  ['the oldest layer', () => officialReference({ layer: 167 })],
  ['a schema of one’s own', () => referenceOfText(ownSchema)],
  ['a schema without a layer and without official names', () => referenceOfText('letter text:string = Letter;')],
])('the site of %s is whole: no dead link, no page that fails', { timeout: 60_000 }, (_, open) => {
  const reference = open()
  const files = new Map<string, Rendered>()
  for (const address of allAddresses(reference, content)) {
    const rendered = renderPath(reference, address, content)
    if (rendered !== undefined) files.set(address, rendered)
  }
  // Guides tell of the newest layer: what a schema lacks stands in them as plain words.
  expect(deadLinks(files)).toEqual([])
  expect(files.get('index.html')?.status).toBe(200)
})

/** `Tower` is declared nowhere: a file of somebody else's may be like that. */
const ownSchema = `
// LAYER 300
boolFalse#bc799737 = Bool;
boolTrue#997275b5 = Bool;
pigeon.letter flags:# id:long text:flags.0?string next:flags.1?pigeon.Letter = pigeon.Letter;
---functions---
pigeon.release letters:Vector<pigeon.Letter> tower:Tower = Bool;
auth.cancelCode phone_number:string phone_code_hash:string = Bool;
`
