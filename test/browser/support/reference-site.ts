import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startServeProcess } from '../../support/serve-process.ts'
import { launchBrowser } from './browser.ts'

/** The reference as `chappe serve` serves it, open in a browser. */
export interface ReferenceSite extends AsyncDisposable {
  /** `http://127.0.0.1:…/reference/` */
  readonly url: string
  readonly browser: Browser
  /** Opens an address of the site in a fresh window. */
  visit(address: string, options?: VisitOptions): Promise<Visit>
}

interface VisitOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly javaScriptEnabled?: boolean
  readonly reducedMotion?: 'reduce' | 'no-preference'
}

interface Visit extends AsyncDisposable {
  readonly page: Page
  /** What went wrong in the browser so far: errors of scripts, answers of 400 and above, refused styles. */
  readonly faults: readonly string[]
}

/** Starts a data center with its reference, and a browser. */
export async function openReferenceSite(): Promise<ReferenceSite> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'chappe-reference-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const serve = started.use(await startServeProcess(folder))
  const browser = started.use(await launchBrowser())
  const url = `${serve.report.http}/reference/`
  const owned = started.move()
  return {
    url,
    browser,
    visit: (address, options = {}) => visit(browser, url, address, options),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function visit(browser: Browser, url: string, address: string, options: VisitOptions): Promise<Visit> {
  const { width = 1280, height = 900, ...rest } = options
  const settings: BrowserContextOptions = { viewport: { width, height }, reducedMotion: 'reduce', ...rest }
  const context = await browser.newContext(settings)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(url + address)
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}
