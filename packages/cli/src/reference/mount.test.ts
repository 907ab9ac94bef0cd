import { describe, expect, it } from 'vitest'
import { type RenderedPage, type RenderPage, referenceMount } from './mount.ts'

const html = 'text/html; charset=utf-8'
const pages: Readonly<Record<string, RenderedPage>> = {
  '': { status: 200, contentType: html, body: '<h1>Reference</h1>' },
  'errors/ÄRGER.html': { status: 200, contentType: html, body: 'a page' },
}

function makeMount(known: Readonly<Record<string, RenderedPage>> = pages) {
  const asked: string[] = []
  let started = 0
  const renderer = (): RenderPage => {
    started++
    return async path => {
      asked.push(path)
      return known[path] ?? { status: 404, contentType: html, body: 'Nothing here' }
    }
  }
  const mount = referenceMount(renderer)
  const get = async (path: string, init?: RequestInit) => mount.handle(new Request(`http://127.0.0.1${path}`, init))
  return { mount, get, asked, started: () => started }
}

describe('the reference on a port', () => {
  it('stands at /reference/ for everybody', async () => {
    const { mount, get } = makeMount()
    expect(mount).toMatchObject({ path: '/reference', isPublic: true })
    const page = await get('/reference/')
    expect(page?.status).toBe(200)
    expect(page?.headers.get('content-type')).toBe(html)
    expect(await page?.text()).toBe('<h1>Reference</h1>')
  })

  it('adds the slash that relative links need', async () => {
    const answer = await makeMount().get('/reference')
    expect(answer?.status).toBe(308)
    expect(answer?.headers.get('location')).toBe('/reference/')
  })

  it('starts nothing before the first page is asked for, and once', async () => {
    const { get, started } = makeMount()
    expect(started()).toBe(0)
    await get('/reference/')
    await get('/reference/')
    expect(started()).toBe(1)
  })

  it('decodes addresses, and answers nothing to those that cannot be', async () => {
    const { get, asked } = makeMount()
    expect((await get('/reference/errors/%C3%84RGER.html'))?.status).toBe(200)
    expect(await get('/reference/%E0%A4%A')).toBeUndefined()
    expect(asked).toEqual(['errors/ÄRGER.html'])
  })

  it('shows the page about missing pages', async () => {
    const missing = await makeMount().get('/reference/methods/no.such.html')
    expect(missing?.status).toBe(404)
    expect(await missing?.text()).toBe('Nothing here')
  })

  it('leads from older addresses to the page', async () => {
    const moved = { status: 301, contentType: html, body: 'moved', location: 'auth.resendCode.html' }
    const answer = await makeMount({ 'methods/auth_resendCode.html': moved }).get(
      '/reference/methods/auth_resendCode.html',
    )
    expect(answer?.status).toBe(301)
    expect(answer?.headers.get('location')).toBe('auth.resendCode.html')
  })

  it('lets pages load nothing from anywhere else', async () => {
    const policy = (await makeMount().get('/reference/'))?.headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none';/)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('sends a page again only when it changed', async () => {
    const { get } = makeMount()
    const etag = (await get('/reference/'))?.headers.get('etag') ?? ''
    const again = await get('/reference/', { headers: { 'if-none-match': etag } })
    expect(again?.status).toBe(304)
    expect(await again?.text()).toBe('')
    expect((await get('/reference/errors/%C3%84RGER.html', { headers: { 'if-none-match': etag } }))?.status).toBe(200)
  })

  it('is only read', async () => {
    const { get } = makeMount()
    const answer = await get('/reference/', { method: 'POST' })
    expect(answer?.status).toBe(405)
    expect(answer?.headers.get('allow')).toBe('GET, HEAD')
    expect((await get('/reference/', { method: 'HEAD' }))?.status).toBe(200)
  })
})
