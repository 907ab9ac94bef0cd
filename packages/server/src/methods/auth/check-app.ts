import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Checks that a program may log in: that it is new enough, that it knows its own pair, and that the pair is still its
 * own.
 *
 * @throws {RpcError} 406 `UPDATE_APP_TO_LOGIN`, 400 `API_ID_INVALID`, 400 `API_ID_PUBLISHED_FLOOD`
 */
export function checkApp(context: CallContext, app: { readonly api_id: number; readonly api_hash: string }): void {
  const { apps } = context.services
  checkAge(context)
  if (!apps.accepts(app.api_id, app.api_hash)) throw rpcError('API_ID_INVALID')
  if (apps.isPublished(app.api_id)) throw rpcError('API_ID_PUBLISHED_FLOOD')
}

/** Checks that a program is new enough to log in. @throws {RpcError} 406 `UPDATE_APP_TO_LOGIN` */
export function checkAge({ client, services }: CallContext): void {
  if ((client?.layer ?? 0) < services.apps.layerMin) throw rpcError('UPDATE_APP_TO_LOGIN')
}
