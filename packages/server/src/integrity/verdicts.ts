import { member } from './verified-payload.ts'

/** What a proof has to say to be good. */
export interface Expectation {
  readonly nonce: Uint8Array
  readonly packages: readonly string[]
  /** SHA-256 digests, 32 bytes each. */
  readonly certificates: readonly Uint8Array[]
  /** Milliseconds since the Unix epoch. */
  readonly freshFromMs: number
  readonly freshToMs: number
}

/**
 * Reads the verdict of Play Integrity: the request was ours and is fresh, the app is the one that the store knows, the
 * device is genuine.
 *
 * @see https://developer.android.com/google/play/integrity/verdicts
 */
export function isGoodPlayIntegrity(payload: unknown, expected: Expectation): boolean {
  const request = member(payload, 'requestDetails')
  const app = member(payload, 'appIntegrity')
  const device = member(payload, 'deviceIntegrity')
  return (
    isNonce(member(request, 'nonce'), expected.nonce) &&
    isFresh(member(request, 'timestampMillis'), expected) &&
    isOneOf(member(request, 'requestPackageName'), expected.packages) &&
    member(app, 'appRecognitionVerdict') === 'PLAY_RECOGNIZED' &&
    isOneOf(member(app, 'packageName'), expected.packages) &&
    hasCertificate(member(app, 'certificateSha256Digest'), expected.certificates) &&
    list(member(device, 'deviceRecognitionVerdict')).includes('MEETS_DEVICE_INTEGRITY')
  )
}

/** Reads the verdict of SafetyNet: the same of its predecessor. @see https://core.telegram.org/api/auth */
export function isGoodSafetyNet(payload: unknown, expected: Expectation): boolean {
  return (
    isNonce(member(payload, 'nonce'), expected.nonce) &&
    isFresh(member(payload, 'timestampMs'), expected) &&
    isOneOf(member(payload, 'apkPackageName'), expected.packages) &&
    hasCertificate(member(payload, 'apkCertificateDigestSha256'), expected.certificates) &&
    member(payload, 'basicIntegrity') === true &&
    member(payload, 'ctsProfileMatch') === true
  )
}

function isNonce(value: unknown, nonce: Uint8Array): boolean {
  // Compared after decoding: base64 of one value can be written in several ways.
  return typeof value === 'string' && Buffer.from(value, 'base64').equals(nonce)
}

/** Play Integrity writes its 64-bit numbers as text. */
function isFresh(value: unknown, { freshFromMs, freshToMs }: Expectation): boolean {
  const atMs = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof atMs === 'number' && atMs >= freshFromMs && atMs <= freshToMs
}

function isOneOf(value: unknown, names: readonly string[]): boolean {
  return typeof value === 'string' && names.includes(value)
}

function hasCertificate(value: unknown, certificates: readonly Uint8Array[]): boolean {
  return list(value).some(
    digest => typeof digest === 'string' && certificates.some(known => Buffer.from(digest, 'base64').equals(known)),
  )
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
