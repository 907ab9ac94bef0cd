import { expect, test } from 'vitest'
import { hex, text } from '../../test/support/hex.ts'
import { readVectors } from '../../test/support/read-vectors.ts'
import { sessionEnv } from '../../test/support/session-env.ts'
import { decodeRpcResult, encodeRpcResult } from '../rpc/rpc-result.ts'
import { containerLength, type InnerMessage, readContainer, writeContainer } from './container.ts'
import { unpackGzip } from './gzip.ts'
import { decodeRpcError, decodeService, encodeRpcError, encodeService, type ServiceMessage } from './service-message.ts'

interface Vectors {
  readonly services: readonly { readonly hex: string; readonly value: unknown }[]
  readonly results: Readonly<Record<'req_msg_id' | 'rpc_error' | 'boolTrue' | 'gzip' | 'dropUnknown', string>>
  readonly container: { readonly hex: string; readonly messages: readonly Record<'msg_id' | 'body', string>[] }
}
const vectors = readVectors<Vectors>('service-messages.json')

/** Vectors write longs as hexadecimal numbers and bytes as `{ bytes }`. */
function revive(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('0x')) return BigInt.asIntN(64, BigInt(value))
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  if ('bytes' in value && typeof value.bytes === 'string') return hex(value.bytes)
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, revive(field)]))
}

test.each(vectors.services)('the vector $value._ is written and read', ({ hex: bytes, value }) => {
  const service = revive(value) as ServiceMessage
  expect(text(encodeService(service))).toBe(bytes)
  expect(decodeService(hex(bytes))).toEqual(service)
})

const req_msg_id = BigInt(vectors.results.req_msg_id)

test('the vector of an rpc_error is written and read', () => {
  const { rpc_error } = vectors.results
  expect(text(encodeRpcResult(req_msg_id, encodeRpcError(420, 'FLOOD_WAIT_3')))).toBe(rpc_error)
  const answer = decodeRpcResult(hex(rpc_error))
  expect(answer?.req_msg_id).toBe(req_msg_id)
  expect(decodeRpcError(answer?.result ?? new Uint8Array())).toMatchObject({
    error_code: 420,
    error_message: 'FLOOD_WAIT_3',
  })
})

test('the vector of a plain result is written and read', () => {
  expect(text(encodeRpcResult(req_msg_id, hex('b5757299')))).toBe(vectors.results.boolTrue)
})

test('the vector of a gzipped result is unpacked', () => {
  const answer = decodeRpcResult(hex(vectors.results.gzip))
  expect(text(unpackGzip(sessionEnv(1), answer?.result ?? new Uint8Array()))).toBe('b5757299')
})

test('the vector of a dropped answer is written and read', () => {
  const answer = decodeRpcResult(hex(vectors.results.dropUnknown))
  expect(decodeService(answer?.result ?? new Uint8Array())).toEqual({ _: 'rpc_answer_unknown' })
  expect(text(encodeRpcResult(req_msg_id + 4n, encodeService({ _: 'rpc_answer_unknown' })))).toBe(
    vectors.results.dropUnknown,
  )
})

test('the vector of a container is written and read', () => {
  const messages: InnerMessage[] = vectors.container.messages.map(({ msg_id, body }) => ({
    msg_id: BigInt(msg_id),
    seqno: 0,
    body: hex(body),
  }))
  const bytes = new Uint8Array(containerLength(messages))
  writeContainer(bytes, 0, messages)
  expect(text(bytes)).toBe(vectors.container.hex)
  expect(readContainer(bytes)).toEqual(messages.map(message => ({ ...message, body: Uint8Array.from(message.body) })))
})

test('a service message that is cut or has bytes too many is none', () => {
  const pong = encodeService({ _: 'pong', msg_id: 1n, ping_id: 2n })
  expect(decodeService(pong.subarray(0, 16))).toBeUndefined()
  expect(decodeService(new Uint8Array([...pong, 0, 0, 0, 0]))).toBeUndefined()
  expect(decodeService(hex('00000000'))).toBeUndefined()
})
