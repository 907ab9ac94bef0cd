import { AuthKey, bigintToBytes, bytesToBigint, dhPrime, firstSalt, RsaPublicKey, toHex } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { dh_gen_ok, resPQ, server_DH_inner_data, server_DH_params_ok } from '@chappe/schema/mtproto'
import { describe, expect, test } from 'vitest'
import { flip, noon, objectOf, payloadOf, privateKey, rules, seal, vectors } from '../../test/support/exchange.ts'
import { hex } from '../../test/support/hex.ts'
import { scriptedEnv, seededEnv } from '../../test/support/scripted-crypto.ts'
import type { CryptoEnv } from '../env.ts'
import { ProtocolError, SecurityError, UsageError } from '../errors.ts'
import { encodePlainMessage } from '../message/plain-message.ts'
import { startClientExchange } from './client-driver.ts'
import type { ExpectDhGen, ExpectResPQ, ExpectServerDHParams } from './client-exchange.ts'
import { onDhGen, onResPQ, onServerDHParams, requestPq } from './client-exchange.ts'
import type { ReqDHParams, ReqPq, SetClientDHParams } from './handshake-objects.ts'
import { encodeObject } from './handshake-objects.ts'
import { createPqPool } from './pq-pool.ts'
import type { ExpectSetClientDHParams } from './server-exchange.ts'
import { onCollision, onRefused, onReqDHParams, onReqPq, onSetClientDHParams, onStored } from './server-exchange.ts'

const publicKey = privateKey.publicKey
const request = { keys: [publicKey], dc: 2, expires_in: undefined }

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof SecurityError || error instanceof ProtocolError || error instanceof UsageError) {
      return `${error.name} ${error.code}`
    }
    throw error
  }
  return 'accepted'
}

/** The client waits for `resPQ`, and a genuine one is there. */
function atResPQ(env: CryptoEnv): { state: ExpectResPQ; answer: resPQ; server: ReturnType<typeof onReqPq>[0] } {
  const [state, asked] = requestPq(request, env)
  const [server, answer] = onReqPq(asked, createPqPool(env).take(), rules, env)
  return { state, answer, server }
}

/** The client waits for `server_DH_params_ok`, and a genuine one is there. */
function atServerDHParams(env: CryptoEnv): {
  state: ExpectServerDHParams
  answer: server_DH_params_ok
  server: ExpectSetClientDHParams
} {
  const before = atResPQ(env)
  const [state, asked] = onResPQ(before.state, before.answer, env)
  const [server, answer] = onReqDHParams(before.server, asked, rules, env, noon)
  return { state, answer, server }
}

/** The client waits for the word on its key. */
function atDhGen(env: CryptoEnv): { state: ExpectDhGen; sent: SetClientDHParams; server: ExpectSetClientDHParams } {
  const before = atServerDHParams(env)
  const [state, sent] = onServerDHParams(before.state, before.answer, env, noon)
  return { state, sent, server: before.server }
}

function outcomeOf(server: ExpectSetClientDHParams, sent: SetClientDHParams, env: CryptoEnv) {
  const next = onSetClientDHParams(server, sent, env, noon)
  if (Array.isArray(next) || !('at' in next)) throw new Error('no key was created')
  return next
}

