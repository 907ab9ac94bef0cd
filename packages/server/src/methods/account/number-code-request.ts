import type { CodeSettings } from '@chappe/schema/api'
import type { NumberCodeRequest } from '../../domain/numbers/send-number-code.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { codeSettingsFromTl } from '../auth/code-settings.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Gives what every request for a code of somebody who is logged in has in common.
 *
 * @throws {RpcError} 401 `AUTH_KEY_UNREGISTERED` when no person is logged in
 */
export function numberCodeRequest(settings: CodeSettings, context: CallContext): NumberCodeRequest {
  const { client, peer } = context
  return {
    owner: sessionOwner(context),
    api_id: client?.api_id ?? 0,
    address: peer.address,
    lang_code: client?.lang_code ?? '',
    settings: codeSettingsFromTl(settings, client?.layer),
  }
}
