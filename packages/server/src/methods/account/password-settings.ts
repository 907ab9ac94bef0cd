/** The API's words for passwords, translated from and to the domain's. */
import type { SrpAlgorithm } from '@chappe/crypto'
import type {
  account,
  InputCheckPasswordSRP,
  PasswordKdfAlgo,
  SecurePasswordKdfAlgo,
  SecureSecretSettings,
} from '@chappe/schema/api'
import type { SecureSecret } from '../../domain/password/password.ts'
import type { SrpAnswer } from '../../domain/password/second-factor.ts'
import type { NewSettings } from '../../domain/password/update-settings.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/** Reads an answer to a question about the password. */
export function srpAnswerOf(password: InputCheckPasswordSRP): SrpAnswer {
  return password._ === 'inputCheckPasswordEmpty' ? undefined : password
}

/** Writes the algorithm of a password. */
export function algorithmToTl({ salt1, salt2, g, p }: SrpAlgorithm): PasswordKdfAlgo {
  return {
    _: 'passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow',
    salt1,
    salt2,
    g,
    p,
  }
}

/**
 * Reads new settings.
 *
 * @throws {RpcError} 400 `NEW_SETTINGS_INVALID` for a Passport secret under an unknown algorithm
 */
export function newSettingsOf(settings: account.PasswordInputSettings): NewSettings {
  const { new_algo, new_password_hash, hint, email, new_secure_settings } = settings
  return {
    password:
      new_algo === undefined
        ? undefined
        : {
            algorithm: new_algo._ === 'passwordKdfAlgoUnknown' ? undefined : new_algo,
            new_password_hash: new_password_hash ?? new Uint8Array(0),
            hint: hint ?? '',
          },
    email,
    secure: new_secure_settings && secureSecretOf(new_secure_settings),
  }
}

/** Writes a Passport secret as it was given. */
export function secureSecretToTl(secret: SecureSecret): SecureSecretSettings {
  const { algorithm, salt, secure_secret, secure_secret_id } = secret
  return {
    _: 'secureSecretSettings',
    secure_algo: { _: secureAlgorithms[algorithm], salt },
    secure_secret,
    secure_secret_id,
  }
}

const secureAlgorithms = {
  pbkdf2: 'securePasswordKdfAlgoPBKDF2HMACSHA512iter100000',
  sha512: 'securePasswordKdfAlgoSHA512',
} as const satisfies Record<SecureSecret['algorithm'], SecurePasswordKdfAlgo['_']>

/** What a client may leave with us: as much as real ones need, several times over. */
const secureBytesMax = 256

function secureSecretOf({ secure_algo, secure_secret, secure_secret_id }: SecureSecretSettings): SecureSecret {
  if (secure_algo._ === 'securePasswordKdfAlgoUnknown') throw rpcError('NEW_SETTINGS_INVALID')
  if (secure_algo.salt.length > secureBytesMax || secure_secret.length > secureBytesMax) {
    throw rpcError('NEW_SETTINGS_INVALID')
  }
  const algorithm = secure_algo._ === secureAlgorithms.pbkdf2 ? 'pbkdf2' : 'sha512'
  return { algorithm, salt: secure_algo.salt, secure_secret, secure_secret_id }
}