describe('onResPQ', () => {
  const env = seededEnv(2)
  const verdictOn = (mutate: (answer: resPQ) => Partial<resPQ>): string => {
    const { state, answer } = atResPQ(env)
    return codeOf(() => onResPQ(state, { ...answer, ...mutate(answer) }, env))
  }

  test('accepts a genuine answer', () => {
    expect(verdictOn(() => ({}))).toBe('accepted')
  })

  test('C2: refuses another nonce', () => {
    expect(verdictOn(({ nonce }) => ({ nonce: flip(nonce, 15) }))).toBe('SecurityError NONCE_MISMATCH')
  })

  test('C3: refuses a server none of whose keys it knows', () => {
    const unknown = { server_public_key_fingerprints: [publicKey.fingerprint ^ 1n, 0n] }
    expect(verdictOn(() => unknown)).toBe('SecurityError FINGERPRINT_UNKNOWN')
    expect(verdictOn(() => ({ server_public_key_fingerprints: [] }))).toBe('SecurityError FINGERPRINT_UNKNOWN')
  })

  test('takes the first key it knows among several fingerprints', () => {
    const { state, answer } = atResPQ(env)
    const offered = { ...answer, server_public_key_fingerprints: [5n, 6n, publicKey.fingerprint, 7n] }
    expect(onResPQ(state, offered, env)[1].public_key_fingerprint).toBe(publicKey.fingerprint)
  })

  test.each([
    ['nothing', ''],
    ['zero', '00'],
    ['one', '01'],
    ['a prime', '5a300d4b'],
    ['the square of a prime', toHex(bigintToBytes(1513098571n ** 2n))],
    ['2^63', '8000000000000000'],
    ['the product of two primes of 32 bits, above 2^63', toHex(bigintToBytes(4294967291n * 4294967279n))],
    ['a number of nine bytes', '0156595edb77667970'],
    ['written with a zero in front', `00${vectors.pq}`],
  ])('C4: refuses pq that is %s', (_, pq) => {
    expect(verdictOn(() => ({ pq: hex(pq) }))).toBe('SecurityError PQ_INVALID')
  })

  test('sends p below q, each as short as it can be', () => {
    const { state, answer } = atResPQ(env)
    const [, sent] = onResPQ(state, { ...answer, pq: hex(vectors.pq) }, env)
    expect(toHex(sent.p)).toBe(vectors.p)
    expect(toHex(sent.q)).toBe(vectors.q)
  })
})

