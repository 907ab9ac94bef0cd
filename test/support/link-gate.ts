import { type LinkHandlers, nodeEnv, type OpenLink } from '@chappe/client/node'
import type { DataCenter } from '@chappe/server'

/** Stands between a client and its sockets, and breaks them where a test wants it. */
export interface LinkGate {
  readonly openLink: OpenLink
  /** Lets no connection to a data center through from now on. */
  block(dc: number): void
  /** Lets them through again. */
  unblock(dc: number): void
  /** Cuts the next connection to a data center after so many pieces of data, in whatever direction. */
  cutAfter(dc: number, pieces: number): void
  /** Whether a planned cut has happened. */
  readonly hasCut: boolean
}

export function createLinkGate({ dcs }: Pick<DataCenter, 'dcs'>): LinkGate {
  const blocked = new Set<number>()
  let plan: { readonly dc: number; pieces: number } | undefined
  let hasCut = false
  const openLink: OpenLink = async (address, handlers, options) => {
    const dc = dcs.find(({ port }) => port === address.port)?.id ?? 0
    if (blocked.has(dc)) throw Object.assign(new Error('blocked'), { code: 'ECONNREFUSED' })
    if (plan?.dc !== dc) return nodeEnv.openLink(address, handlers, options)
    const mine = plan
    plan = undefined
    let cut: (() => void) | undefined
    const count = (): boolean => {
      if (mine.pieces-- > 0) return true
      cut?.()
      return false
    }
    const counting: LinkHandlers = {
      received: chunk => {
        if (count()) handlers.received(chunk)
      },
      closed: cause => handlers.closed(cause),
    }
    const link = await nodeEnv.openLink(address, counting, options)
    cut = () => {
      cut = undefined
      hasCut = true
      link.close()
      // As a socket does it: later than the call that found it broken.
      setImmediate(() => handlers.closed(new Error('cut')))
    }
    return {
      send: bytes => {
        if (count()) link.send(bytes)
      },
      close: () => link.close(),
    }
  }
  return {
    openLink,
    block: dc => void blocked.add(dc),
    unblock: dc => void blocked.delete(dc),
    cutAfter: (dc, pieces) => {
      plan = { dc, pieces }
      hasCut = false
    },
    get hasCut() {
      return hasCut
    },
  }
}
