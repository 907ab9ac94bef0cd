import { hash } from 'node:crypto'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Mount } from '@chappe/server'
import { CommandError } from '../command-error.ts'
import type { PageAnswer, PageRequest } from './worker.ts'

/** A page as it was rendered. */
export interface RenderedPage {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Where a redirect leads, relative to the address. */
  readonly location?: string
}

/** Renders what is at an address, relative to the site and without a slash in front: a page, or a 404 that says so. */
export type RenderPage = (path: string) => Promise<RenderedPage>

/**
 * Serves the reference at `/reference/`. Nothing has to be built before: pages are rendered when they are asked for, in a
 * thread of their own, so that a login never waits for a page.
 *
 * @param renderer - makes the renderer at the first request. Default: the reference of the newest layer in a worker
 */
export function referenceMount(renderer: () => RenderPage = startRenderer): Mount {
  let render: RenderPage | undefined
  return {
    path,
    isPublic: true,
    title: 'The reference',
    summary: 'Every method, constructor, type and error of the API, and guides.',
    async handle(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
      }
      const { pathname } = new URL(request.url)
      // Links between the pages are relative: the address of the first has to end with a slash.
      if (pathname === path) return new Response(null, { status: 308, headers: { location: `${path}/` } })
      const address = decodePath(pathname.slice(path.length + 1))
      if (address === undefined) return undefined
      render ??= renderer()
      return respond(request, await render(address))
    },
  }
}

const path = '/reference'

/** Pages load their own styles, scripts and data, and nothing from anywhere else. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A page is small and comes from this machine: it is asked for each time, and sent only when it changed. */
function respond(request: Request, { status, contentType, body, location }: RenderedPage): Response {
  const etag = `"${hash('sha256', body, 'base64url').slice(0, 22)}"`
  const headers = {
    'content-type': contentType,
    'cache-control': 'no-cache',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    etag,
    ...(location !== undefined && { location }),
  }
  if (status === 200 && request.headers.get('if-none-match') === etag) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(body, { status, headers })
}

// What is not UTF-8 behind its percent signs is no address of ours.
function decodePath(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** Requests that wait for the worker at once; more are turned away, since each costs memory. */
const WAITING_MAX = 256

/** Renders in a thread that ends with the process. One that fails is replaced at the next request. */
export function startRenderer(): RenderPage {
  const waiting = new Map<number, PromiseWithResolvers<RenderedPage>>()
  let lastId = 0
  let worker: Worker | undefined

  const fail = (error: Error) => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = () => {
    // The file has the ending of this one: sources in the repository, compiled when published.
    const started = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url))
    started.on('message', ({ id, page, failure }: PageAnswer) => {
      const request = waiting.get(id)
      waiting.delete(id)
      if (page !== undefined) request?.resolve(page)
      else request?.reject(failed(failure ?? 'the page is not there'))
    })
    started.on('error', error => fail(error as Error))
    started.on('exit', () => worker === started && fail(failed('the thread that renders pages ended')))
    // The data center decides how long the process lives.
    started.unref()
    return started
  }
  return async address => {
    if (waiting.size >= WAITING_MAX) throw failed('too many pages are asked for at once')
    worker ??= start()
    const request = Promise.withResolvers<RenderedPage>()
    const id = ++lastId
    waiting.set(id, request)
    worker.postMessage({ id, path: address } satisfies PageRequest)
    return request.promise
  }
}

function failed(message: string): CommandError {
  return new CommandError(message, { code: 'PAGE_FAILED' })
}
