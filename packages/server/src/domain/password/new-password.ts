import { createHmac } from 'node:crypto'
import { equalBytes, isSrpVerifier, type SrpAlgorithm } from '@chappe/crypto'
import { DomainError } from '../domain-error.ts'
import { type AccountPassword, type PasswordValue, passwordGroup } from './password.ts'

/** A password as a client proposes it. */
export interface ProposedPassword {
  /** Undefined for `passwordKdfAlgoUnknown`, which means: remove it. */
  readonly algorithm: SrpAlgorithm | undefined
  readonly new_password_hash: Uint8Array
  readonly hint: string
}

/**
 * Returns the algorithm for the next password of an account. Its salts are computed, not stored: the same until the
 * password changes.
 *
 * @param current - the password that there is
 */
export function newAlgorithm(saltKey: Uint8Array, user_id: bigint, current: AccountPassword | undefined): SrpAlgorithm {
  const use = `${user_id}/${current?.version ?? 'none'}`
  const salt = (name: string, length: number): Uint8Array =>
    Uint8Array.from(createHmac('sha256', saltKey).update(`${name}/${use}`).digest().subarray(0, length))
  return { ...passwordGroup, salt1: salt('salt1', serverSaltBytes), salt2: salt('salt2', salt2Bytes) }
}

/** Returns the salt for the next secret of Telegram Passport, to be lengthened by the client as well. */
export function newSecureSalt(saltKey: Uint8Array, user_id: bigint): Uint8Array {
  const digest = createHmac('sha256', saltKey).update(`secure/${user_id}`).digest()
  return Uint8Array.from(digest.subarray(0, serverSaltBytes))
}

/**
 * Checks a proposed password against the algorithm that the account was offered. Whether the hint is the password is for
 * the client to see: finding out here would take 100 000 rounds of hashing for whoever asks.
 *
 * @returns undefined when the password is to be removed
 * @throws {DomainError} `NEW_SALT_INVALID`; `NEW_PASSWORD_BAD`; `NEW_SETTINGS_INVALID`
 * @see https://core.telegram.org/api/srp#setting-a-new-2fa-password
 */
export function checkProposed(proposed: ProposedPassword, offered: SrpAlgorithm): PasswordValue | undefined {
  const { algorithm, new_password_hash, hint } = proposed
  if (algorithm === undefined) {
    if (new_password_hash.length > 0) throw invalid('a hash of an unknown algorithm')
    return undefined
  }
  const { salt1, salt2, g, p } = algorithm
  if (g !== offered.g || !equalBytes(p, offered.p)) throw invalid('another group than the one offered')
  const ownBytes = salt1.length - offered.salt1.length
  const continues = equalBytes(salt1.subarray(0, offered.salt1.length), offered.salt1)
  if (!continues || ownBytes < ownSaltBytesMin || ownBytes > ownSaltBytesMax) {
    throw new DomainError('NEW_SALT_INVALID', 'salt1 has to be the one offered with 32 to 256 bytes behind it')
  }
  // After salt1: who brings both salts of an earlier offer is told so, and asks for the present one.
  if (!equalBytes(salt2, offered.salt2)) throw invalid('another salt2 than the one offered')
  if (!isSrpVerifier(algorithm, new_password_hash)) {
    throw new DomainError('NEW_PASSWORD_BAD', 'new_password_hash is not a number of 256 bytes between 1 and p')
  }
  if (Buffer.byteLength(hint) > hintBytesMax) throw invalid('a hint of more than 255 bytes')
  return { salt1, salt2, verifier: new_password_hash, hint }
}

const serverSaltBytes = 8
const salt2Bytes = 16
const ownSaltBytesMin = 32
const ownSaltBytesMax = 256
const hintBytesMax = 255

function invalid(what: string): DomainError {
  return new DomainError('NEW_SETTINGS_INVALID', `the new settings have ${what}`)
}
