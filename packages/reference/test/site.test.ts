import { gzipSync } from 'node:zlib'
import { errorsOf } from '@chappe/schema/facts'
import { knownLayers, newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { isFlagsField, printCombinator } from '@chappe/tl'
import { beforeAll, describe, expect, it } from 'vitest'
import { createNewestExamples } from '../src/examples/newest-examples.ts'
import { withExamples } from '../src/model/examples.ts'
import type { MethodEntry } from '../src/model/model.ts'
import { readContent } from '../src/node/content.ts'
import { officialReference } from '../src/node/official.ts'
import { allAddresses, type Rendered, renderPath } from '../src/render.ts'
import { deadLinks, parsePage } from './support/read-page.ts'

const schema = schemaOfLayer(newestLayer) ?? { constructors: [], functions: [] }
const reference = withExamples(officialReference(), createNewestExamples())
const content = readContent()
const files = new Map<string, Rendered>()

const body = (address: string): string => files.get(address)?.body ?? ''
const pages = (): [string, Rendered][] => [...files].filter(([address]) => address.endsWith('.html'))

beforeAll(() => {
  for (const address of allAddresses(reference, content)) {
    const rendered = renderPath(reference, address, content)
    if (rendered !== undefined) files.set(address, rendered)
  }
}, 120_000)

describe('the whole site', { timeout: 60_000 }, () => {
  it('has no dead link, older addresses, anchors and Markdown twins included', () => {
    expect(files.size).toBeGreaterThan(12_000)
    expect(deadLinks(files)).toEqual([])
  })

  it('has no two addresses that a file system without capitals takes for one', () => {
    const taken = Map.groupBy(files.keys(), address => address.toLowerCase())
    expect([...taken.values()].filter(same => same.length > 1)).toEqual([])
  })

  it('has a page with both twins for every name of the newest layer', () => {
    const names = [
      ...schema.functions.map(({ name }) => `methods/${name}`),
      ...schema.constructors.map(({ name }) => `constructors/${name}`),
      ...new Set(schema.constructors.flatMap(({ result }) => (result.kind === 'type' ? [`types/${result.name}`] : []))),
      ...knownLayers.map(layer => `layers/${layer}`),
    ]
    const missing = names.flatMap(name =>
      ['html', 'json', 'md'].map(ending => `${name}.${ending}`).filter(address => !files.has(address)),
    )
    expect(names.length).toBeGreaterThan(2_900)
    expect(missing).toEqual([])
  })

  it('leads from every older address to the page of that name', () => {
    const wrong = [...schema.functions, ...schema.constructors]
      .filter(({ name }) => name.includes('.'))
      .filter(({ kind, name }) => {
        const folder = kind === 'function' ? 'methods' : 'constructors'
        const older = files.get(`${folder}/${name.replaceAll('.', '_')}.html`)
        return older?.status !== 301 || older.location !== `${name}.html` || !older.body.includes(`url=${name}.html`)
      })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('shows the TL line with its number letter for letter on every page of a line', () => {
    const wrong = [...schema.functions, ...schema.constructors].filter(line => {
      const folder = line.kind === 'function' ? 'methods' : 'constructors'
      const { tl } = parsePage(body(`${folder}/${line.name}.html`))
      return (
        tl !== `${printCombinator(line).replace(/;?$/, '')};` ||
        !tl.includes(`#${line.id.toString(16).padStart(8, '0')}`)
      )
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('says required where the schema has no flag, and optional where it has one', () => {
    const wrong = [...schema.functions, ...schema.constructors].filter(line => {
      const folder = line.kind === 'function' ? 'methods' : 'constructors'
      const expected = line.fields
        .filter(field => !isFlagsField(line.fields, field))
        .map(field => `${field.name} ${field.condition === undefined ? 'required' : 'optional'}`)
      return parsePage(body(`${folder}/${line.name}.html`)).fields.join() !== expected.join()
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('shows a table of errors wherever errors are known', () => {
    const wrong = schema.functions.filter(({ name }) => {
      const known = errorsOf(name).map(error => `${error.code} ${error.name}`)
      const { errors } = parsePage(body(`methods/${name}.html`))
      return known.some(error => !errors.includes(error))
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('says the same in JSON as on the page', () => {
    const wrong = schema.functions.filter(({ name }) => {
      const json = JSON.parse(body(`methods/${name}.json`)) as MethodEntry
      const page = parsePage(body(`methods/${name}.html`))
      return (
        page.fields.join() !==
          json.parameters.map(field => `${field.name} ${field.required ? 'required' : 'optional'}`).join() ||
        page.errors.join() !== json.errors.map(error => `${error.code} ${error.name}`).join() ||
        page.tl !== json.tl ||
        page.answers.join() !==
          [json.access.users, json.access.bots, json.access.business, json.access.beforeLogin]
            .map(({ answer }) => answer)
            .join()
      )
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('says the same in Markdown as on the page', () => {
    const wrong = schema.functions.filter(({ name }) => {
      const markdown = body(`methods/${name}.md`)
      const page = parsePage(body(`methods/${name}.html`))
      return (
        !markdown.includes(page.tl) ||
        page.errors.some(
          error => !markdown.includes((error.split(' ')[1] ?? '').replaceAll('%d', 'X').replaceAll('_', '\\_')),
        ) ||
        page.fields.some(field => !markdown.includes((field.split(' ')[0] ?? '').replaceAll('_', '\\_')))
      )
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('keeps every page with its style and scripts below 50 KB, compressed', () => {
    const shared = ['site.css', 'first.js', 'site.js', 'search.js', 'filters.js']
    const sharedBytes = shared.reduce((sum, name) => sum + gzipSync(body(`assets/${name}`)).length, 0)
    const heavy = pages()
      .map(([address, page]): [string, number] => [address, gzipSync(page.body).length + sharedBytes])
      .filter(([, bytes]) => bytes >= 50_000)
    expect(sharedBytes).toBeLessThan(16_000)
    expect(heavy).toEqual([])
  })

  it('runs no script and no style that stands in a page', () => {
    const inline = /<script(?![^>]* src=)|<style| style="| on\w+="|javascript:/i
    expect(
      pages()
        .filter(([, page]) => inline.test(page.body))
        .map(([address]) => address),
    ).toEqual([])
  })

  it('has one title, one main heading and a description on every page', () => {
    const wrong = pages().filter(([, { status, body: text }]) => {
      if (status === 301) return false
      const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
      return (
        count(/<h1[ >]/g) !== 1 ||
        count(/<title>[^<]+<\/title>/g) !== 1 ||
        !/<meta name="description" content="[^"]+">/.test(text)
      )
    })
    expect(wrong.map(([address]) => address)).toEqual([])
  })

  it('never uses the same id twice on a page', () => {
    const wrong = pages().filter(([, page]) => {
      const { ids } = parsePage(page.body)
      return new Set(ids).size !== ids.length
    })
    expect(wrong.map(([address]) => address)).toEqual([])
  })

  it('leaves no name in braces and no undefined in a page', () => {
    const odd = /\{@link|>undefined<|\[object|NaN/
    expect(
      pages()
        .filter(([, page]) => odd.test(page.body))
        .map(([address]) => address),
    ).toEqual([])
  })
})
