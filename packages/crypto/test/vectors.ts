import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads a file of test/vectors. */
export function readVectors<T>(name: string): T & { readonly source: string } {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', `${name}.json`), 'utf8'))
}

/** The published key exchange; other vectors use its key. */
export interface AuthKeyExchange {
  readonly nonce: string
  readonly server_nonce: string
  readonly new_nonce: string
  readonly pq: string
  readonly p: string
  readonly q: string
  readonly fingerprint_used: string
  readonly inner_data: string
  readonly inner_data_padding: string
  readonly tmp_aes_key: string
  readonly tmp_aes_iv: string
  readonly encrypted_answer: string
  readonly answer_sha1: string
  readonly answer_padding: string
  readonly dh_prime: string
  readonly g: number
  readonly g_a: string
  readonly b: string
  readonly g_b: string
  readonly client_padding: string
  readonly client_data: string
  readonly client_data_sha1: string
  readonly auth_key: string
  readonly auth_key_sha1: string
  readonly auth_key_aux_hash: string
  readonly auth_key_id: string
  readonly auth_key_id_long: string
  readonly new_nonce_hash1: string
  readonly new_nonce_hash2: string
  readonly new_nonce_hash3: string
  readonly first_server_salt: string
  readonly first_server_salt_long: string
}

/** RSA_PAD and the keys. */
export interface RsaVectors {
  readonly test_key: { n: string; e: string; d: string; fingerprint: string; fingerprint_long: string }
  readonly rsa_pad: {
    temp_key_refused: string
    temp_key_refused_xor_start: string
    temp_key: string
    hash: string
    data_pad_reversed_start: string
    aes_encrypted_start: string
    aes_encrypted_sha256: string
    temp_key_xor: string
    encrypted_data: string
  }
  readonly legacy: { data_sha1: string; padding: string; encrypted_data: string }
  readonly server_keys: { name: string; n: string; e: string; fingerprint: string; fingerprint_long: string }[]
}
