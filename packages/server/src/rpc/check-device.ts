import type { CodeSettings } from '@chappe/schema/api'
import type { TlObject } from '@chappe/tl/runtime'
import type { DeviceChallenge, DeviceProof } from '../domain/checks/device-proof.ts'
import { type PushTarget, readPushTarget } from '../domain/push-target.ts'
import type { Caller } from './access.ts'
import type { CallContext } from './call-context.ts'
import { deviceChallengeError, rpcError } from './rpc-errors.ts'

/**
 * Lets a call through whose program has proven what it is, or need not.
 *
 * @throws {RpcError} 403 `INTEGRITY_CHECK_CLASSIC_…`, `APNS_VERIFY_CHECK_…` or `RECAPTCHA_CHECK_…` when a proof is to be
 *   brought; 400 `VERIFICATION_FAILED` for one that is not good
 * @see {@link https://core.telegram.org/api/errors}
 */
export async function checkDevice(
  request: TlObject,
  proofs: readonly DeviceProof[],
  { services, caller, key_id, client }: CallContext,
): Promise<void> {
  const { deviceChecks } = services
  const method = request._
  if (!deviceChecks.concerns(method)) return
  const push = ownTarget(request) ?? (await registeredTarget(services, caller, key_id))
  const outcome = await deviceChecks.check({ key_id, method, api_id: client?.api_id ?? 0, push, proofs })
  if (outcome === 'passed') return
  throw outcome === 'failed' ? rpcError('VERIFICATION_FAILED') : challengeError(outcome)
}

function challengeError(challenge: DeviceChallenge): Error {
  switch (challenge.kind) {
    case 'playIntegrity':
      return deviceChallengeError('INTEGRITY_CHECK_CLASSIC', `${challenge.projectId}_${challenge.nonce}`)
    case 'apns':
      return deviceChallengeError('APNS_VERIFY_CHECK', challenge.nonce)
    case 'reCaptcha':
      return deviceChallengeError('RECAPTCHA_CHECK', `${challenge.action}__${challenge.key_id}`)
  }
}

/** The device token that the call itself carries, as those do that ask for a code. */
function ownTarget(request: TlObject): PushTarget | undefined {
  const settings: unknown = Reflect.get(request, 'settings')
  if (typeof settings !== 'object' || settings === null || Reflect.get(settings, '_') !== 'codeSettings')
    return undefined
  const { token, app_sandbox } = settings as CodeSettings
  return token === undefined ? undefined : readPushTarget(token, app_sandbox === true)
}

/** The device token that the session has registered. */
async function registeredTarget(
  { store }: CallContext['services'],
  caller: Caller,
  key_id: bigint,
): Promise<PushTarget | undefined> {
  if (caller.kind !== 'user') return undefined
  const devices = await store.pushDevices.listByUser(caller.user_id)
  const device = devices.find(known => known.key_id === key_id && known.token_type === apnsTokens)
  return device && readPushTarget(device.token, device.app_sandbox)
}

/** The number of APNs in `account.registerDevice`. */
const apnsTokens = 1
