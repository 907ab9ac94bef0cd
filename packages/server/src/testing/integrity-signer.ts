import { randomBytes } from 'node:crypto'
import { CompactEncrypt, CompactSign, exportJWK, generateKeyPair } from 'jose'
import type { IntegrityOptions } from '../integrity/integrity-options.ts'

/** Stands in for Google's services: signs proofs of integrity that a data center with its `options` accepts. */
export interface IntegritySigner {
  /** For `DataCenterOptions.integrity`. */
  readonly options: IntegrityOptions
  /** A Play Integrity token about a program and a device that are as they should be; `changes` spoil it. */
  playIntegrityToken(nonce: Uint8Array, nowMs: number, changes?: VerdictChanges): Promise<string>
  /** A SafetyNet token, likewise. */
  safetyNetToken(nonce: Uint8Array, nowMs: number, changes?: VerdictChanges): Promise<string>
}

/** What a token says that it should not. */
export interface VerdictChanges {
  readonly packageName?: string
  readonly certificate?: Uint8Array
  /** False: the app is not the store's, and the device is not genuine. */
  readonly isGenuine?: boolean
}

/** Makes a signer with keys of its own. */
export async function createIntegritySigner(api_ids: readonly number[]): Promise<IntegritySigner> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256' }
  const encryptionKey = randomBytes(32)
  const packageName = 'org.example.messenger'
  const certificate = randomBytes(32)
  const sign = (payload: object): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .sign(privateKey)
  return {
    options: {
      api_ids,
      packages: [packageName],
      certificates: [certificate.toString('hex')],
      playIntegrity: {
        projectId: 1_234_567_890n,
        verificationKeys: [jwk],
        decryptionKey: encryptionKey.toString('base64'),
      },
      safetyNet: { verificationKeys: [jwk] },
    },
    async playIntegrityToken(nonce, nowMs, changes = {}) {
      const { isGenuine = true } = changes
      const name = changes.packageName ?? packageName
      const digest = Buffer.from(changes.certificate ?? certificate).toString('base64url')
      const signed = await sign({
        requestDetails: {
          requestPackageName: name,
          nonce: Buffer.from(nonce).toString('base64url'),
          timestampMillis: String(nowMs),
        },
        appIntegrity: {
          appRecognitionVerdict: isGenuine ? 'PLAY_RECOGNIZED' : 'UNRECOGNIZED_VERSION',
          packageName: name,
          certificateSha256Digest: [digest],
        },
        deviceIntegrity: { deviceRecognitionVerdict: isGenuine ? ['MEETS_DEVICE_INTEGRITY'] : [] },
      })
      return new CompactEncrypt(Buffer.from(signed))
        .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM' })
        .encrypt(encryptionKey)
    },
    safetyNetToken(nonce, nowMs, changes = {}) {
      const { isGenuine = true } = changes
      return sign({
        nonce: Buffer.from(nonce).toString('base64'),
        timestampMs: nowMs,
        apkPackageName: changes.packageName ?? packageName,
        apkCertificateDigestSha256: [Buffer.from(changes.certificate ?? certificate).toString('base64')],
        ctsProfileMatch: isGenuine,
        basicIntegrity: isGenuine,
      })
    },
  }
}
