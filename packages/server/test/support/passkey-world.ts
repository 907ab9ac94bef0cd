import type { account, auth, inputPasskeyCredentialPublicKey, passkey } from '@chappe/schema/api'
import { type DataCenterOptions, defaultApp } from '../../src/index.ts'
import {
  type AssertedCredential,
  type AssertionRequest,
  type Ceremony,
  type CreatedCredential,
  type CreationRequest,
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '../../src/testing/index.ts'
import type { RawClient } from './raw-client.ts'
import { SessionWorld } from './session-world.ts'

/** Time until a session may add a passkey. */
export const dayMs = 86_400_000

/** Starts a world with a session that is old enough to add passkeys. */
export async function startPasskeyWorld(
  options: DataCenterOptions = {},
): Promise<{ readonly world: SessionWorld; readonly owner: RawClient }> {
  const world = await SessionWorld.start(options)
  const young = await world.loggedIn()
  await world.pass(dayMs)
  // Connections end when so much time passes at once.
  return { world, owner: await world.again(young) }
}

/** Asks what a device is to make. */
export async function askToRegister(owner: RawClient): Promise<CreationRequest & Record<string, unknown>> {
  const answer = await owner.call<account.PasskeyRegistrationOptions>('account.initPasskeyRegistration')
  return JSON.parse(answer.options.data)
}

/** Registers a passkey of an authenticator. */
export async function register(
  owner: RawClient,
  device: SoftwareAuthenticator = createSoftwareAuthenticator(),
  ceremony: Ceremony = {},
): Promise<passkey> {
  const created = device.create(await askToRegister(owner), ceremony)
  return owner.call('account.registerPasskey', { credential: registrationToTl(created) })
}

/** Asks what a device is to sign. */
export async function askToLogIn(client: RawClient): Promise<AssertionRequest & Record<string, unknown>> {
  const answer = await client.call<auth.PasskeyLoginOptions>('auth.initPasskeyLogin', defaultApp)
  return JSON.parse(answer.options.data)
}

/** Finishes a login. */
export function finish(
  client: RawClient,
  asserted: AssertedCredential,
  more: object = {},
): Promise<auth.authorization> {
  return client.call('auth.finishPasskeyLogin', { credential: assertionToTl(asserted), ...more })
}

/** Logs a client in by a passkey. */
export async function logInBy(
  device: SoftwareAuthenticator,
  client: RawClient,
  ceremony: Ceremony = {},
): Promise<auth.authorization> {
  return finish(client, device.get(await askToLogIn(client), ceremony))
}

/** Writes a new passkey as https://core.telegram.org/api/passkeys says. */
export function registrationToTl({ id, rawId, response }: CreatedCredential): inputPasskeyCredentialPublicKey {
  return {
    _: 'inputPasskeyCredentialPublicKey',
    id,
    raw_id: rawId,
    response: {
      _: 'inputPasskeyResponseRegister',
      client_data: { _: 'dataJSON', data: Buffer.from(response.clientDataJSON, 'base64url').toString() },
      attestation_data: Buffer.from(response.attestationObject, 'base64url'),
    },
  }
}

/** Writes a signature, likewise. */
export function assertionToTl({ id, rawId, response }: AssertedCredential): inputPasskeyCredentialPublicKey {
  return {
    _: 'inputPasskeyCredentialPublicKey',
    id,
    raw_id: rawId,
    response: {
      _: 'inputPasskeyResponseLogin',
      client_data: { _: 'dataJSON', data: Buffer.from(response.clientDataJSON, 'base64url').toString() },
      authenticator_data: Buffer.from(response.authenticatorData, 'base64url'),
      signature: Buffer.from(response.signature, 'base64url'),
      user_handle: Buffer.from(response.userHandle, 'base64url').toString(),
    },
  }
}

/** Changes what a page is said to have asked. */
export function withClientData<Credential extends CreatedCredential | AssertedCredential>(
  credential: Credential,
  changes: object,
): Credential {
  const text = Buffer.from(credential.response.clientDataJSON, 'base64url').toString()
  const clientDataJSON = Buffer.from(JSON.stringify({ ...JSON.parse(text), ...changes })).toString('base64url')
  return { ...credential, response: { ...credential.response, clientDataJSON } }
}