describe('onServerDHParams', () => {
  const env = seededEnv(3)
  const genuine = (): server_DH_inner_data & {
    readonly state: ExpectServerDHParams
    readonly server: ExpectSetClientDHParams
  } => {
    const { state, server } = atServerDHParams(env)
    return {
      _: 'server_DH_inner_data',
      nonce: state.nonce,
      server_nonce: state.server_nonce,
      g: 3,
      dh_prime: dhPrime,
      g_a: nodeCrypto.modPow(Uint8Array.of(3), server.a, dhPrime),
      server_time: noon / 1000,
      state,
      server,
    }
  }
  const verdictOnInner = (mutate: (inner: server_DH_inner_data) => Partial<server_DH_inner_data>): string => {
    const { state, server, ...inner } = genuine()
    const encrypted_answer = seal(encodeObject({ ...inner, ...mutate(inner) }), server.keys)
    const { nonce, server_nonce } = state
    return codeOf(() =>
      onServerDHParams(state, { _: 'server_DH_params_ok', nonce, server_nonce, encrypted_answer }, env, noon),
    )
  }
  const verdictOn = (mutate: (answer: server_DH_params_ok) => Partial<server_DH_params_ok>): string => {
    const { state, answer } = atServerDHParams(env)
    return codeOf(() => onServerDHParams(state, { ...answer, ...mutate(answer) }, env, noon))
  }
  const verdictOnSealed = (broken: { sha1?: Uint8Array; extraBlocks?: number }): string => {
    const { state, server, ...inner } = genuine()
    const encrypted_answer = seal(encodeObject(inner), server.keys, broken)
    const { nonce, server_nonce } = state
    return codeOf(() =>
      onServerDHParams(state, { _: 'server_DH_params_ok', nonce, server_nonce, encrypted_answer }, env, noon),
    )
  }

  test('accepts a genuine answer, also one made by the helpers of these tests', () => {
    expect(verdictOn(() => ({}))).toBe('accepted')
    expect(verdictOnInner(() => ({}))).toBe('accepted')
    expect(verdictOnSealed({})).toBe('accepted')
  })

  test('C5: refuses other nonces', () => {
    expect(verdictOn(({ nonce }) => ({ nonce: flip(nonce) }))).toBe('SecurityError NONCE_MISMATCH')
    expect(verdictOn(({ server_nonce }) => ({ server_nonce: flip(server_nonce) }))).toBe(
      'SecurityError SERVER_NONCE_MISMATCH',
    )
  })

  test('C6: refuses lengths that cannot hold an answer', () => {
    for (const length of [0, 16, 20, 591, 588]) {
      const cut = verdictOn(({ encrypted_answer }) => ({ encrypted_answer: encrypted_answer.slice(0, length) }))
      expect(cut).toBe('SecurityError ANSWER_LENGTH')
    }
  })

  test('C7: refuses an answer whose SHA-1 is that of something else', () => {
    expect(verdictOnSealed({ sha1: new Uint8Array(20) })).toBe('SecurityError ANSWER_HASH_MISMATCH')
    const { server, state, ...inner } = genuine()
    const sha1 = nodeCrypto.sha1(encodeObject({ ...inner, server_time: inner.server_time + 1 }))
    expect(server.keys).not.toBe(state)
    expect(verdictOnSealed({ sha1 })).toBe('SecurityError ANSWER_HASH_MISMATCH')
  })

  test('C7: refuses a ciphertext with one flipped bit, wherever it is', () => {
    for (const offset of [0, 19, 21, 64, 300, 591]) {
      const verdict = verdictOn(({ encrypted_answer }) => ({ encrypted_answer: flip(encrypted_answer, offset) }))
      expect(verdict).toMatch(/^SecurityError ANSWER_(HASH_MISMATCH|UNREADABLE)$/)
    }
  })

  test('C8: refuses 16 or more bytes behind the object', () => {
    expect(verdictOnSealed({ extraBlocks: 1 })).toBe('SecurityError ANSWER_PADDING')
    // With this g_a the object ends where a block ends, so that exactly 16 bytes are too many.
    const { state, server, ...inner } = genuine()
    const data = encodeObject({ ...inner, g_a: bigintToBytes(1n << 1984n) })
    const { nonce, server_nonce } = state
    const verdicts = [0, 1].map(extraBlocks => {
      const encrypted_answer = seal(data, server.keys, { extraBlocks })
      const answer: server_DH_params_ok = { _: 'server_DH_params_ok', nonce, server_nonce, encrypted_answer }
      return codeOf(() => onServerDHParams(state, answer, env, noon))
    })
    expect(verdicts).toEqual(['accepted', 'SecurityError ANSWER_PADDING'])
  })

  test('C9: refuses other nonces inside', () => {
    expect(verdictOnInner(({ nonce }) => ({ nonce: flip(nonce) }))).toBe('SecurityError NONCE_MISMATCH')
    expect(verdictOnInner(({ server_nonce }) => ({ server_nonce: flip(server_nonce) }))).toBe(
      'SecurityError SERVER_NONCE_MISMATCH',
    )
  })

  const prime = bytesToBigint(dhPrime)
  test.each([
    // Each keeps the residue that g = 3 needs, so that only the prime is at fault.
    ['has 2049 bits', bigintToBytes(prime + 3n * 2n ** 2048n)],
    ['has 2047 bits', bigintToBytes(prime - 3n * 2n ** 2046n, 256)],
    ['is not prime', bigintToBytes(prime + 6n)],
    ['is empty', new Uint8Array(0)],
  ])('C10: refuses a group whose prime %s', (_, dh_prime) => {
    expect(verdictOnInner(() => ({ dh_prime }))).toBe('SecurityError DH_PRIME_INVALID')
  })

  test('C10: refuses a prime p for which (p - 1) / 2 is not prime', () => {
    // A prime of 2048 bits next to the known one, found by search.
    let candidate = prime
    do candidate += 6n
    while (!nodeCrypto.isProbablePrime(bigintToBytes(candidate)))
    expect(verdictOnInner(() => ({ dh_prime: bigintToBytes(candidate) }))).toBe('SecurityError DH_PRIME_INVALID')
  })

  test.each([-1, 0, 1, 2, 5, 6, 8, 1000])('C11: refuses the generator %i with the known prime', g => {
    expect(verdictOnInner(() => ({ g }))).toBe('SecurityError DH_GENERATOR_INVALID')
  })

  test.each([3, 4, 7])('C11: accepts the generator %i with the known prime', g => {
    expect(verdictOnInner(() => ({ g }))).toBe('accepted')
  })

  const margin = 1n << 1984n
  test.each([
    ['C12', '0', 0n],
    ['C12', '1', 1n],
    ['C12', 'p - 1', prime - 1n],
    ['C12', 'p', prime],
    ['C12', 'p + 2^1985', prime + 2n * margin],
    ['C13', '2^1984 - 1', margin - 1n],
    ['C13', 'p - 2^1984 + 1', prime - margin + 1n],
  ])('%s: refuses g_a = %s', (_check, _name, g_a) => {
    expect(verdictOnInner(() => ({ g_a: bigintToBytes(g_a) }))).toBe('SecurityError DH_VALUE_OUT_OF_RANGE')
  })

  test('C13: accepts the ends of the range, and a g_a with its leading zeros left away or put in front', () => {
    expect(verdictOnInner(() => ({ g_a: bigintToBytes(margin) }))).toBe('accepted')
    expect(verdictOnInner(() => ({ g_a: bigintToBytes(prime - margin) }))).toBe('accepted')
    expect(verdictOnInner(() => ({ g_a: bigintToBytes(margin, 300) }))).toBe('accepted')
  })

  test('C13: draws another b when its own g_b is too small', () => {
    const { state, answer } = atServerDHParams(env)
    const weak = bigintToBytes(5n, 256)
    const strong = hex(vectors.b)
    const [next] = onServerDHParams(state, answer, scriptedEnv([weak, strong]), noon)
    const expected = nodeCrypto.modPow(next.group.g_a, strong, dhPrime)
    expect(toHex(next.unconfirmedKey.expose())).toBe(toHex(expected))
    const broken = { crypto: { ...env.crypto, random: (length: number) => new Uint8Array(length) } }
    expect(codeOf(() => onServerDHParams(state, answer, broken, noon))).toBe('UsageError RANDOM_BROKEN')
  })

  test('refuses another object in the place of the inner data', () => {
    const { state, server } = genuine()
    const { nonce, server_nonce } = state
    const data = encodeObject({ _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: new Uint8Array(16) })
    const answer: server_DH_params_ok = {
      _: 'server_DH_params_ok',
      nonce,
      server_nonce,
      encrypted_answer: seal(data, server.keys),
    }
    expect(codeOf(() => onServerDHParams(state, answer, env, noon))).toBe('SecurityError ANSWER_UNREADABLE')
  })

  test('ends with the old server_DH_params_fail', () => {
    const { state } = genuine()
    const { nonce, server_nonce } = state
    const answer = { _: 'server_DH_params_fail', nonce, server_nonce, new_nonce_hash: new Uint8Array(16) } as const
    expect(codeOf(() => onServerDHParams(state, answer, env, noon))).toBe('ProtocolError EXCHANGE_REFUSED')
  })

  test('learns the offset of its clock', () => {
    const { state, answer } = atServerDHParams(env)
    expect(onServerDHParams(state, answer, env, noon - 3_600_250)[0].timeOffsetMs).toBe(3_600_250)
  })
})

