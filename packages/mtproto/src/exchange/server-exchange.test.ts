import { bigintToBytes, bytesToBigint, concatBytes, dhPrime, newNonceHash, rsaPadEncrypt, toHex } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type {
  client_DH_inner_data,
  dh_gen_fail,
  dh_gen_ok,
  dh_gen_retry,
  resPQ,
  server_DH_params_ok,
} from '@chappe/schema/mtproto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createdOf,
  createServer,
  flip,
  noon,
  objectOf,
  payloadOf,
  privateKey,
  rules,
  seal,
  vectors,
} from '../../test/support/exchange.ts'
import { hex } from '../../test/support/hex.ts'
import { seededEnv } from '../../test/support/scripted-crypto.ts'
import type { CryptoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import { encodePlainMessage } from '../message/plain-message.ts'
import type { ExpectDhGen, ExpectServerDHParams } from './client-exchange.ts'
import { onDhGen, onResPQ, onServerDHParams, requestPq } from './client-exchange.ts'
import type { PqInnerData, ReqDHParams, ReqPq, SetClientDHParams } from './handshake-objects.ts'
import { encodeObject } from './handshake-objects.ts'
import type { ServerExchangeOptions } from './server-driver.ts'
import { ServerExchange } from './server-driver.ts'

const publicKey = privateKey.publicKey
const anyReason = expect.any(String)

interface AtReqDHParams {
  readonly env: CryptoEnv
  readonly server: ServerExchange
  readonly answer: resPQ
  readonly client: ExpectServerDHParams
  readonly request: ReqDHParams
}

/** The server waits for `req_DH_params`, and a genuine one is there. */
function atReqDHParams(options: Partial<ServerExchangeOptions> = {}, expires_in?: number): AtReqDHParams {
  const env = seededEnv(11)
  const server = createServer(env, options)
  const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in }, env)
  const answer = objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send)
  const [client, request] = onResPQ(start, answer, env)
  return { env, server, answer, client, request }
}

interface AtSetClientDHParams {
  readonly env: CryptoEnv
  readonly server: ServerExchange
  readonly client: ExpectDhGen
  readonly request: SetClientDHParams
}

/** The server waits for `set_client_DH_params`, and a genuine one is there. */
function atSetClientDHParams(options: Partial<ServerExchangeOptions> = {}): AtSetClientDHParams {
  const { env, server, client, request } = atReqDHParams(options)
  const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
  const [next, sent] = onServerDHParams(client, answer, env, noon)
  return { env, server, client: next, request: sent }
}

/** What the server makes of a request in the place of the genuine `req_DH_params`. */
function verdictOnRequest(mutate: (request: ReqDHParams, at: AtReqDHParams) => ReqDHParams) {
  const at = atReqDHParams()
  return at.server.receive(noon, payloadOf(mutate(at.request, at)))
}

/** The same, with other inner data in a request that is genuine outside. */
function verdictOnInner(mutate: (inner: PqInnerData) => PqInnerData, options: Partial<ServerExchangeOptions> = {}) {
  const at = atReqDHParams(options)
  const { p, q, nonce, server_nonce } = at.request
  const inner: PqInnerData = {
    _: 'p_q_inner_data_dc',
    pq: at.answer.pq,
    p,
    q,
    nonce,
    server_nonce,
    new_nonce: at.client.new_nonce,
    dc: 2,
  }
  const encrypted_data = rsaPadEncrypt(at.env.crypto, encodeObject(mutate(inner)), publicKey)
  return at.server.receive(noon, payloadOf({ ...at.request, encrypted_data }))
}

/** What the server makes of other client data, sealed like genuine ones. */
function verdictOnClientData(
  mutate: (inner: client_DH_inner_data) => client_DH_inner_data,
  broken: Parameters<typeof seal>[2] = {},
) {
  const { server, client } = atSetClientDHParams()
  const { nonce, server_nonce } = client
  const g_b = nodeCrypto.modPow(Uint8Array.of(3), hex(vectors.b), dhPrime)
  const inner = mutate({ _: 'client_DH_inner_data', nonce, server_nonce, retry_id: 0n, g_b })
  const encrypted_data = seal(encodeObject(inner), client.keys, broken)
  return server.receive(noon, payloadOf({ _: 'set_client_DH_params', nonce, server_nonce, encrypted_data }))
}

const notFound = (reason: string) => ({ error: -404, reason })

