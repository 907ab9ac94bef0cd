import { expect, it } from 'vitest'
import { startRenderer } from './mount.ts'

// The first page takes the reading of 3 MB of prose, on a busy machine.
it('renders pages, older addresses and what is missing in its thread', { timeout: 60_000 }, async () => {
  const render = startRenderer()
  const [page, older, missing] = await Promise.all([
    render('methods/auth.resendCode.html'),
    render('methods/auth_resendCode.html'),
    render('methods/no.such.html'),
  ])
  expect(page).toMatchObject({ status: 200, contentType: 'text/html; charset=utf-8' })
  expect(page.body).toContain('cae47523')
  expect(older).toMatchObject({ status: 301, location: 'auth.resendCode.html' })
  expect(missing.status).toBe(404)
})

it('turns requests away when too many wait', { timeout: 60_000 }, async () => {
  const render = startRenderer()
  const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => render('llms.txt')))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(256)
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PAGE_FAILED' } })
  await expect(render('index.html')).resolves.toMatchObject({ status: 200 })
})
