import { fromHex, toHex } from '@chappe/crypto'

/** Bytes from hexadecimal text. */
export const hex: (text: string) => Uint8Array = fromHex

/** Hexadecimal text of bytes. */
export const text: (bytes: Uint8Array) => string = toHex
