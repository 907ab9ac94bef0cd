/** The exchange printed in the documents, replayed against our client with the random bytes that are printed too. */

import { bytesToLong, newNonceHash, RsaPublicKey, temporaryKeys, toHex } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { describe, expect, test } from 'vitest'
import { startClientExchange } from '../src/exchange/client-driver.ts'
import type { ReqDHParams, ReqPq, SetClientDHParams } from '../src/exchange/handshake-objects.ts'
import { encodePlainMessage } from '../src/message/plain-message.ts'
import { noon, objectOf, payloadOf, privateKey, vectorSalt, vectors } from './support/exchange.ts'
import { hex } from './support/hex.ts'
import { scriptedEnv } from './support/scripted-crypto.ts'

const nonce = hex(vectors.nonce)
const server_nonce = hex(vectors.server_nonce)
const production = RsaPublicKey.from(hex(vectors.production_n), hex('010001'), nodeCrypto)

function start(key: RsaPublicKey) {
  const draws = ['nonce', 'new_nonce', 'pad', 'b', 'client_pad'] as const
  const script = [...draws.map(name => hex(vectors[name])), hex(vectors.test_key.temp_key)]
  return startClientExchange(scriptedEnv(script), { keys: [key], dc: vectors.dc, now: noon })
}

/** As printed, with the bytes behind the object that its length field tells of. */
function printedResPQ(): Uint8Array {
  const printed = hex(vectors.resPQ)
  const whole = new Uint8Array(20 + 168).fill(0xa7)
  whole.set(printed)
  return whole
}

describe('the published exchange', () => {
  test('is made by our client message by message, down to the key', () => {
    const exchange = start(production)
    expect(toHex(exchange.message.subarray(20))).toBe(vectors.req_pq_multi.slice(40))
    expect(objectOf<ReqPq>(exchange.message)).toEqual({ _: 'req_pq_multi', nonce })

    const request = objectOf<ReqDHParams>(exchange.receive(noon, printedResPQ()).send)
    expect(request).toMatchObject({ _: 'req_DH_params', nonce, server_nonce, p: hex(vectors.p), q: hex(vectors.q) })
    expect(request.public_key_fingerprint).toBe(bytesToLong(hex(vectors.production_fingerprint)))

    const encrypted_answer = hex(vectors.encrypted_answer)
    const answer = payloadOf({ _: 'server_DH_params_ok', nonce, server_nonce, encrypted_answer })
    const last = objectOf<SetClientDHParams>(exchange.receive(noon, answer).send)
    expect(toHex(last.encrypted_data)).toBe(vectors.client_data)

    const hash = hex(vectors.new_nonce_hash1)
    const { done } = exchange.receive(noon, payloadOf({ _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: hash }))
    expect(toHex(done?.authKey.expose() ?? hash)).toBe(vectors.auth_key)
    expect(toHex(done?.authKey.auth_key_id_bytes ?? hash)).toBe(vectors.auth_key_id)
    expect(done?.server_salt).toBe(vectorSalt)
    expect(done?.timeOffsetMs).toBe(vectors.server_time * 1000 - noon)
  })

  test('encrypts the printed inner data for the test key to the known block', () => {
    const exchange = start(privateKey.publicKey)
    const resPQ = printedResPQ()
    resPQ.set(hex(vectors.test_key.fingerprint), 76)
    const request = objectOf<ReqDHParams>(exchange.receive(noon, resPQ).send)
    expect(toHex(request.encrypted_data)).toBe(vectors.test_key.encrypted_data)
  })

  test('would also have been retried or refused with the derived hashes', () => {
    for (const number of [1, 2, 3] as const) {
      const aux_hash = hex(vectors['auth_key_aux_hash'] as string)
      const hash = newNonceHash(nodeCrypto, number, hex(vectors.new_nonce), aux_hash)
      expect(toHex(hash)).toBe(vectors[`new_nonce_hash${number}`])
    }
  })

  test('derives the printed temporary key', () => {
    const keys = temporaryKeys(nodeCrypto, hex(vectors.new_nonce), server_nonce)
    expect(toHex(keys.tmp_aes_key)).toBe(vectors.tmp_aes_key)
    expect(toHex(keys.tmp_aes_iv)).toBe(vectors.tmp_aes_iv)
  })

  test('is refused as printed without the bytes its length tells of', () => {
    expect(() => start(production).receive(noon, hex(vectors.resPQ))).toThrow('[PLAIN_MESSAGE_MALFORMED]')
    expect(encodePlainMessage(bytesToLong(hex('01d83175503dc565')), hex(vectors.resPQ).subarray(20))).toHaveLength(100)
  })
})
