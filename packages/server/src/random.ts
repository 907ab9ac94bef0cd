import { randomFillSync } from 'node:crypto'

/** A source of random bytes. */
export interface Random {
  /** Returns `length` fresh bytes. */
  bytes(length: number): Uint8Array
}

/** The operating system's cryptographic random source. */
export const systemRandom: Random = {
  bytes: length => randomFillSync(new Uint8Array(length)),
}