describe('a genuine client', () => {
  test('gets its key, the dc it named, and a confirmation that it can verify', () => {
    const { env, server, client, request } = atSetClientDHParams()
    const created = createdOf(server.receive(noon, payloadOf(request)))
    expect(created).toMatchObject({ dc: 2, expires_at: undefined })
    expect(created.authKey.auth_key_id).toBe(client.unconfirmedKey.auth_key_id)
    const agreed = onDhGen(client, objectOf<dh_gen_ok>(server.confirm(noon, 'ok')), env)
    expect(agreed).toMatchObject({ server_salt: created.server_salt })
  })

  test('may open with the old req_pq', () => {
    const server = createServer(seededEnv(1))
    const nonce = hex(vectors.nonce)
    const old: ReqPq = { _: 'req_pq', nonce }
    expect(objectOf<resPQ>(server.receive(noon, payloadOf(old)).send)).toMatchObject({ _: 'resPQ', nonce })
  })

  test.each([
    ['p_q_inner_data', undefined],
    ['p_q_inner_data_temp', 3600],
  ] as const)('may use the old %s, which names no dc', (_, expires_in) => {
    const step = verdictOnInner(inner => {
      const { pq, p, q, nonce, server_nonce, new_nonce } = inner
      const common = { pq, p, q, nonce, server_nonce, new_nonce }
      return expires_in === undefined
        ? { _: 'p_q_inner_data', ...common }
        : { _: 'p_q_inner_data_temp', ...common, expires_in }
    })
    expect(step.send).toBeDefined()
  })

  test('may pad its messages', () => {
    const { server, request } = atReqDHParams()
    const object = encodeObject(request)
    const data = new Uint8Array(object.length + 208).fill(0x5a)
    data.set(object)
    expect(server.receive(noon, encodePlainMessage(4n, data)).send).toBeDefined()
  })

  test('may send numbers with leading zeros', () => {
    const { server, request } = atReqDHParams()
    const padded = { ...request, p: concatBytes(new Uint8Array(4), request.p) }
    expect(server.receive(noon, payloadOf(padded)).send).toBeDefined()
  })
})

describe('S1: in the clear', () => {
  test.each([
    ['ping', 'ec77be7a8877665544332211'],
    ['help.getConfig', '6b18f9c4'],
    ['a gzip_packed call', 'a1cf723004000102030405'.padEnd(24, '0')],
    ['pong', 'c573773400000040523dc5658877665544332211'],
    ['no object at all', ''],
    ['a number of no constructor', 'ffffffff'],
  ])('%s is refused', (_, data) => {
    expect(createServer(seededEnv(1)).receive(noon, encodePlainMessage(4n, hex(data)))).toEqual(
      notFound('NOT_HANDSHAKE'),
    )
  })

  test('msgs_ack is ignored', () => {
    const data = hex('59b4d66215c4b51c0200000001000050523dc56505000050523dc565')
    expect(createServer(seededEnv(1)).receive(noon, encodePlainMessage(4n, data))).toEqual({})
  })

  test('a broken layout and an encrypted message are refused', () => {
    const server = createServer(seededEnv(1))
    const payload = payloadOf({ _: 'req_pq_multi', nonce: new Uint8Array(16) })
    expect(server.receive(noon, flip(payload, 16))).toEqual(notFound('MALFORMED'))
    expect(server.receive(noon, payload.slice(0, 36))).toEqual(notFound('MALFORMED'))
    expect(server.receive(noon, flip(payload, 3))).toEqual(notFound('NOT_PLAIN'))
  })
})

