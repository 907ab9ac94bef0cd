/**
 * Every kind of page, narrow and wide, light and dark: no violation of accessibility rules, nothing wider than the
 * screen, no fault in the browser. With `CHAPPE_SCREENSHOTS=<folder>` a picture of each is left there.
 */
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReferenceSite, type ReferenceSite } from './support/reference-site.ts'

let site: ReferenceSite
beforeAll(async () => {
  site = await openReferenceSite()
})
afterAll(() => site?.[Symbol.asyncDispose]())

const kinds = {
  'first page': 'index.html',
  method: 'methods/auth.resendCode.html',
  'long method': 'methods/messages.sendMessage.html',
  constructor: 'constructors/auth.sentCode.html',
  type: 'types/auth.SentCodeType.html',
  'built-in type': 'types/string.html',
  error: 'errors/PHONE_CODE_EXPIRED.html',
  layer: 'layers/227.html',
  methods: 'methods/index.html',
  constructors: 'constructors/index.html',
  types: 'types/index.html',
  errors: 'errors/index.html',
  layers: 'layers/index.html',
  guides: 'guides/index.html',
  guide: 'guides/comparison.html',
  // What stands before the reference on its port.
  console: '../',
} as const

const screens = [
  { name: 'wide light', width: 1360, height: 900, colorScheme: 'light' },
  { name: 'wide dark', width: 1360, height: 900, colorScheme: 'dark' },
  { name: 'narrow light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'narrow dark', width: 390, height: 844, colorScheme: 'dark' },
] as const

describe.each(Object.entries(kinds))('the page of a kind: %s', (kind, address) => {
  it.each(screens)('is fit for everybody, $name', async ({ name, ...screen }) => {
    await using visit = await site.visit(address, screen)
    const { page, faults } = visit
    await keepPicture(page, `${kind} ${name}`)
    expect(await tooWide(page)).toEqual([])
    await shortenLists(page)
    expect(await violations(page)).toEqual([])
    expect(faults).toEqual([])
  })
})

describe('what opens on a page', () => {
  it.each(screens)('is fit for everybody too: search results, $name', async ({ name, ...screen }) => {
    await using visit = await site.visit('methods/auth.resendCode.html', screen)
    const { page, faults } = visit
    await page.fill('#search', 'resend')
    await page.locator('#found [role="option"]').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await keepPicture(page, `search ${name}`, false)
    expect(await violations(page)).toEqual([])
    expect(await tooWide(page)).toEqual([])
    expect(faults).toEqual([])
  })
})

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe-core finds wrong: each rule with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  // Evaluated from outside the page, so that the page's own policy about scripts may stay strict.
  await page.evaluate(axe)
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
    return (await axe.run()).violations
  })
  return results.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

/**
 * Leaves the first items of each section of an index: the other thousands are made alike, and axe-core would look at
 * each for seconds.
 */
async function shortenLists(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const list of document.querySelectorAll('.index ul')) {
      for (const item of [...list.children].slice(5)) item.remove()
    }
  })
}

/** Elements that stick out of the page to the right, so that all of it would scroll sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const out = [...document.querySelectorAll('body *')].filter(
      element => element.getBoundingClientRect().right > clientWidth + 1,
    )
    return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map(element => element.outerHTML.slice(0, 160))]
  })
}

const pictures = process.env['CHAPPE_SCREENSHOTS']

async function keepPicture(page: Page, name: string, fullPage = true): Promise<void> {
  if (pictures === undefined) return
  await mkdir(pictures, { recursive: true })
  // The longest index is 40 screens high: its beginning shows how it looks.
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const tall = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width, height: fullPage ? Math.min(tall, pictureHeightMax) : height }
  await page.screenshot({ path: `${pictures}/${name.replaceAll(' ', '-')}.png`, fullPage, clip })
}

const pictureHeightMax = 3_000
