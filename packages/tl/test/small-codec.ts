import { compileCodec } from '../src/compile.ts'
import {
  type Codec,
  decodeFromBytes,
  encodeToBytes,
  isTlDecodeError,
  isTlEncodeError,
  type TlDecodeError,
  type TlEncodeError,
  type TlObject,
  type TlReaderOptions,
  TlWriter,
} from '../src/runtime/index.ts'
import { smallSchema } from './small-schema.ts'

export const codec: Codec = compileCodec(smallSchema)

/** A literal with fields, which the narrower TlObject would refuse. */
export type Value = TlObject & Readonly<Record<string, unknown>>

export function hex(value: Value): string {
  return Buffer.from(encodeToBytes(codec, value)).toString('hex')
}

export function decode(text: string, options?: TlReaderOptions): unknown {
  return decodeFromBytes(codec, Buffer.from(text, 'hex'), options)
}

export function roundTrip(value: Value): unknown {
  return decodeFromBytes(codec, encodeToBytes(codec, value))
}

export function encodeFailure(value: unknown): TlEncodeError {
  try {
    codec.encode(new TlWriter(), value as TlObject)
  } catch (error) {
    if (isTlEncodeError(error)) return error
    throw error
  }
  throw new Error('the value was encoded')
}

export function decodeFailure(run: () => unknown): TlDecodeError {
  try {
    run()
  } catch (error) {
    if (isTlDecodeError(error)) return error
    throw error
  }
  throw new Error('the bytes were decoded')
}

export const circle: Value = { _: 'circle', radius: 1.5 }