describe('S2: the state of an exchange', () => {
  test('belongs to one connection', () => {
    const { request } = atReqDHParams()
    expect(createServer(seededEnv(12)).receive(noon, payloadOf(request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
  })

  test('belongs to its two nonces', () => {
    expect(verdictOnRequest(request => ({ ...request, nonce: flip(request.nonce) }))).toEqual(
      notFound('UNKNOWN_EXCHANGE'),
    )
    expect(verdictOnRequest(request => ({ ...request, server_nonce: flip(request.server_nonce) }))).toEqual(
      notFound('UNKNOWN_EXCHANGE'),
    )
  })

  test('ends after 10 minutes', () => {
    const tenMinutes = 600_000
    const inTime = atReqDHParams()
    expect(inTime.server.receive(noon + tenMinutes, payloadOf(inTime.request)).send).toBeDefined()
    const late = atReqDHParams()
    expect(late.server.receive(noon + tenMinutes + 1, payloadOf(late.request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
    const lateAtEnd = atSetClientDHParams()
    expect(lateAtEnd.server.receive(noon + tenMinutes + 1, payloadOf(lateAtEnd.request))).toEqual(
      notFound('UNKNOWN_EXCHANGE'),
    )
  })

  test('ends after 10 minutes from its beginning, also when the key has to be made again', () => {
    const { env, server, client, request } = atSetClientDHParams()
    createdOf(server.receive(noon + 500_000, payloadOf(request)))
    const next = onDhGen(client, objectOf<dh_gen_retry>(server.confirm(noon + 500_000, 'retry')), env)
    if (!Array.isArray(next)) throw new Error('the client stopped')
    expect(server.receive(noon + 600_001, payloadOf(next[1]))).toEqual(notFound('UNKNOWN_EXCHANGE'))
  })

  test('is made a limited number of times on one connection', () => {
    const server = createServer(seededEnv(1), { exchangesMax: 3 })
    for (let turn = 0; turn < 3; turn++) {
      expect(
        server.receive(noon, payloadOf({ _: 'req_pq_multi', nonce: new Uint8Array(16).fill(turn) })).send,
      ).toBeDefined()
    }
    const fourth = payloadOf({ _: 'req_pq_multi', nonce: new Uint8Array(16).fill(9) })
    expect(server.receive(noon, fourth)).toEqual({ error: -429, reason: 'TOO_MANY_EXCHANGES' })
  })

  test('costs nothing when the host forbids it', () => {
    let allowed = false
    const { server, request } = atReqDHParams({ allowExchange: () => allowed })
    expect(server.receive(noon, payloadOf(request))).toEqual({ error: -429, reason: 'RATE_LIMITED' })
    allowed = true
    const other = atReqDHParams({ allowExchange: () => allowed })
    expect(other.server.receive(noon, payloadOf(other.request)).send).toBeDefined()
  })
})

describe('S3: the steps', () => {
  test('come in order', () => {
    const { server, client, request, env } = atReqDHParams()
    const { nonce, server_nonce } = client
    const early: SetClientDHParams = {
      _: 'set_client_DH_params',
      nonce,
      server_nonce,
      encrypted_data: env.crypto.random(336),
    }
    expect(server.receive(noon, payloadOf(early))).toEqual(notFound('WRONG_STEP'))
    expect(server.receive(noon, payloadOf(request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
  })

  test('are made once: another req_DH_params in the place of the last step ends the exchange', () => {
    const { server, client, request, env, answer } = atReqDHParams()
    server.receive(noon, payloadOf(request))
    const inner: PqInnerData = { ...client, _: 'p_q_inner_data_dc', pq: answer.pq, p: request.p, q: request.q, dc: 2 }
    const encrypted_data = rsaPadEncrypt(env.crypto, encodeObject(inner), publicKey)
    expect(server.receive(noon, payloadOf({ ...request, encrypted_data }))).toEqual(notFound('WRONG_STEP'))
  })

  test('a failed exchange stays failed, also for bytes that were right before', () => {
    const { server, client, request } = atSetClientDHParams()
    const wrong = { ...request, encrypted_data: flip(request.encrypted_data) }
    expect(server.receive(noon, payloadOf(wrong))).toEqual(notFound('ENCRYPTED_DATA'))
    expect(server.receive(noon, payloadOf(request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
    const first = atReqDHParams()
    first.server.receive(noon, payloadOf({ ...first.request, p: first.request.q }))
    expect(first.server.receive(noon, payloadOf(first.request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
    // A new exchange on the same connection, even with the same nonce, starts from the beginning.
    const again = objectOf<resPQ>(server.receive(noon, payloadOf({ _: 'req_pq_multi', nonce: client.nonce })).send)
    expect(toHex(again.server_nonce)).not.toBe(toHex(client.server_nonce))
  })

  test('a late request of another exchange does not disturb the one under way', () => {
    const { server, request } = atReqDHParams()
    expect(server.receive(noon, payloadOf({ ...request, nonce: flip(request.nonce) })).error).toBe(-404)
    expect(server.receive(noon, payloadOf(request)).send).toBeDefined()
  })
})

describe('S4: req_DH_params', () => {
  test.each([
    ['another p', (r: ReqDHParams) => ({ ...r, p: flip(r.p, 3) }), 'FACTORS'],
    ['another q', (r: ReqDHParams) => ({ ...r, q: flip(r.q, 3) }), 'FACTORS'],
    ['p and q exchanged', (r: ReqDHParams) => ({ ...r, p: r.q, q: r.p }), 'FACTORS'],
    ['1 and pq', (r: ReqDHParams, at: AtReqDHParams) => ({ ...r, p: Uint8Array.of(1), q: at.answer.pq }), 'FACTORS'],
    [
      'the fingerprint of another key',
      (r: ReqDHParams) => ({ ...r, public_key_fingerprint: r.public_key_fingerprint ^ 1n }),
      'FINGERPRINT',
    ],
  ])('with %s is refused', (_, mutate, reason) => {
    expect(verdictOnRequest(mutate)).toEqual(notFound(reason))
  })

  test.each([
    ['pq', (i: PqInnerData) => ({ ...i, pq: flip(i.pq, 7) })],
    ['p', (i: PqInnerData) => ({ ...i, p: flip(i.p) })],
    ['q', (i: PqInnerData) => ({ ...i, q: flip(i.q) })],
    ['nonce', (i: PqInnerData) => ({ ...i, nonce: flip(i.nonce) })],
    ['server_nonce', (i: PqInnerData) => ({ ...i, server_nonce: flip(i.server_nonce) })],
  ])('with another %s inside is refused', (_, mutate) => {
    expect(verdictOnInner(mutate)).toEqual(notFound('INNER_MISMATCH'))
  })

  test('is accepted when these tests change nothing', () => {
    expect(verdictOnInner(inner => inner).send).toBeDefined()
    expect(verdictOnRequest(request => request).send).toBeDefined()
  })
})

describe('S5: the RSA block', () => {
  const blockOf = (number: bigint): Uint8Array => bigintToBytes(number, 256)
  const modulus = bytesToBigint(publicKey.modulus)

  test.each([
    ['of 255 bytes', (r: ReqDHParams) => r.encrypted_data.slice(0, 255)],
    ['of 257 bytes', (r: ReqDHParams) => concatBytes(Uint8Array.of(0), r.encrypted_data)],
    ['that is empty', () => new Uint8Array(0)],
    ['that equals the modulus', () => publicKey.modulus],
    ['above the modulus', () => new Uint8Array(256).fill(0xff)],
    ['of zeros', () => new Uint8Array(256)],
    ['with one flipped bit', (r: ReqDHParams) => flip(r.encrypted_data, 128)],
    // Textbook RSA would let anybody turn E(x) into E(2x).
    ['multiplied by 2^e', (r: ReqDHParams) => blockOf((bytesToBigint(r.encrypted_data) * powTwo(modulus)) % modulus)],
    ['of the legacy scheme', () => hex(vectors.test_key.legacy_encrypted_data)],
    ['of another exchange', () => hex(vectors.test_key.encrypted_data)],
  ])('%s is refused like any other', (name, block) => {
    const reason = name === 'of another exchange' ? 'INNER_MISMATCH' : 'RSA'
    expect(verdictOnRequest(request => ({ ...request, encrypted_data: block(request) }))).toEqual(notFound(reason))
  })

  test('that holds another object is refused', () => {
    const { env, server, request } = atReqDHParams()
    const data = encodeObject({ _: 'req_pq_multi', nonce: request.nonce })
    const encrypted_data = rsaPadEncrypt(env.crypto, data, publicKey)
    expect(server.receive(noon, payloadOf({ ...request, encrypted_data }))).toEqual(notFound('INNER_DATA'))
  })
})

function powTwo(modulus: bigint): bigint {
  return bytesToBigint(nodeCrypto.modPow(Uint8Array.of(2), hex('010001'), bigintToBytes(modulus, 256)))
}

describe('S6: the dc', () => {
  const verdictOnDc = (dc: number) => verdictOnInner(inner => ({ ...inner, _: 'p_q_inner_data_dc', dc }))

  test.each([2, 10002])('%i is accepted by a host that serves it', dc => {
    expect(verdictOnDc(dc).send).toBeDefined()
  })

  test.each([0, 1, -2, -10002, 10001, 20002])('%i is refused with a code of its own', dc => {
    expect(verdictOnDc(dc)).toEqual({ error: -444, reason: 'DC' })
  })

  test('is reported with sign and offset, as the client believes', () => {
    for (const dc of [2, -4, 10003, -10002]) {
      const env = seededEnv(13)
      const server = createServer(env, { acceptsDc: () => true })
      const [start, asked] = requestPq({ keys: [publicKey], dc, expires_in: undefined }, env)
      const [second, request] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
      const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
      const [, last] = onServerDHParams(second, answer, env, noon)
      expect(createdOf(server.receive(noon, payloadOf(last))).dc).toBe(dc)
    }
  })
})

describe('S7: expires_in', () => {
  const verdictOnExpiry = (expires_in: number) =>
    verdictOnInner(inner => ({ ...inner, _: 'p_q_inner_data_temp_dc', dc: 2, expires_in }))

  test.each([0, -1, -2147483648, 172_801, 2147483647])('%i is refused', expires_in => {
    expect(verdictOnExpiry(expires_in)).toEqual(notFound('EXPIRES_IN'))
  })

  test.each([1, 86_400, 172_800])('%i is accepted', expires_in => {
    expect(verdictOnExpiry(expires_in).send).toBeDefined()
  })

  test('is kept from the moment the key is made', () => {
    const { env, server, client, request } = atReqDHParams({}, 86_400)
    const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
    const [next, last] = onServerDHParams(client, answer, env, noon)
    const created = createdOf(server.receive(noon + 2000, payloadOf(last)))
    expect(created.expires_at).toBe(noon / 1000 + 2 + 86_400)
    // The client never believes its key to live longer than the server does.
    expect(next.expires_at).toBe(noon / 1000 + 86_400)
  })
})

describe('S8: the client data', () => {
  test('are accepted when these tests change nothing', () => {
    expect(verdictOnClientData(inner => inner).created).toBeDefined()
  })

  test.each([0, 16, 335, 328])('cut to %i bytes are refused', length => {
    const { server, request } = atSetClientDHParams()
    const encrypted_data = request.encrypted_data.slice(0, length)
    expect(server.receive(noon, payloadOf({ ...request, encrypted_data }))).toEqual(notFound('ENCRYPTED_DATA'))
  })

  test('with another SHA-1 are refused', () => {
    expect(verdictOnClientData(inner => inner, { sha1: new Uint8Array(20) })).toEqual(notFound('ENCRYPTED_DATA'))
  })

  test('with 16 or more bytes behind the object are refused', () => {
    expect(verdictOnClientData(inner => inner, { extraBlocks: 1 })).toEqual(notFound('ENCRYPTED_DATA'))
  })

  test('with one flipped bit are refused, wherever it is', () => {
    for (const offset of [0, 19, 40, 200, 335]) {
      const { server, request } = atSetClientDHParams()
      const encrypted_data = flip(request.encrypted_data, offset)
      expect(server.receive(noon, payloadOf({ ...request, encrypted_data }))).toEqual(notFound('ENCRYPTED_DATA'))
    }
  })

  test('with other nonces are refused', () => {
    expect(verdictOnClientData(inner => ({ ...inner, nonce: flip(inner.nonce) }))).toEqual(notFound('INNER_MISMATCH'))
    expect(verdictOnClientData(inner => ({ ...inner, server_nonce: flip(inner.server_nonce) }))).toEqual(
      notFound('INNER_MISMATCH'),
    )
  })

  test('with a retry_id in the first attempt are refused', () => {
    expect(verdictOnClientData(inner => ({ ...inner, retry_id: 1n }))).toEqual(notFound('RETRY_ID'))
  })

  test('with a g_b of more than 256 bytes are refused', () => {
    const g_b = new Uint8Array(257).fill(1)
    expect(verdictOnClientData(inner => ({ ...inner, g_b }))).toEqual(notFound('ENCRYPTED_DATA'))
  })
})

describe('S9: g_b', () => {
  const prime = bytesToBigint(dhPrime)
  const margin = 1n << 1984n

  test.each([
    ['0', 0n],
    ['1', 1n],
    ['p - 1', prime - 1n],
    ['p', prime],
    ['2^1984 - 1', margin - 1n],
    ['p - 2^1984 + 1', prime - margin + 1n],
  ])('%s gets dh_gen_fail, with the hash of the key it would have made', (_, number) => {
    const { server, client } = atSetClientDHParams()
    const { nonce, server_nonce } = client
    const inner: client_DH_inner_data = {
      _: 'client_DH_inner_data',
      nonce,
      server_nonce,
      retry_id: 0n,
      g_b: bigintToBytes(number),
    }
    const encrypted_data = seal(encodeObject(inner), client.keys)
    const payload = payloadOf({ _: 'set_client_DH_params', nonce, server_nonce, encrypted_data })
    const step = server.receive(noon, payload)
    expect(step.created).toBeUndefined()
    const answer = objectOf<dh_gen_fail>(step.send)
    expect(answer._).toBe('dh_gen_fail')
    // Powers of 0 and 1 are known without the server's exponent.
    if (number < 2n) {
      const key = bigintToBytes(number, 256)
      const expected = newNonceHash(nodeCrypto, 3, client.new_nonce, nodeCrypto.sha1(key).subarray(0, 8))
      expect(toHex(answer.new_nonce_hash3)).toBe(toHex(expected))
    }
    expect(server.receive(noon, payload)).toEqual(step)
  })

  test('at the ends of its range is accepted', () => {
    expect(verdictOnClientData(inner => ({ ...inner, g_b: bigintToBytes(margin) })).created).toBeDefined()
    expect(verdictOnClientData(inner => ({ ...inner, g_b: bigintToBytes(prime - margin) })).created).toBeDefined()
  })
})

describe('S10: a key whose id is taken', () => {
  test('makes the client try again in the same exchange', () => {
    const { env, server, client, request } = atSetClientDHParams()
    const first = createdOf(server.receive(noon, payloadOf(request)))
    const retry = objectOf<dh_gen_retry>(server.confirm(noon, 'retry'))
    expect(retry._).toBe('dh_gen_retry')
    const next = onDhGen(client, retry, env)
    if (!Array.isArray(next)) throw new Error('the client stopped')
    const second = createdOf(server.receive(noon, payloadOf(next[1])))
    expect(second.authKey.auth_key_id).not.toBe(first.authKey.auth_key_id)
    const agreed = onDhGen(next[0], objectOf<dh_gen_ok>(server.confirm(noon, 'ok')), env)
    expect(agreed).toMatchObject({ server_salt: second.server_salt })
  })

  test('is not taken again without the retry_id of the attempt before', () => {
    const { server, client, request } = atSetClientDHParams()
    createdOf(server.receive(noon, payloadOf(request)))
    server.confirm(noon, 'retry')
    const { nonce, server_nonce } = client
    const g_b = nodeCrypto.modPow(Uint8Array.of(3), hex(vectors.b), dhPrime)
    const inner = encodeObject({ _: 'client_DH_inner_data', nonce, server_nonce, retry_id: 0n, g_b })
    const again: SetClientDHParams = {
      _: 'set_client_DH_params',
      nonce,
      server_nonce,
      encrypted_data: seal(inner, client.keys),
    }
    expect(server.receive(noon, payloadOf(again))).toEqual(notFound('RETRY_ID'))
  })

  test('is refused for good at the fifth attempt', () => {
    const { env, server, client, request } = atSetClientDHParams()
    let waiting = client
    let sent = request
    for (let attempt = 1; attempt <= 5; attempt++) {
      createdOf(server.receive(noon, payloadOf(sent)))
      const answer = objectOf<dh_gen_retry | dh_gen_fail>(server.confirm(noon, 'retry'))
      expect(answer._).toBe(attempt < 5 ? 'dh_gen_retry' : 'dh_gen_fail')
      if (answer._ === 'dh_gen_fail') return
      const next = onDhGen(waiting, answer, env)
      if (!Array.isArray(next)) throw new Error('the client stopped')
      ;[waiting, sent] = next
    }
  })

  test('is one with the id 0 too, without asking the host', () => {
    const env = seededEnv(11)
    // A SHA-1 that gives nothing but zeros for the one thing that has 256 bytes: the key.
    const sha1 = (...parts: readonly Uint8Array[]): Uint8Array =>
      parts[0]?.length === 256 ? new Uint8Array(20) : nodeCrypto.sha1(...parts)
    const zeroEnv: CryptoEnv = { crypto: { ...env.crypto, sha1 } }
    const server = createServer(zeroEnv)
    const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: undefined }, env)
    const [second, request] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
    const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
    const [, last] = onServerDHParams(second, answer, env, noon)
    const step = server.receive(noon, payloadOf(last))
    expect(step.created).toBeUndefined()
    expect(objectOf<dh_gen_retry>(step.send)._).toBe('dh_gen_retry')
  })

  test('refused by the host gets a dh_gen_fail that the client can verify', () => {
    const { env, server, client, request } = atSetClientDHParams()
    server.receive(noon, payloadOf(request))
    const answer = objectOf<dh_gen_fail>(server.confirm(noon, 'fail'))
    expect(() => onDhGen(client, answer, env)).toThrow('[EXCHANGE_REFUSED]')
  })
})

describe('S11: the secret exponent', () => {
  test('is drawn anew for each exchange and wiped after it', () => {
    const exponents: Uint8Array[] = []
    const seeded = seededEnv(11)
    const modPow = (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array => {
      exponents.push(exponent)
      return nodeCrypto.modPow(base, exponent, modulus)
    }
    const server = createServer({ crypto: { ...seeded.crypto, modPow } }, { exponentBytes: 32 })
    const drawn = new Set<string>()
    for (let turn = 0; turn < 3; turn++) {
      const env = seededEnv(20 + turn)
      const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: undefined }, env)
      const [second, request] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
      const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
      const a = exponents.at(-1) ?? new Uint8Array(0)
      expect(a).toHaveLength(32)
      drawn.add(toHex(a))
      const [, last] = onServerDHParams(second, answer, env, noon)
      server.receive(noon, payloadOf(last))
      expect(exponents.at(-1)).toBe(a)
      if (turn === 0) server.confirm(noon, 'ok')
      if (turn === 1) server.confirm(noon, 'fail')
      // The third exchange fails at a repeated step, with its key waiting and then refused.
      if (turn === 2) server.confirm(noon, 'fail')
      expect(a.every(byte => byte === 0)).toBe(true)
    }
    expect(drawn.size).toBe(3)
  })

  test('is wiped when the exchange fails or is replaced', () => {
    for (const end of ['fails', 'is replaced'] as const) {
      const exponents: Uint8Array[] = []
      const seeded = seededEnv(11)
      const modPow = (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array => {
        exponents.push(exponent)
        return nodeCrypto.modPow(base, exponent, modulus)
      }
      const server = createServer({ crypto: { ...seeded.crypto, modPow } })
      const env = seededEnv(30)
      const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: undefined }, env)
      const [second, request] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
      server.receive(noon, payloadOf(request))
      const a = exponents.at(-1)
      const { nonce, server_nonce } = second
      const garbage: SetClientDHParams = {
        _: 'set_client_DH_params',
        nonce,
        server_nonce,
        encrypted_data: new Uint8Array(48),
      }
      server.receive(noon, payloadOf(end === 'fails' ? garbage : { _: 'req_pq_multi', nonce: new Uint8Array(16) }))
      expect(a?.every(byte => byte === 0)).toBe(true)
    }
  })
})

describe('S12: the same bytes', () => {
  test('get the same answer at every step, without a new state, also after the end', () => {
    const env = seededEnv(14)
    let draws = 0
    const random = (length: number): Uint8Array => {
      draws++
      return env.crypto.random(length)
    }
    const server = createServer({ crypto: { ...env.crypto, random } })
    const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: undefined }, env)
    const first = payloadOf(asked)
    const firstStep = server.receive(noon, first)
    const [second, request] = onResPQ(start, objectOf<resPQ>(firstStep.send), env)
    const drawsBefore = draws
    expect(server.receive(noon + 1, first)).toEqual(firstStep)
    const middle = payloadOf(request)
    const middleStep = server.receive(noon + 2, middle)
    const drawsAfter = draws
    expect(drawsAfter).toBeGreaterThan(drawsBefore)
    expect(server.receive(noon + 3, middle)).toEqual(middleStep)
    const [, sent] = onServerDHParams(second, objectOf<server_DH_params_ok>(middleStep.send), env, noon)
    const last = payloadOf(sent)
    expect(server.receive(noon + 4, last).created).toBeDefined()
    // Nothing yet: the host has not said that the key is stored.
    expect(server.receive(noon + 5, last)).toEqual({})
    const confirmed = server.confirm(noon + 6, 'ok')
    for (const [payload, send] of [
      [first, firstStep.send],
      [middle, middleStep.send],
      [last, confirmed],
    ] as const) {
      expect(server.receive(noon + 599_000, payload)).toEqual({ send })
    }
    expect(draws).toBe(drawsAfter)
    expect(server.receive(noon + 600_007, last)).toEqual(notFound('UNKNOWN_EXCHANGE'))
  })

  test('are recognised whatever their msg_id and the bytes behind the object', () => {
    const server = createServer(seededEnv(1))
    const object = encodeObject({ _: 'req_pq_multi', nonce: hex(vectors.nonce) })
    const padded = concatBytes(object, new Uint8Array(16).fill(3))
    const step = server.receive(noon, encodePlainMessage(4n, object))
    expect(server.receive(noon, encodePlainMessage(400n, padded))).toEqual(step)
  })
})

describe('several exchanges on one connection', () => {
  const run = (server: ServerExchange, env: CryptoEnv, expires_in?: number) => {
    const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in }, env)
    const [second, request] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
    const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(request)).send)
    const [third, last] = onServerDHParams(second, answer, env, noon)
    const created = createdOf(server.receive(noon, payloadOf(last)))
    return { created, agreed: onDhGen(third, objectOf<dh_gen_ok>(server.confirm(noon, 'ok')), env) }
  }

  test('follow one another: a permanent key, then a temporary one', () => {
    const server = createServer(seededEnv(15))
    const permanent = run(server, seededEnv(16))
    const temporary = run(server, seededEnv(17), 86_400)
    expect(permanent.created.expires_at).toBeUndefined()
    expect(temporary.created.expires_at).toBe(noon / 1000 + 86_400)
    expect(temporary.created.authKey.auth_key_id).not.toBe(permanent.created.authKey.auth_key_id)
  })

  test('may be begun and left: stray req_pq_multi before the real one are no error', () => {
    const server = createServer(seededEnv(15))
    for (let stray = 0; stray < 3; stray++) {
      expect(
        server.receive(noon, payloadOf({ _: 'req_pq_multi', nonce: new Uint8Array(16).fill(stray) })).send,
      ).toBeDefined()
    }
    expect(run(server, seededEnv(16)).agreed).toBeDefined()
  })

  test('a new req_pq replaces the one under way', () => {
    const { server, request } = atReqDHParams()
    server.receive(noon, payloadOf({ _: 'req_pq', nonce: new Uint8Array(16).fill(1) }))
    expect(server.receive(noon, payloadOf(request))).toEqual(notFound('UNKNOWN_EXCHANGE'))
    expect(run(server, seededEnv(16)).agreed).toBeDefined()
  })

  test('overlap while the host stores a key: the first is confirmed although the second has begun', () => {
    const { env, server, client, request } = atSetClientDHParams()
    server.receive(noon, payloadOf(request))
    expect(server.isPending).toBe(true)
    const otherEnv = seededEnv(18)
    const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: 60 }, otherEnv)
    const [second, asked2] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), otherEnv)
    expect(onDhGen(client, objectOf<dh_gen_ok>(server.confirm(noon, 'ok')), env)).toMatchObject({
      expires_at: undefined,
    })
    const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(asked2)).send)
    const [third, last] = onServerDHParams(second, answer, otherEnv, noon)
    expect(createdOf(server.receive(noon, payloadOf(last))).expires_at).toBe(noon / 1000 + 60)
    expect(onDhGen(third, objectOf<dh_gen_ok>(server.confirm(noon, 'ok')), otherEnv)).toMatchObject({
      expires_at: noon / 1000 + 60,
    })
  })

  test('a retry that comes when its exchange was replaced becomes a refusal', () => {
    const { server, request } = atSetClientDHParams()
    server.receive(noon, payloadOf(request))
    server.receive(noon, payloadOf({ _: 'req_pq_multi', nonce: new Uint8Array(16) }))
    expect(objectOf<dh_gen_fail>(server.confirm(noon, 'retry'))._).toBe('dh_gen_fail')
  })

  test('a second key while one waits for the host is refused', () => {
    const { server, request } = atSetClientDHParams()
    server.receive(noon, payloadOf(request))
    const env = seededEnv(19)
    const [start, asked] = requestPq({ keys: [publicKey], dc: 2, expires_in: undefined }, env)
    const [second, asked2] = onResPQ(start, objectOf<resPQ>(server.receive(noon, payloadOf(asked)).send), env)
    const answer = objectOf<server_DH_params_ok>(server.receive(noon, payloadOf(asked2)).send)
    const [, last] = onServerDHParams(second, answer, env, noon)
    expect(server.receive(noon, payloadOf(last))).toEqual({ error: -429, reason: 'KEY_PENDING' })
    expect(server.confirm(noon, 'ok')).toBeDefined()
  })
})

describe('the host', () => {
  test('confirms only what was created', () => {
    expect(() => createServer(seededEnv(1)).confirm(noon, 'ok')).toThrow(UsageError)
  })

  test('needs a key', () => {
    expect(() => new ServerExchange(seededEnv(1), { keys: [], acceptsDc: rules.acceptsDc })).toThrow('[KEYS_MISSING]')
  })
})

test('nothing a client sends in the clear makes the server throw', () => {
  const { server, request } = atReqDHParams()
  const genuine = payloadOf(request)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 120 }).map(data => encodePlainMessage(4n, data)),
        fc.uint8Array({ maxLength: 60 }),
        fc.tuple(fc.nat(genuine.length - 1), fc.nat(255)).map(([offset, value]) => {
          const mutated = Uint8Array.from(genuine)
          mutated[offset] = value
          return mutated
        }),
      ),
      payload => {
        const step = server.receive(noon, payload)
        if (step.error !== undefined) expect(step).toEqual({ error: step.error, reason: anyReason })
      },
    ),
    { numRuns: 300 },
  )
})