describe('leading zeros', () => {
  const zeros = vectors['leading_zeros'] as Readonly<Record<string, string>>
  const bytes = (name: string): Uint8Array => hex(zeros[name] ?? '')

  test('C14: a key is padded to 256 bytes before anything is made of it, on both sides', () => {
    const nonce = new Uint8Array(16)
    const [server_nonce, new_nonce] = [bytes('server_nonce'), bytes('new_nonce')]
    const env = scriptedEnv([bytes('a'), bytes('b')])
    const g_a = nodeCrypto.modPow(Uint8Array.of(3), bytes('a'), dhPrime)
    expect(toHex(nodeCrypto.sha256(g_a))).toBe(zeros['g_a_sha256'])
    const keys = { tmp_aes_key: bytes('tmp_aes_key'), tmp_aes_iv: bytes('tmp_aes_iv') }
    const inner = encodeObject({
      _: 'server_DH_inner_data',
      nonce,
      server_nonce,
      g: 3,
      dh_prime: dhPrime,
      g_a,
      server_time: 1,
    })
    const answer: server_DH_params_ok = {
      _: 'server_DH_params_ok',
      nonce,
      server_nonce,
      encrypted_answer: seal(inner, keys),
    }
    const waiting: ExpectServerDHParams = {
      at: 'server_DH_params',
      nonce,
      server_nonce,
      new_nonce,
      expires_in: undefined,
    }
    const clientEnv = scriptedEnv([bytes('b')])
    const [client, sent] = onServerDHParams(waiting, answer, clientEnv, noon)

    const server: ExpectSetClientDHParams = {
      at: 'set_client_DH_params',
      nonce,
      server_nonce,
      new_nonce,
      keys,
      a: bytes('a'),
      dc: 2,
      expires_in: undefined,
      retry_id: 0n,
      attempt: 1,
    }
    const { created } = outcomeOf(server, sent, env)
    for (const key of [client.unconfirmedKey, created.authKey]) {
      expect(key.expose()).toHaveLength(256)
      expect(toHex(key.expose().subarray(0, 16))).toBe(zeros['auth_key_start'])
      expect(`${toHex(key.aux_hash)}/${toHex(key.auth_key_id_bytes)}`).toBe(
        `${zeros['auth_key_sha1']?.slice(0, 16)}/${zeros['auth_key_sha1']?.slice(24)}`,
      )
    }
    const salt = new Uint8Array(8)
    new DataView(salt.buffer).setBigInt64(0, firstSalt(new_nonce, server_nonce), true)
    expect(toHex(salt)).toBe(zeros['first_salt'])
  })
})

