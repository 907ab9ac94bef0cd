// For users.
export { AUTH_KEY_BYTES, AuthKey } from './auth-key.ts'
// For people building on us.
export {
  BIND_INNER_BYTES,
  BIND_MESSAGE_BYTES,
  type BindMessage,
  openBindMessage,
  sealBindMessage,
} from './bind-message.ts'
export {
  bigintToBytes,
  bytesToBigint,
  bytesToLong,
  concatBytes,
  equalBytes,
  fromHex,
  longToBytes,
  reverseBytes,
  toHex,
  trimLeadingZeros,
  xorBytes,
} from './bytes.ts'
export { constantTimeEqual } from './constant-time.ts'
export { CryptoError, type CryptoErrorCode, isCryptoError } from './crypto-error.ts'
export { checkDhParameters, checkDhValue, DH_BYTES, isDhValueSafe } from './dh-checks.ts'
export { dhPrime } from './dh-prime.ts'
export { ENVELOPE_HEADER_BYTES } from './envelope.ts'
export { firstSalt, newNonceHash, temporaryKeys } from './exchange-keys.ts'
export { factorize } from './factorize.ts'
export type { Ciphers, CryptoProvider, CtrCipher, Hashes, OpenedMessage, SealedMessage, Sender } from './provider.ts'
export { RandomPool } from './random-pool.ts'
export { RSA_BYTES, type RsaPrivateKey, RsaPublicKey } from './rsa-key.ts'
export { RSA_PAD_DATA_BYTES_MAX, rsaPadDecrypt, rsaPadEncrypt } from './rsa-pad.ts'
export { srpAnswer, srpNewAlgorithm, srpVerifier } from './srp/client.ts'
export type { SrpAlgorithm } from './srp/formulas.ts'
export {
  createSrpChallenge,
  isSrpVerifier,
  type SrpChallenge,
  type SrpVerdict,
  verifySrpAnswer,
} from './srp/server.ts'
