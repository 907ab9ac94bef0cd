/** How the secrets of a password are written before they are sealed: JSON, with bytes as base64. */
import type { PasswordValue, SecureSecret } from '../domain/password/password.ts'

/** What is sealed together; an absent part is left out. */
export interface PasswordSecrets {
  readonly value: PasswordValue | undefined
  readonly email: string | undefined
  readonly secure: SecureSecret | undefined
}

/** Writes secrets as bytes to seal. */
export function writePasswordSecrets({ value, email, secure }: PasswordSecrets): Uint8Array {
  const written: Written = {
    ...(value && { value: { ...value, ...toBase64(value, ['salt1', 'salt2', 'verifier']) } }),
    ...(email !== undefined && { email }),
    ...(secure && {
      secure: {
        ...secure,
        ...toBase64(secure, ['salt', 'secure_secret']),
        secure_secret_id: String(secure.secure_secret_id),
      },
    }),
  }
  return Buffer.from(JSON.stringify(written))
}

/** Reads what {@link writePasswordSecrets} wrote. The seal vouches for the shape. */
export function readPasswordSecrets(bytes: Uint8Array): PasswordSecrets {
  const { value, email, secure } = JSON.parse(Buffer.from(bytes).toString()) as Written
  return {
    value: value && { ...value, ...fromBase64(value, ['salt1', 'salt2', 'verifier']) },
    email,
    secure: secure && {
      ...secure,
      ...fromBase64(secure, ['salt', 'secure_secret']),
      secure_secret_id: BigInt(secure.secure_secret_id),
    },
  }
}

interface Written {
  readonly value?: Readonly<Record<keyof PasswordValue, string>>
  readonly email?: string
  readonly secure?: Readonly<Record<Exclude<keyof SecureSecret, 'algorithm'>, string>> & Pick<SecureSecret, 'algorithm'>
}

function toBase64<Name extends string>(
  values: Readonly<Record<Name, Uint8Array>>,
  names: readonly Name[],
): Record<Name, string> {
  const pairs = names.map(name => [name, Buffer.from(values[name]).toString('base64')])
  return Object.fromEntries(pairs) as Record<Name, string>
}

function fromBase64<Name extends string>(
  values: Readonly<Record<Name, string>>,
  names: readonly Name[],
): Record<Name, Uint8Array> {
  const pairs = names.map(name => [name, Uint8Array.from(Buffer.from(values[name], 'base64'))])
  return Object.fromEntries(pairs) as Record<Name, Uint8Array>
}
