import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReferenceSite, type ReferenceSite } from './support/reference-site.ts'

let site: ReferenceSite
beforeAll(async () => {
  site = await openReferenceSite()
})
afterAll(() => site?.[Symbol.asyncDispose]())

const search = '#search'
const found = '#found [role="option"]'

describe('search', () => {
  it.each(['resend', 'SEND_CODE_UNAVAILABLE', 'phone_code_hash'])(
    'finds auth.resendCode from "%s" and opens it by keyboard',
    async words => {
      await using visit = await site.visit('index.html')
      const { page, faults } = visit
      await page.keyboard.press('/')
      await page.keyboard.type(words)
      const option = page.locator(found, { hasText: 'auth.resendCode' }).first()
      await option.waitFor()
      // Down to it, as somebody without a mouse would go.
      for (let step = 0; step < foundMax; step++) {
        await page.keyboard.press('ArrowDown')
        if ((await option.getAttribute('aria-selected')) === 'true') break
      }
      expect(await option.getAttribute('aria-selected')).toBe('true')
      expect(await page.locator(search).getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'))
      await page.keyboard.press('Enter')
      await page.waitForURL('**/methods/auth.resendCode.html*')
      expect(await page.locator('h1').textContent()).toContain('resendCode')
      expect(faults).toEqual([])
    },
  )

  it('puts the method first when its words are typed', async () => {
    await using visit = await site.visit('index.html')
    const { page } = visit
    await page.fill(search, 'auth resend')
    await page.locator(found).first().waitFor()
    expect(await page.locator(found).first().textContent()).toContain('auth.resendCode')
  })

  it('says so when it finds nothing, and closes on Escape', async () => {
    await using visit = await site.visit('index.html')
    const { page } = visit
    await page.fill(search, 'zzqqxx')
    await expect.poll(() => page.getByRole('status').first().textContent()).toMatch(/nothing|no /i)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator(search).getAttribute('aria-expanded')).toBe('false')
  })
})

/** Results that the list may show. */
const foundMax = 20

describe('the index of methods', () => {
  const shown = '.index li:visible'

  it('is whole at first and shorter with each filter', async () => {
    await using visit = await site.visit('methods/index.html')
    const { page, faults } = visit
    const count = () => page.locator(shown).count()
    const all = await count()
    expect(all).toBeGreaterThan(700)
    await page.getByLabel('Before login').check()
    const beforeLogin = await count()
    expect(beforeLogin).toBeGreaterThanOrEqual(40)
    expect(beforeLogin).toBeLessThan(60)
    expect(await page.locator(shown, { hasText: 'auth.resendCode' }).count()).toBe(1)
    await page.getByLabel('Bots', { exact: true }).check()
    expect(await count()).toBeLessThan(beforeLogin)
    expect(await page.locator(shown, { hasText: 'auth.resendCode' }).count()).toBe(0)
    await page.getByLabel('Before login').uncheck()
    await page.getByLabel('Bots', { exact: true }).uncheck()
    expect(await count()).toBe(all)
    expect(faults).toEqual([])
  })

  it('knows the 19 methods of a business connection and the two that are seen', async () => {
    await using visit = await site.visit('methods/index.html')
    const { page } = visit
    await page.getByLabel(/business/i).check()
    const count = await page.locator(shown).count()
    expect([19, 21]).toContain(count)
    expect(await page.locator(shown, { hasText: 'messages.sendMessage' }).count()).toBe(1)
  })

  it('shows what a layer brought', async () => {
    await using visit = await site.visit('methods/index.html')
    const { page } = visit
    const layer = page.getByLabel(/layer/i)
    await layer.selectOption('227')
    const count = await page.locator(shown).count()
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(100)
  })
})

