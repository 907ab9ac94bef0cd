import type { Methods } from '@chappe/schema/api'
import type { IntegrityProof } from '../../domain/integrity.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Sends the text message of a pending login once the program has proven its integrity; false when it has not.
 *
 * @see {@link https://core.telegram.org/method/auth.requestFirebaseSms}
 */
export const requestFirebaseSms: MethodHandler<'auth.requestFirebaseSms'> = (request, { services, key_id, peer }) => {
  const { phone_number, phone_code_hash } = request
  const proof = proofOf(request)
  return services.loginCodes.requestFirebaseSms({ key_id, phone_number, phone_code_hash, proof, address: peer.address })
}

function proofOf(request: Methods['auth.requestFirebaseSms'][0]): IntegrityProof | undefined {
  const { play_integrity_token, safety_net_token, ios_push_secret } = request
  if (play_integrity_token !== undefined) return { kind: 'playIntegrity', token: play_integrity_token }
  if (safety_net_token !== undefined) return { kind: 'safetyNet', token: safety_net_token }
  return ios_push_secret === undefined ? undefined : { kind: 'apns', token: ios_push_secret }
}
