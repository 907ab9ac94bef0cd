import { createHmac } from 'node:crypto'
import type { PushDeviceRepository } from '../domain/repositories.ts'
import type { PushDevice } from '../domain/sessions/push-devices.ts'
import type { Executor } from './executor.ts'
import type { ServerSecret } from './server-secret.ts'

/** Keeps tokens for pushes, sealed; they are found by keyed hashes. */
export function pushDeviceRepository(executor: Executor, secret: ServerSecret): PushDeviceRepository {
  const key = secret.derive('push tokens')
  const digest = (token: string): Uint8Array => createHmac('sha256', key).update(token).digest()
  return {
    async put(device: PushDevice): Promise<void> {
      const { key_id, user_id, token_type, token } = device
      const row = {
        key_id,
        user_id,
        token_type,
        token_digest: digest(token),
        sealed: secret.seal(sealContext(key_id, token_type), written(device)),
        registered_at_ms: device.registeredAtMs,
      }
      await executor.write(db =>
        db
          .insertInto('push_devices')
          .values(row)
          .onConflict(conflict => conflict.columns(['key_id', 'token_type']).doUpdateSet(row))
          .execute(),
      )
    },

    async listByUser(user_id: bigint): Promise<PushDevice[]> {
      const rows = await executor.read(db =>
        db
          .selectFrom('push_devices')
          .selectAll()
          .where('user_id', '=', user_id)
          .orderBy('registered_at_ms')
          .orderBy('key_id')
          .execute(),
      )
      return rows.map(({ key_id, token_type, sealed, registered_at_ms: registeredAtMs }) => {
        const parts = readBack(secret.open(sealContext(key_id, token_type), sealed))
        return { key_id, user_id, token_type, registeredAtMs, ...parts }
      })
    },

    async delete(key_id: bigint, token_type: number, token: string): Promise<boolean> {
      return executor.write(async db => {
        const { numDeletedRows } = await db
          .deleteFrom('push_devices')
          .where('key_id', '=', key_id)
          .where('token_type', '=', token_type)
          .where('token_digest', '=', digest(token))
          .executeTakeFirst()
        return numDeletedRows > 0n
      })
    },

    async deleteElsewhere({ key_id, token_type, token }: PushDevice, except: readonly bigint[]): Promise<void> {
      await executor.write(db =>
        db
          .deleteFrom('push_devices')
          .where('token_type', '=', token_type)
          .where('token_digest', '=', digest(token))
          .where('key_id', '!=', key_id)
          .$if(except.length > 0, query => query.where('user_id', 'not in', except))
          .execute(),
      )
    },

    async deleteAllOfKey(key_id: bigint): Promise<void> {
      await executor.write(db => db.deleteFrom('push_devices').where('key_id', '=', key_id).execute())
    },
  }
}

type Sealed = Pick<PushDevice, 'token' | 'app_sandbox' | 'secret'>

function written({ token, app_sandbox, secret }: Sealed): Uint8Array {
  return Buffer.from(JSON.stringify({ token, app_sandbox, secret: Buffer.from(secret).toString('base64') }))
}

/** The seal vouches for the shape. */
function readBack(bytes: Uint8Array): Sealed {
  const { secret, ...rest } = JSON.parse(Buffer.from(bytes).toString()) as Omit<Sealed, 'secret'> & { secret: string }
  return { ...rest, secret: Uint8Array.from(Buffer.from(secret, 'base64')) }
}

function sealContext(key_id: bigint, token_type: number): string {
  return `push_devices/${key_id}/${token_type}`
}
