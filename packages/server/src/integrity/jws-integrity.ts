import { compactDecrypt } from 'jose'
import type { IntegrityKind, IntegrityProof, IntegrityVerifier } from '../domain/integrity.ts'
import { OptionsError } from '../options-error.ts'
import type { IntegrityOptions } from './integrity-options.ts'
import { type Expectation, isGoodPlayIntegrity, isGoodSafetyNet } from './verdicts.ts'
import { verifiedPayload } from './verified-payload.ts'

/**
 * Makes a verifier of proofs that Google's services sign: the signature against the configured keys alone, then every
 * claim that the proof makes.
 *
 * @throws {OptionsError} `INTEGRITY_INVALID`
 * @see https://core.telegram.org/api/auth and https://developer.android.com/google/play/integrity/classic
 */
export function createJwsIntegrity(options: IntegrityOptions): IntegrityVerifier {
  checkOptions(options)
  const { playIntegrity, safetyNet, packages = [], certificates = [] } = options
  const { maxAgeSeconds = maxAgeSecondsDefault } = options
  const decryptionKey = playIntegrity?.decryptionKey
  const playKeys = playIntegrity?.verificationKeys ?? []
  const safetyNetKeys = safetyNet?.verificationKeys ?? []
  const kinds: readonly IntegrityKind[] = [
    ...(playIntegrity === undefined ? [] : (['playIntegrity'] as const)),
    ...(safetyNet === undefined ? [] : (['safetyNet'] as const)),
  ]
  return {
    playIntegrityProjectId: playIntegrity?.projectId,
    kindsFor: api_id => (options.api_ids.includes(api_id) ? kinds : []),
    async verify({ kind, token }: IntegrityProof, nonce: Uint8Array, nowMs: number): Promise<boolean> {
      // A push is proven by its secret, which no service signs.
      if (token.length > tokenLengthMax || kind === 'apns') return false
      const expected: Expectation = {
        nonce,
        packages,
        certificates: certificates.map(digest => Buffer.from(digest, 'hex')),
        freshFromMs: nowMs - maxAgeSeconds * 1000,
        freshToMs: nowMs + clockSkewMs,
      }
      try {
        if (kind === 'safetyNet') return isGoodSafetyNet(await verifiedPayload(token, safetyNetKeys), expected)
        const signed = decryptionKey === undefined ? token : await decrypted(token, decryptionKey)
        return isGoodPlayIntegrity(await verifiedPayload(signed, playKeys), expected)
      } catch {
        // Not a token, not for our key, or not signed by a key that is trusted: whatever it is, it proves nothing.
        return false
      }
    },
  }
}

const maxAgeSecondsDefault = 300
/** How far a clock over there may be ahead. */
const clockSkewMs = 60_000
/** Tokens have about 2,000 characters, with certificates 10,000. */
const tokenLengthMax = 65_536

async function decrypted(token: string, decryptionKey: string): Promise<string> {
  const { plaintext } = await compactDecrypt(token, Buffer.from(decryptionKey, 'base64'), {
    keyManagementAlgorithms: ['A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  })
  return new TextDecoder().decode(plaintext)
}

function checkOptions(options: IntegrityOptions): void {
  const fail = (what: string): never => {
    throw new OptionsError('INTEGRITY_INVALID', what)
  }
  const { playIntegrity, safetyNet, certificates = [], packages = [], api_ids } = options
  if (playIntegrity === undefined && safetyNet === undefined) fail('name playIntegrity, safetyNet or both')
  if (api_ids.length === 0 || packages.length === 0 || certificates.length === 0) {
    fail('at least one api_id, one package and one certificate are needed: proofs are about these')
  }
  if (!certificates.every(digest => /^[\da-fA-F]{64}$/.test(digest))) fail('a certificate is 64 hexadecimal digits')
  for (const keys of [playIntegrity?.verificationKeys, safetyNet?.verificationKeys]) {
    if (keys?.length === 0) fail('a proof needs a key that it can be verified with')
  }
  const key = playIntegrity?.decryptionKey
  if (key !== undefined && Buffer.from(key, 'base64').length !== 32) fail('decryptionKey is 32 bytes as base64')
}
