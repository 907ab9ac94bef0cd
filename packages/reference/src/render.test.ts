import { describe, expect, it } from 'vitest'
import { officialReference, referenceOfText } from './node/official.ts'
import { allAddresses, renderNotFound, renderPath } from './render.ts'

const reference = officialReference()

describe('renderPath', { timeout: 60_000 }, () => {
  it('renders one page without the others', () => {
    const page = renderPath(reference, 'methods/auth.resendCode.html')
    expect(page).toMatchObject({ status: 200, contentType: 'text/html; charset=utf-8' })
    expect(page?.body).toContain('data-field="phone_code_hash" data-need="required"')
  })

  it('takes a slash in front, and the index for a folder', () => {
    const index = renderPath(reference, 'methods/index.html')?.body
    expect(renderPath(reference, '/methods/')?.body).toBe(index)
    expect(renderPath(reference, '/')?.body).toBe(renderPath(reference, 'index.html')?.body)
  })

  it('leads from an older address, relative to it', () => {
    expect(renderPath(reference, 'methods/auth_resendCode.html')).toMatchObject({
      status: 301,
      location: 'auth.resendCode.html',
    })
  })

  it('knows each kind of twin by its type', () => {
    const types = ['methods/auth.sendCode.json', 'methods/auth.sendCode.md', 'llms.txt', 'schema.json', 'search.json']
    expect(types.map(path => renderPath(reference, path)?.contentType.split(';')[0])).toEqual([
      'application/json',
      'text/markdown',
      'text/plain',
      'application/schema+json',
      'application/json',
    ])
  })

  it('has nothing at other addresses', () => {
    for (const path of ['methods/no.such.html', '../package.json', 'methods', '__proto__', 'assets/site.css']) {
      expect(renderPath(reference, path)).toBeUndefined()
    }
  })
})

describe('renderNotFound', () => {
  it('links from the depth of the address, and names what was probably meant', () => {
    const page = renderNotFound(reference, 'constructors/auth.resendCode.htm')
    expect(page.status).toBe(404)
    expect(page.body).toContain('href="../assets/site.css"')
    expect(page.body).toContain('<a href="../methods/auth.resendCode.html">auth.resendCode</a>')
    expect(renderNotFound(reference, 'nothing').body).toContain('href="assets/site.css"')
  })

  it('shows the address of a stranger as text only', () => {
    expect(renderNotFound(reference, 'x/"><script>alert(1)</script>').body).not.toContain('alert(1)')
  })
})

describe('a reference of a schema that nobody described', { timeout: 60_000 }, () => {
  it('has a page for everything, and says what is missing', () => {
    const own = referenceOfText(
      'robot#0a0b0c0d name:string = Robot;\n---functions---\nrobots.wake#01020304 robot:Robot = Bool;',
    )
    const addresses = [...allAddresses(own)]
    for (const address of addresses) expect(renderPath(own, address)?.body, address).toBeTruthy()
    const { body } = renderPath(own, 'methods/robots.wake.html') ?? { body: '' }
    expect(body).toContain('The schema’s source does not describe it.')
    expect(body).toContain('>Unknown</button>')
    expect(body).toContain('href="../types/Robot.html"')
    expect(body).not.toContain('>undefined')
  })
})
