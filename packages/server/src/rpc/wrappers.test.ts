import { gzipSync } from 'node:zlib'
import { isRpcError } from '@chappe/mtproto'
import { api } from '@chappe/schema/api'
import { TlWriter } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import { nodeCompression } from '../compression.ts'
import { AFTER_MSGS_MAX, type UnwrappedCall, unwrapCall } from './wrappers.ts'

const getConfig = { _: 'help.getConfig' }
const init = {
  _: 'initConnection',
  api_id: 5,
  device_model: 'd',
  system_version: 's',
  app_version: 'a',
  system_lang_code: 'en',
  lang_pack: '',
  lang_code: 'fr',
}

function encode(call: { _: string }): Uint8Array {
  const writer = new TlWriter()
  api.encode(writer, call)
  return writer.finish().slice()
}

const unwrap = (body: Uint8Array): UnwrappedCall => unwrapCall(body, nodeCompression.gunzip)

function failureOf(body: Uint8Array): string | undefined {
  try {
    unwrap(body)
    return undefined
  } catch (error) {
    return isRpcError(error) ? error.error_message : String(error)
  }
}

function gzipPacked(body: Uint8Array): Uint8Array {
  const writer = new TlWriter()
  writer.int(0x3072cfa1)
  writer.bytes(gzipSync(body))
  return writer.finish().slice()
}

describe('unwrapCall', () => {
  it('leaves a call without wrappers as it is', () => {
    const { wrappers, query } = unwrap(encode(getConfig))
    expect(query).toEqual(encode(getConfig))
    expect(wrappers).toEqual({
      layer: undefined,
      init: undefined,
      afterMsgIds: [],
      withoutUpdates: false,
      takeout_id: undefined,
      messagesRange: false,
      connection_id: undefined,
      proofs: [],
    })
  })

  it.each([
    ['layer outside', (query: object) => ({ _: 'invokeWithLayer', layer: 200, query: { ...init, query } })],
    ['layer inside', (query: object) => ({ ...init, query: { _: 'invokeWithLayer', layer: 200, query } })],
  ])('takes the wrappers off in any order: %s', (_name, wrap) => {
    const { wrappers, query } = unwrap(encode(wrap(getConfig)))
    expect(wrappers.layer).toBe(200)
    expect(wrappers.init).toMatchObject({ api_id: 5, lang_code: 'fr' })
    expect(query).toEqual(encode(getConfig))
  })

  it('reads the proxy and the parameters of initConnection', () => {
    const full = {
      ...init,
      proxy: { _: 'inputClientProxy', address: '127.0.0.1', port: 443 },
      params: {
        _: 'jsonObject',
        value: [{ _: 'jsonObjectValue', key: 'tz_offset', value: { _: 'jsonNumber', value: 0 } }],
      },
      query: getConfig,
    }
    expect(unwrap(encode(full)).query).toEqual(encode(getConfig))
  })

  it('reads what every other wrapper says', () => {
    const layers = [
      (query: object) => ({ _: 'invokeAfterMsgs', msg_ids: [4n, 8n], query }),
      (query: object) => ({ _: 'invokeWithoutUpdates', query }),
      (query: object) => ({ _: 'invokeWithTakeout', takeout_id: 7n, query }),
      (query: object) => ({ _: 'invokeWithMessagesRange', range: { _: 'messageRange', min_id: 1, max_id: 2 }, query }),
      (query: object) => ({ _: 'invokeWithBusinessConnection', connection_id: 'c', query }),
      (query: object) => ({ _: 'invokeWithReCaptcha', token: 't', query }),
      (query: object) => ({ _: 'invokeWithApnsSecret', nonce: 'n', secret: 's', query }),
      (query: object) => ({ _: 'invokeWithGooglePlayIntegrity', nonce: 'n', token: 't', query }),
    ]
    const call = layers.reduce<{ _: string }>((query, wrap) => wrap(query), getConfig)
    const { wrappers, query } = unwrap(encode(call))
    expect(wrappers).toMatchObject({
      afterMsgIds: [4n, 8n],
      withoutUpdates: true,
      takeout_id: 7n,
      messagesRange: true,
      connection_id: 'c',
      proofs: [
        { kind: 'playIntegrity', nonce: 'n', token: 't' },
        { kind: 'apns', nonce: 'n', secret: 's' },
        { kind: 'reCaptcha', token: 't' },
      ],
    })
    expect(query).toEqual(encode(getConfig))
  })

  it('keeps what the wrappers say when nobody knows the method inside', () => {
    const known = encode({ _: 'invokeWithLayer', layer: 200, query: getConfig } as { _: string })
    const body = known.slice()
    body.set([1, 2, 3, 4], 8)
    const { wrappers, query } = unwrap(body)
    expect(wrappers.layer).toBe(200)
    expect(query).toEqual(Uint8Array.of(1, 2, 3, 4))
  })

  it('unpacks a query inside the wrappers, gzip or zlib', () => {
    const packed = gzipPacked(encode(getConfig))
    const head = encode({ _: 'invokeWithoutUpdates', query: getConfig } as { _: string }).subarray(0, 4)
    expect(unwrap(Uint8Array.of(...head, ...packed)).query).toEqual(encode(getConfig))
  })

  it.each([
    [
      'the same wrapper twice',
      encode({ _: 'invokeWithoutUpdates', query: { _: 'invokeWithoutUpdates', query: getConfig } } as { _: string }),
    ],
    ['packed twice', gzipPacked(gzipPacked(encode(getConfig)))],
    ['packed rubbish', Uint8Array.of(0xa1, 0xcf, 0x72, 0x30, 3, 1, 2, 3)],
    ['a wrapper around nothing', Uint8Array.of(0xb7, 0x59, 0x94, 0xbf)],
    ['nothing', new Uint8Array(0)],
    ['half a word', Uint8Array.of(1, 2)],
    ['a cut wrapper', encode({ ...init, query: getConfig } as { _: string }).subarray(0, 12)],
  ])('refuses %s', (_name, body) => {
    expect(failureOf(body)).toBe('INPUT_FETCH_ERROR')
  })

  it('refuses a packed query that is too large', () => {
    const packed = gzipPacked(new Uint8Array(5 * 1024 * 1024))
    expect(failureOf(packed)).toBe('INPUT_REQUEST_TOO_LONG')
    packed.fill(0, 20)
    expect(failureOf(packed)).toBe('INPUT_FETCH_ERROR')
  })

  it('refuses to wait for more messages than the bound', () => {
    const msg_ids = Array.from({ length: AFTER_MSGS_MAX + 1 }, (_, index) => BigInt(index * 4))
    expect(failureOf(encode({ _: 'invokeAfterMsgs', msg_ids, query: getConfig } as { _: string }))).toBe(
      'INPUT_REQUEST_TOO_LONG',
    )
  })

  it('names the constructor in a wrapper that nobody knows', () => {
    const body = encode({
      _: 'invokeWithMessagesRange',
      range: { _: 'messageRange', min_id: 1, max_id: 2 },
      query: getConfig,
    } as {
      _: string
    })
    body.set([1, 0, 0, 0], 4)
    expect(failureOf(body)).toBe('INPUT_CONSTRUCTOR_INVALID_1_0')
  })
})
