/** A byte stream to a server: a TCP socket, a WebSocket, or two functions in a test. */
export interface Link {
  /** Sends bytes, or keeps them until they can be sent; never throws. */
  send(bytes: Uint8Array): void
  /** Closes the stream; `closed` is not called for it. Harmless when repeated. */
  close(): void
}

/** What a link tells its owner. None of these is called before the link was handed over. */
export interface LinkHandlers {
  received(chunk: Uint8Array): void
  /** The stream ended without our doing. Called at most once. */
  closed(cause?: unknown): void
}

/**
 * Opens a link.
 *
 * @param options - when `signal` aborts, the attempt ends and the promise rejects with its reason
 */
export type OpenLink = (
  address: { readonly host: string; readonly port: number },
  handlers: LinkHandlers,
  options: { readonly signal: AbortSignal },
) => Promise<Link>