describe('onDhGen', () => {
  const env = seededEnv(4)
  const stored = (): { state: ExpectDhGen; answer: dh_gen_ok } => {
    const { state, sent, server } = atDhGen(env)
    return { state, answer: onStored(outcomeOf(server, sent, env), env) }
  }

  test('gives the key after a genuine dh_gen_ok', () => {
    const { state, answer } = stored()
    const agreed = onDhGen(state, answer, env)
    expect(agreed).toMatchObject({ authKey: state.unconfirmedKey, expires_at: undefined, timeOffsetMs: 0 })
  })

  test('C15: refuses other nonces', () => {
    const { state, answer } = stored()
    expect(codeOf(() => onDhGen(state, { ...answer, nonce: flip(answer.nonce) }, env))).toBe(
      'SecurityError NONCE_MISMATCH',
    )
    expect(codeOf(() => onDhGen(state, { ...answer, server_nonce: flip(answer.server_nonce) }, env))).toBe(
      'SecurityError SERVER_NONCE_MISMATCH',
    )
  })

  test('C15: refuses a wrong hash in each of the three answers', () => {
    const { state, sent, server } = atDhGen(env)
    const outcome = outcomeOf(server, sent, env)
    const { nonce, server_nonce } = state
    const hash1 = onStored(outcome, env).new_nonce_hash1
    const hash3 = onRefused(outcome, env).new_nonce_hash3
    const wrong = 'SecurityError NEW_NONCE_HASH_MISMATCH'
    expect(
      codeOf(() => onDhGen(state, { _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: flip(hash1) }, env)),
    ).toBe(wrong)
    // The number of the hash has to be that of the constructor.
    expect(codeOf(() => onDhGen(state, { _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: hash3 }, env))).toBe(
      wrong,
    )
    expect(codeOf(() => onDhGen(state, { _: 'dh_gen_retry', nonce, server_nonce, new_nonce_hash2: hash1 }, env))).toBe(
      wrong,
    )
    expect(codeOf(() => onDhGen(state, { _: 'dh_gen_fail', nonce, server_nonce, new_nonce_hash3: hash1 }, env))).toBe(
      wrong,
    )
    expect(codeOf(() => onDhGen(state, onRefused(outcome, env), env))).toBe('ProtocolError EXCHANGE_REFUSED')
  })

  test('C15: refuses the confirmation of another key', () => {
    const { state, answer } = stored()
    const otherKey = AuthKey.from(flip(state.unconfirmedKey.expose(), 200), env.crypto)
    expect(codeOf(() => onDhGen({ ...state, unconfirmedKey: otherKey }, answer, env))).toBe(
      'SecurityError NEW_NONCE_HASH_MISMATCH',
    )
  })

  test('C16: tries again with another b when asked, but not for ever', () => {
    let { state, sent, server } = atDhGen(env)
    for (let attempt = 1; attempt < 5; attempt++) {
      const outcome = outcomeOf(server, sent, env)
      const collision = onCollision(outcome, env)
      if (!Array.isArray(collision)) throw new Error('the server gave up')
      const idBefore = state.unconfirmedKey.auth_key_id
      const next = onDhGen(state, collision[1], env)
      if (!Array.isArray(next)) throw new Error('the client stopped')
      ;[state, sent] = next
      server = collision[0]
      expect(state.unconfirmedKey.auth_key_id).not.toBe(idBefore)
    }
    const fifth = outcomeOf(server, sent, env)
    // The server stops at the fifth attempt too, so the client is shown a retry that a server may not send.
    expect(onCollision(fifth, env)).toMatchObject({ _: 'dh_gen_fail' })
    const again = onCollision({ ...fifth, exchange: { ...fifth.exchange, attempt: 1 } }, env)
    if (!Array.isArray(again)) throw new Error('no retry')
    expect(codeOf(() => onDhGen(state, again[1], env))).toBe('SecurityError DH_RETRIES_EXHAUSTED')
    expect(onDhGen(state, onStored(fifth, env), env)).toMatchObject({ authKey: state.unconfirmedKey })
  })
})