describe('the theme', () => {
  const paper = () => getComputedStyle(document.body).backgroundColor
  const brightness = (color: string) => Math.max(...(color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number))

  it.each(['light', 'dark'] as const)('follows a system that is %s', async colorScheme => {
    await using visit = await site.visit('methods/auth.resendCode.html', { colorScheme })
    const bright = brightness(await visit.page.evaluate(paper))
    if (colorScheme === 'light') expect(bright).toBeGreaterThan(200)
    else expect(bright).toBeLessThan(60)
  })

  it('is switched by a button, and stays so on the next page', async () => {
    await using visit = await site.visit('index.html', { colorScheme: 'light' })
    const { page, faults } = visit
    const button = page.locator('[data-theme-switch]')
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    await button.click()
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    expect(brightness(await page.evaluate(paper))).toBeLessThan(60)
    await page.goto(`${site.url}types/auth.SentCode.html`)
    expect(brightness(await page.evaluate(paper))).toBeLessThan(60)
    expect(await page.locator('[data-theme-switch]').getAttribute('aria-pressed')).toBe('true')
    expect(faults).toEqual([])
  })
})

describe('addresses', () => {
  it('leads from the older address of a method to its page', async () => {
    await using visit = await site.visit('methods/auth_resendCode.html')
    const { page } = visit
    await page.waitForURL('**/methods/auth.resendCode.html')
    expect(await page.locator('h1').textContent()).toContain('resendCode')
  })

  it('adds the slash that a typed address lacks', async () => {
    await using visit = await site.visit('../reference')
    expect(visit.page.url()).toBe(site.url)
    expect(visit.faults).toEqual([])
  })

  it('has a page for addresses that lead nowhere', async () => {
    await using visit = await site.visit('methods/no.suchMethod.html')
    const { page, faults } = visit
    expect(faults[0]).toMatch(/^404 /)
    expect(await page.locator('main a').count()).toBeGreaterThan(0)
  })
})

describe('the keyboard', () => {
  it('skips to the content first of all', async () => {
    await using visit = await site.visit('methods/auth.resendCode.html')
    const { page } = visit
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/skip/i)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it('reaches everything that a mouse can press, and shows where it is', async () => {
    await using visit = await site.visit('methods/auth.resendCode.html', { width: 1280 })
    const { page } = visit
    const reached = new Set<string>()
    for (let step = 0; step < 400; step++) {
      await page.keyboard.press('Tab')
      const here = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null
        if (element === null || element === document.body) return undefined
        element.dataset['reached'] ??= String(document.querySelectorAll('[data-reached]').length)
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return {
          id: element.dataset['reached'],
          visible: outlineStyle !== 'none' && outlineWidth !== '0px',
          tag: element.outerHTML,
        }
      })
      if (here === undefined || reached.has(here.id)) break
      reached.add(here.id)
      expect(here.visible, `no focus ring on ${here.tag.slice(0, 120)}`).toBe(true)
    }
    const missed = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')]
        .filter(element => element.checkVisibility() && element.dataset['reached'] === undefined)
        // Of a list of tabs only the chosen one is a stop; arrows reach the others.
        .filter(element => element.getAttribute('role') !== 'tab' || element.ariaSelected === 'true')
        .map(element => element.outerHTML.slice(0, 120)),
    )
    expect(missed).toEqual([])
  })

  it('copies the example', async () => {
    await using visit = await site.visit('methods/auth.resendCode.html')
    const { page, faults } = visit
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const button = page.locator('button[data-copy]:visible').first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => button.textContent()).toMatch(/copied/i)
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.length).toBeGreaterThan(20)
    expect(faults).toEqual([])
  })
})

describe('without scripts', () => {
  it('shows all that a method page says', async () => {
    await using visit = await site.visit('methods/auth.resendCode.html', { javaScriptEnabled: false })
    for (const fact of ['cae47523', 'phone_code_hash', 'SEND_CODE_UNAVAILABLE', 'auth.SentCode']) {
      expect(await visit.page.locator('main').getByText(fact).filter({ visible: true }).count(), fact).toBeGreaterThan(
        0,
      )
    }
    expect(await visit.page.locator('.needs-js:visible').count()).toBe(0)
  })

  it('shows every method of the index', async () => {
    await using visit = await site.visit('methods/index.html', { javaScriptEnabled: false })
    expect(await visit.page.locator('.index li:visible').count()).toBeGreaterThan(700)
  })
})
