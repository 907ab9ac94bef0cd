import { type ClientHttp2Session, connect, constants } from 'node:http2'

/** What Apple's service answered. */
export interface ApnsAnswer {
  readonly status: number
  /** Its word for what was wrong; empty when nothing was. */
  readonly reason: string
}

/**
 * One HTTP/2 connection to a push service, opened when it is needed and again when it was lost. It keeps no process
 * alive.
 */
export class ApnsLink {
  readonly #url: string
  #session: ClientHttp2Session | undefined

  constructor(url: string) {
    this.#url = url
  }

  /** Posts a notification. @throws the connection's error, also when the service takes longer than it may */
  async post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<ApnsAnswer> {
    const session = this.#open()
    const request = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_PATH]: path,
      ...headers,
    })
    const answer = Promise.withResolvers<ApnsAnswer>()
    let status = 0
    let text = ''
    request.setEncoding('utf8')
    request.setTimeout(answerTimeoutMs, () => request.destroy(new Error('the push service did not answer in time')))
    request.on('response', answered => {
      status = answered[':status'] ?? 0
    })
    request.on('data', (part: string) => {
      if (text.length < answerLengthMax) text += part
    })
    request.on('end', () => {
      // A connection that breaks off ends its requests as if they had been answered.
      if (status !== 0) answer.resolve({ status, reason: reasonOf(text) })
    })
    request.on('error', error => answer.reject(error))
    request.on('close', () => answer.reject(new Error('the push service ended the connection')))
    request.end(body)
    try {
      return await answer.promise
    } catch (error) {
      // What is wrong with it may show at the request first: the next one gets a connection of its own.
      this.#forget(session)
      session.close()
      throw error
    }
  }

  /** Ends the connection. A later notification opens another one. */
  close(): void {
    this.#session?.destroy()
    this.#session = undefined
  }

  #open(): ClientHttp2Session {
    if (this.#session !== undefined && !this.#session.closed && !this.#session.destroyed) return this.#session
    const session = connect(this.#url)
    this.#session = session
    session.unref()
    const forget = (): void => this.#forget(session)
    // What is wrong is told to the requests; here it only must not end the process.
    session.on('error', forget)
    session.on('goaway', forget)
    session.on('close', forget)
    session.setTimeout(idleMs, () => session.close())
    return session
  }

  #forget(session: ClientHttp2Session): void {
    if (this.#session === session) this.#session = undefined
  }
}

const answerTimeoutMs = 10_000
/** Refusals have about fifty characters. */
const answerLengthMax = 1024
/** A connection that nobody needs is let go. */
const idleMs = 15 * 60_000

function reasonOf(text: string): string {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null && 'reason' in said && typeof said.reason === 'string'
      ? said.reason
      : ''
  } catch {
    return ''
  }
}