describe('the driver of a client', () => {
  const env = seededEnv(5)
  const start = (options: { expires_in?: number; stepTimeoutMs?: number } = {}) =>
    startClientExchange(env, { keys: [publicKey], dc: 2, now: noon, ...options })
  const answerTo = (nonce: Uint8Array): resPQ =>
    onReqPq({ _: 'req_pq_multi', nonce }, createPqPool(env).take(), rules, env)[1]
  const nonceOf = (message: Uint8Array): Uint8Array => message.subarray(24, 40)

  test('C17: has no key to give away before the last answer was verified', () => {
    const exchange = start()
    const [server, resPQ] = onReqPq(objectOf<ReqPq>(exchange.message), createPqPool(env).take(), rules, env)
    const first = exchange.receive(noon, payloadOf(resPQ))
    const [next, answer] = onReqDHParams(server, objectOf<ReqDHParams>(first.send), rules, env, noon)
    const second = exchange.receive(noon, payloadOf(answer))
    for (const step of [first, second]) expect(Object.keys(step)).toEqual(['send'])
    const outcome = outcomeOf(next, objectOf<SetClientDHParams>(second.send), env)
    const third = exchange.receive(noon, payloadOf(onStored(outcome, env)))
    expect(third.done?.authKey.auth_key_id).toBe(outcome.created.authKey.auth_key_id)
  })

  test('C18: refuses every message but the one it waits for', () => {
    const { state, sent, server } = atDhGen(env)
    const others = [
      payloadOf({ ...answerTo(state.nonce), _: 'resPQ' }),
      payloadOf(onStored(outcomeOf(server, sent, env), env)),
      payloadOf(sent),
      encodePlainMessage(1n, hex('c573773400000040523dc5658877665544332211')), // pong
      encodePlainMessage(1n, hex('016d5cf300000040523dc565b5757299')), // rpc_result
      encodePlainMessage(1n, hex('b5757299')), // boolTrue
      encodePlainMessage(1n, hex('00000000')),
      encodePlainMessage(1n, new Uint8Array(0)),
    ]
    for (const payload of others.slice(1)) {
      expect(codeOf(() => start().receive(noon, payload))).toBe('ProtocolError UNEXPECTED_MESSAGE')
    }
    const exchange = start()
    exchange.receive(noon, payloadOf(answerTo(nonceOf(exchange.message))))
    expect(codeOf(() => exchange.receive(noon, others[0] ?? new Uint8Array(0)))).toBe(
      'ProtocolError UNEXPECTED_MESSAGE',
    )
  })

  test('C18: refuses encrypted messages', () => {
    const encrypted = new Uint8Array(56).fill(7)
    expect(codeOf(() => start().receive(noon, encrypted))).toBe('ProtocolError NOT_PLAIN')
  })

  test('C19: gives every answer a time limit', () => {
    const exchange = start({ stepTimeoutMs: 5000 })
    expect(exchange.deadline).toBe(noon + 5000)
    const answer = payloadOf(answerTo(nonceOf(exchange.message)))
    exchange.receive(noon + 5000, answer)
    expect(exchange.deadline).toBe(noon + 10_000)
    const late = start({ stepTimeoutMs: 5000 })
    const lateAnswer = payloadOf(answerTo(nonceOf(late.message)))
    expect(codeOf(() => late.receive(noon + 5001, lateAnswer))).toBe('ProtocolError EXCHANGE_TIMED_OUT')
  })

  test('is over after the first error', () => {
    const exchange = start()
    const answer = answerTo(nonceOf(exchange.message))
    expect(codeOf(() => exchange.receive(noon, payloadOf({ ...answer, nonce: flip(answer.nonce) })))).toBe(
      'SecurityError NONCE_MISMATCH',
    )
    expect(codeOf(() => exchange.receive(noon, payloadOf(answer)))).toBe('ProtocolError UNEXPECTED_MESSAGE')
  })

  test.each(['an error', 'the key'] as const)('wipes its secrets after %s', end => {
    const drawn: Uint8Array[] = []
    const seeded = seededEnv(8)
    const random = (length: number): Uint8Array => {
      const bytes = seeded.crypto.random(length)
      drawn.push(bytes)
      return bytes
    }
    const watched = { crypto: { ...seeded.crypto, random } }
    const exchange = startClientExchange(watched, { keys: [publicKey], dc: 2, now: noon })
    const [server, resPQ] = onReqPq(objectOf<ReqPq>(exchange.message), createPqPool(env).take(), rules, env)
    const request = objectOf<ReqDHParams>(exchange.receive(noon, payloadOf(resPQ)).send)
    const new_nonce = drawn[1] ?? new Uint8Array(1).fill(1)
    expect(new_nonce.some(byte => byte !== 0)).toBe(true)
    const [next, answer] = onReqDHParams(server, request, rules, env, noon)
    const sent = objectOf<SetClientDHParams>(exchange.receive(noon, payloadOf(answer)).send)
    const word = onStored(outcomeOf(next, sent, env), env)
    if (end === 'the key') {
      const { done } = exchange.receive(noon, payloadOf(word))
      expect(done?.authKey.expose().some(byte => byte !== 0)).toBe(true)
    } else {
      expect(() => exchange.receive(noon, payloadOf({ ...word, nonce: flip(word.nonce) }))).toThrow('[NONCE_MISMATCH]')
    }
    expect(new_nonce).toEqual(new Uint8Array(32))
  })

  test('ignores what stands behind the object within the message', () => {
    const exchange = start()
    const object = encodeObject(answerTo(nonceOf(exchange.message)))
    const padded = new Uint8Array(object.length + 88).fill(0xee)
    padded.set(object)
    expect(exchange.receive(noon, encodePlainMessage(1n, padded)).send).toBeDefined()
  })

  test('needs a key of the server, and a sensible life of a temporary key', () => {
    expect(codeOf(() => startClientExchange(env, { keys: [], dc: 2, now: noon }))).toBe('UsageError KEYS_MISSING')
    for (const expires_in of [0, -1, 1.5, 2 ** 31]) {
      expect(codeOf(() => start({ expires_in }))).toBe('UsageError EXPIRES_IN')
    }
  })

  test('writes nothing secret into its errors', () => {
    const { state, sent, server } = atDhGen(env)
    const { new_nonce_hash1 } = onStored(outcomeOf(server, sent, env), env)
    try {
      const { nonce, server_nonce } = state
      onDhGen(state, { _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: flip(new_nonce_hash1) }, env)
    } catch (error) {
      const shown = `${String(error)} ${JSON.stringify(error)}`
      for (const secret of [
        state.new_nonce,
        state.keys.tmp_aes_key,
        state.unconfirmedKey.expose().subarray(0, 32),
        new_nonce_hash1,
      ]) {
        expect(shown).not.toContain(toHex(secret).slice(0, 8))
      }
    }
  })
})

test('a public key is found by its fingerprint among several', () => {
  const other = RsaPublicKey.from(hex(vectors.production_n), hex('010001'), nodeCrypto)
  const env = seededEnv(6)
  const [state, asked] = requestPq({ ...request, keys: [other, publicKey] }, env)
  const [, answer] = onReqPq(asked, createPqPool(env).take(), rules, env)
  expect(onResPQ(state, answer, env)[1].public_key_fingerprint).toBe(publicKey.fingerprint)
})
