/** The password check as the client does it: the server's values are looked at before the password is touched. */
import { type CryptoProvider, type SrpAlgorithm, srpAnswer, srpNewAlgorithm, srpVerifier } from '@chappe/crypto'
import { isRpcError } from '@chappe/mtproto'
import type { account, InputCheckPasswordSRP, PasswordKdfAlgo } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import { UsageError } from '../usage-error.ts'

/** What the password check needs. */
export interface SrpEnv {
  readonly crypto: CryptoProvider
  readonly call: CallNext
}

/** The algorithm, verifier and hint of a new password, as `account.passwordInputSettings` takes them. */
export type NewPasswordFields = Required<Pick<account.passwordInputSettings, 'new_algo' | 'new_password_hash' | 'hint'>>

/** Asks whether there is a password, and for a question about it that is good for one answer. */
export async function askForPassword({ call }: SrpEnv, signal: AbortSignal | undefined): Promise<account.password> {
  return (await call({ method: 'account.getPassword', parameters: {}, signal })) as account.password
}

/**
 * Asks a question, answers it with `password` and hands the answer to `send`. When the server says that the question is
 * stale, which happens when an answer was lost or the password has just changed, all of it is done once more; so it is
 * after `AUTH_KEY_UNSYNCHRONIZED`, which asks to repeat the call and leaves open whether the question is used up.
 *
 * @param send - gets `inputCheckPasswordEmpty` when there is no password
 * @throws {CryptoError} `DH_PRIME_UNSAFE`, `DH_GENERATOR_INVALID`, `SRP_VALUE_INVALID`: the server's values are unsafe,
 *   and nothing was made of the password
 * @throws {UsageError} `PASSWORD_ALGORITHM_UNKNOWN`
 */
export async function withSrpAnswer<T>(
  env: SrpEnv,
  password: string,
  signal: AbortSignal | undefined,
  send: (answer: InputCheckPasswordSRP, asked: account.password) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const asked = await askForPassword(env, signal)
    const answer = await answerTo(env, asked, password)
    // The hashing takes a while, and nothing is to be sent when it was given up meanwhile.
    signal?.throwIfAborted()
    try {
      return await send(answer, asked)
    } catch (error) {
      if (attempt >= attemptsMax || !isRpcError(error) || !worthAnother.has(error.errorName)) throw error
    }
  }
}

/**
 * Makes a password into what the server keeps of it.
 *
 * @throws {UsageError} `PASSWORD_EMPTY`, `HINT_UNSAFE`, `PASSWORD_ALGORITHM_UNKNOWN`
 * @throws {CryptoError} the server's values are unsafe
 */
export async function newPasswordFields(
  { crypto }: SrpEnv,
  { new_algo }: account.password,
  wish: { readonly password: string; readonly hint?: string | undefined },
): Promise<NewPasswordFields> {
  const { password, hint = '' } = wish
  if (password === '') throw passwordEmpty()
  if (hint === password) {
    throw new UsageError('HINT_UNSAFE', 'everybody who tries to log in sees the hint; it must not be the password')
  }
  const algorithm = srpNewAlgorithm(crypto, algorithmOf(new_algo))
  const new_password_hash = await srpVerifier(crypto, password, algorithm)
  return { new_algo: { _: algorithmName, ...algorithm }, new_password_hash, hint }
}

/** Makes the refusal of an empty password. */
export function passwordEmpty(): UsageError {
  return new UsageError('PASSWORD_EMPTY', 'the password is empty; type the password of the account')
}

/** Two questions for one password: the second time it is no lost answer any more. */
const attemptsMax = 2

const worthAnother: ReadonlySet<string> = new Set(['AUTH_KEY_UNSYNCHRONIZED', 'SRP_ID_INVALID', 'SRP_PASSWORD_CHANGED'])

const algorithmName = 'passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow'

/** Real salts have 8 to 40 bytes; what is much longer only costs time to hash. */
const saltBytesMax = 1024

async function answerTo({ crypto }: SrpEnv, asked: account.password, password: string): Promise<InputCheckPasswordSRP> {
  const { has_password, current_algo, srp_B = new Uint8Array(0), srp_id = 0n } = asked
  if (!has_password) return { _: 'inputCheckPasswordEmpty' }
  return {
    _: 'inputCheckPasswordSRP',
    srp_id,
    ...(await srpAnswer(crypto, password, algorithmOf(current_algo), srp_B)),
  }
}

function algorithmOf(algo: PasswordKdfAlgo | undefined): SrpAlgorithm {
  if (algo?._ !== algorithmName || algo.salt1.length > saltBytesMax || algo.salt2.length > saltBytesMax) {
    throw new UsageError(
      'PASSWORD_ALGORITHM_UNKNOWN',
      'the server uses an algorithm for passwords that this version does not know; update this package',
      { algorithm: algo?._ },
    )
  }
  const { salt1, salt2, g, p } = algo
  return { salt1, salt2, g, p }
}
