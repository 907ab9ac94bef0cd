import type { RsaPrivateKey } from '@chappe/crypto'
import { generateRsaPrivateKey, readRsaPrivateKey } from '@chappe/crypto/node'
import type { Clock } from '../clock.ts'
import type { ServerKeyRepository } from '../domain/repositories.ts'

/**
 * Gives the RSA keys of the data center, newest first: the one given, else those stored, else one that is generated and
 * stored now. Clients know a key by its fingerprint, so a stored one is used for good.
 *
 * @param given - a private key as PEM, which is not stored
 */
export async function loadServerKeys(
  repository: ServerKeyRepository,
  given: string | undefined,
  clock: Clock,
): Promise<readonly [RsaPrivateKey, ...RsaPrivateKey[]]> {
  if (given !== undefined) return [readRsaPrivateKey(given)]
  const stored = (await repository.list()).map(key => readRsaPrivateKey(key.private_key)).reverse()
  const [newest, ...older] = stored
  if (newest !== undefined) return [newest, ...older]
  const key = await generateRsaPrivateKey()
  await repository.add({
    fingerprint: key.publicKey.fingerprint,
    private_key: key.toPem(),
    createdAtMs: clock.now(),
  })
  return [key]
}
