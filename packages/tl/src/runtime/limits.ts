/** Bounds of one reader. Each is checked before anything is allocated for what it bounds. */
export interface TlLimits {
  /** Nesting of boxed objects whose types can contain themselves. Default 128, about 40 kB of stack. */
  readonly depthMax: number
  /** Nesting of function calls in one another (`invokeWithLayer`, `initConnection`, …). Default 16. */
  readonly callDepthMax: number
  /** Items of one vector. Default 2²¹; a count is also checked against the bytes that remain. */
  readonly vectorCountMax: number
  /** Bytes of one string. Default 2²⁴ − 1, the longest that TL can write. */
  readonly stringBytesMax: number
  /** Bytes given to one reader, and bytes unpacked from one `gzip_packed`. Default 32 MiB. */
  readonly totalBytesMax: number
}

/** The limits of a reader that is not told otherwise. */
export const defaultLimits: TlLimits = {
  depthMax: 128,
  callDepthMax: 16,
  vectorCountMax: 2 ** 21,
  stringBytesMax: 2 ** 24 - 1,
  totalBytesMax: 32 * 1024 * 1024,
}

/** Longest string that the three-byte length of TL can state. */
export const tlStringBytesMax: number = 2 ** 24 - 1

/** Largest message a writer grows to unless told otherwise, in bytes. */
export const writerBytesMax: number = 64 * 1024 * 1024
