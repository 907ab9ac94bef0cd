/** The thread that renders pages of the reference for {@link referenceMount}. */
import { parentPort } from 'node:worker_threads'
import { siteOf } from '@chappe/reference/node'
import type { RenderedPage } from './mount.ts'
import { openReference } from './open-reference.ts'

/** Asks for the page at an address relative to the site. */
export interface PageRequest {
  readonly id: number
  readonly path: string
}

/** The page, or why it could not be rendered. */
export interface PageAnswer {
  readonly id: number
  readonly page?: RenderedPage
  readonly failure?: string
}

const render = siteOf(openReference())

parentPort?.on('message', ({ id, path }: PageRequest) => parentPort?.postMessage(answer(id, path)))

function answer(id: number, path: string): PageAnswer {
  try {
    return { id, page: render(path) }
  } catch (error) {
    return { id, failure: `${path} could not be rendered: ${(error as Error).message}` }
  }
}
