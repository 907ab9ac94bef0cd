import { encodeToBytes, TlDecodeError, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { describe, expect, test, vi } from 'vitest'
import { api } from '../gen/api.js'
import { decodeRequest, knownLayers, schemaOfLayer } from './layers.ts'
import { ownCodec } from './own-codecs.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

describe('decodeRequest', () => {
  test('reads a call of the newest layer and stands behind it', () => {
    const bytes = encodeToBytes(api, { _: 'help.getConfig' })
    const reader = new TlReader(Uint8Array.of(...bytes, 1, 2, 3, 4))
    expect(decodeRequest(reader)).toEqual({ _: 'help.getConfig' })
    expect(reader.remaining).toBe(4)
  })

  test('reads auth.resendCode with the number of every layer that had another', () => {
    const shapes = new Map<number | undefined, TlObject>()
    for (const layer of knownLayers) {
      const codec = codecOf(layer)
      const call = { _: 'auth.resendCode', phone_number: '1', phone_code_hash: 'h' }
      shapes.set(codec.idOf('auth.resendCode'), request(encodeToBytes(codec, call)))
    }
    expect(shapes.size).toBe(2)
    expect(shapes.get(0xcae47523)).toEqual({
      _: 'auth.resendCode',
      phone_number: '1',
      phone_code_hash: 'h',
      reason: undefined,
    })
    expect(shapes.get(0x3ef1a9bf)).toEqual({ _: 'auth.resendCode', phone_number: '1', phone_code_hash: 'h' })
  })

  test('reads an old call inside the wrappers of the newest layer', () => {
    const writer = new TlWriter()
    writer.word(0xda9b0d0d | 0)
    writer.int(227)
    writer.word(0x3ef1a9bf | 0)
    writer.string('1')
    writer.string('h')
    expect(request(writer.finish())).toEqual({
      _: 'invokeWithLayer',
      layer: 227,
      query: { _: 'auth.resendCode', phone_number: '1', phone_code_hash: 'h' },
    })
  })

  test('reads an old constructor in a call of the newest layer, and a new one in an old call', () => {
    const oldSettings = encodeToBytes(codecOf(167), {
      _: 'inputMediaUploadedDocument',
      file: { _: 'inputFile', id: 1n, parts: 1, name: 'n', md5_checksum: '' },
      mime_type: 'text/plain',
      attributes: [],
    } as TlObject)
    const call = new TlWriter()
    call.word((api.idOf('messages.uploadMedia') ?? 0) | 0)
    call.word(0)
    call.raw(encodeToBytes(api, { _: 'inputPeerSelf' }))
    call.raw(oldSettings)
    expect(request(call.finish())).toMatchObject({
      _: 'messages.uploadMedia',
      media: { _: 'inputMediaUploadedDocument', mime_type: 'text/plain' },
    })

    const oldCall = new TlWriter()
    oldCall.word((codecOf(167).idOf('messages.uploadMedia') ?? 0) | 0)
    oldCall.raw(encodeToBytes(api, { _: 'inputPeerSelf' }))
    oldCall.raw(
      encodeToBytes(api, {
        _: 'inputMediaStakeDice',
        game_hash: 'g',
        ton_amount: 1n,
        client_seed: new Uint8Array(4),
      } as TlObject),
    )
    expect(request(oldCall.finish())).toMatchObject({ media: { _: 'inputMediaStakeDice' } })
  })

  test('refuses an old constructor of another type than the place asks for', () => {
    const foreign = schemaOfLayer(167)?.constructors.find(
      ({ name, id }) => name === 'inputMediaUploadedDocument' && id !== api.idOf(name),
    )
    const call = new TlWriter()
    call.word((api.idOf('messages.uploadMedia') ?? 0) | 0)
    call.word(0)
    call.word((foreign?.id ?? 0) | 0)
    call.raw(new Uint8Array(64))
    expect(() => request(call.finish())).toThrow(TlDecodeError)
  })

  test('reads the requests that the Android app still sends with older numbers', () => {
    const writer = new TlWriter()
    writer.word(0x4222fa74)
    writer.word(0x1cb5c415)
    writer.int(2)
    writer.int(5)
    writer.int(6)
    expect(request(writer.finish())).toEqual({ _: 'messages.getMessages', id: [5, 6] })
    for (const id of androidNumbers) {
      // Enough zeros for any of them to be read, or to fail as a known call does.
      const bytes = new TlWriter()
      bytes.word(id | 0)
      bytes.raw(new Uint8Array(64))
      expect(outcome(bytes.finish()), id.toString(16)).not.toBe('UNKNOWN_FUNCTION')
    }
  })

  test('refuses numbers of no layer, and constructors in the place of a call', () => {
    expect(outcome(Uint8Array.of(0x78, 0x56, 0x34, 0x12))).toBe('UNKNOWN_FUNCTION')
    expect(outcome(encodeToBytes(api, { _: 'inputPeerSelf' }))).toBe('UNKNOWN_FUNCTION')
    expect(outcome(encodeToBytes(codecOf(167), { _: 'auth.codeTypeSms' }))).toBe('UNKNOWN_FUNCTION')
  })

  test('answers broken calls of every layer with an error or a value', () => {
    for (const layer of knownLayers) {
      const codec = codecOf(layer)
      const settings = { _: 'codeSettings', logout_tokens: [new Uint8Array(8)] }
      const call = { _: 'auth.sendCode', phone_number: '1', api_id: 1, api_hash: 'h', settings }
      const bytes = encodeToBytes(codec, call)
      for (let length = 0; length < bytes.length; length++) outcome(bytes.subarray(0, length & ~3))
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = bytes.slice()
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        outcome(flipped)
      }
    }
  })

  test('does not repeat its work where layers alternate inside one another', () => {
    const invoice = (layer: number): Uint8Array => {
      const value = {
        _: 'inputMediaInvoice',
        title: '',
        description: '',
        invoice: { _: 'invoice', currency: '', prices: [] },
        payload: new Uint8Array(0),
        provider: '',
        provider_data: { _: 'dataJSON', data: '' },
        extended_media: { _: 'inputMediaEmpty' },
      }
      return encodeToBytes(codecOf(layer), value as TlObject).slice(0, -4)
    }
    const call = new TlWriter()
    call.word((api.idOf('messages.uploadMedia') ?? 0) | 0)
    call.word(0)
    call.raw(encodeToBytes(api, { _: 'inputPeerSelf' }))
    for (let depth = 0; depth < 60; depth++) call.raw(invoice(depth % 2 === 0 ? 167 : 227))
    call.word(0x12345678)
    const started = performance.now()
    expect(outcome(call.finish())).toBe('UNKNOWN_CONSTRUCTOR')
    // Work that doubled with each change of layer would not end today.
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('keeps the bounds of the reader across layers', () => {
    const deep = new TlWriter()
    for (let depth = 0; depth < 2000; depth++) {
      deep.word(0xda9b0d0d | 0)
      deep.int(167)
    }
    deep.word(0x3ef1a9bf | 0)
    expect(outcome(deep.finish())).toBe('DEPTH')
  })
})

// Seventeen numbers met in that app whatever layer it announces.
const androidNumbers = [
  0x25939651, 0x80eee427, 0x637ea878, 0x9ab5c58e, 0x2e1ee318, 0x800fd57d, 0x11f812d8, 0x4222fa74, 0x93d7b347,
  0x41d41ade, 0x519bc2b1, 0x0034a818, 0x199f3a6c, 0x24b524c5, 0x6c50051c, 0x8f38cd1f, 0x0063b089,
]

function codecOf(layer: number): NonNullable<ReturnType<typeof ownCodec>> {
  const codec = ownCodec(layer)
  if (codec === undefined) throw new Error(`no layer ${layer}`)
  return codec
}

function request(bytes: Uint8Array): TlObject {
  return decodeRequest(new TlReader(bytes))
}

function outcome(bytes: Uint8Array): string {
  try {
    request(bytes)
    return 'read'
  } catch (error) {
    if (error instanceof TlDecodeError) return error.code
    throw error
  }
}
