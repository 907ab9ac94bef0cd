import type { ServerKey, ServerKeyRepository } from '../domain/repositories.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps the data center's RSA keys, the private halves sealed under the server secret. */
export function serverKeyRepository(executor: Executor, secret: ServerSecret): ServerKeyRepository {
  return {
    async add(key: ServerKey): Promise<void> {
      const row = {
        fingerprint: key.fingerprint,
        sealed_private_key: secret.seal(sealContext(key.fingerprint), new TextEncoder().encode(key.private_key)),
        created_at_ms: key.createdAtMs,
      }
      await executor.write(db => db.insertInto('server_keys').values(row).execute())
    },

    async list(): Promise<ServerKey[]> {
      const rows = await executor.read(db =>
        db.selectFrom('server_keys').selectAll().orderBy('created_at_ms').orderBy('fingerprint').execute(),
      )
      return rows.map(row => ({
        fingerprint: row.fingerprint,
        private_key: new TextDecoder().decode(secret.open(sealContext(row.fingerprint), row.sealed_private_key)),
        createdAtMs: row.created_at_ms,
      }))
    },
  }
}

function sealContext(fingerprint: bigint): string {
  return `server_keys/${fingerprint}`
}
