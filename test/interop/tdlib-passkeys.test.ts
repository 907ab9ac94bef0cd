import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '@chappe/server/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServeProcess } from '../support/serve-process.ts'
import { openOurClient, openSignedUp, signUpWithOurClient } from '../support/sign-up.ts'
import { findCage } from './cage.ts'
import { installPeers } from './install-peers.ts'
import { newestMessage, startInteropServer } from './interop-server.ts'
import { Tdlib, type TdlibClient } from './tdlib.ts'

const cage = findCage()

// tdlib.test.ts says loudly when there is no cage.
describe.skipIf('reason' in cage)('TDLib and passkeys', () => {
  let folder: string
  let server: ServeProcess
  let tdlib: Tdlib

  beforeAll(async () => {
    if ('reason' in cage) return
    await installPeers()
    folder = await mkdtemp(join(tmpdir(), 'chappe-tdlib-passkeys-'))
    server = await startInteropServer(folder, '--passkey-after', '0')
    tdlib = await Tdlib.start(cage, server, folder)
  })

  afterAll(async () => {
    await tdlib?.[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  it('adds a passkey, by which our client logs in, and removes it', async () => {
    const phone_number = '+12025550151'
    await signUpWithOurClient(server, phone_number, 'Ada')
    const client = await loggedIn('adds', phone_number)
    const device = createSoftwareAuthenticator()
    const { text } = await client.invoke<{ text: string }>({ _: 'getPasskeyParameters' })
    const { response } = device.create(JSON.parse(text))
    const made = await client.invoke({
      _: 'addLoginPasskey',
      client_data: decoded(response.clientDataJSON).toString(),
      attestation_object: decoded(response.attestationObject).toString('base64'),
    })
    expect(made).toMatchObject({ _: 'passkey', name: 'Passkey' })
    const { passkeys } = await client.invoke<{ passkeys: readonly { id: string }[] }>({ _: 'getLoginPasskeys' })
    expect(passkeys).toEqual([made])

    await using tg = await openOurClient(server)
    expect(await tg.login.passkey(options => device.get(options))).toMatchObject({ at: 'done' })
    await client.invoke({ _: 'removeLoginPasskey', passkey_id: passkeys[0]?.id })
    expect(await tg.passkeys.list()).toEqual([])
    await client.close()
  })

  it('logs in by a passkey that our client made, with and without perfect forward secrecy', async () => {
    const device = createSoftwareAuthenticator()
    await using tg = await openSignedUp(server, '+12025550152', 'Grace')
    await tg.passkeys.register(options => device.create(options))
    for (const use_pfs of [false, true]) {
      const client = await tdlib.open({ name: `by passkey ${use_pfs}`, use_pfs })
      await client.until('WaitPhoneNumber')
      await logInBy(client, device)
      await client.until('Ready')
      expect(await client.invoke({ _: 'getMe' })).toMatchObject({ first_name: 'Grace' })
      await client.close()
    }
  })

  it('is asked for the password after it, and told when the passkey was deleted', async () => {
    const device = createSoftwareAuthenticator()
    await using tg = await openSignedUp(server, '+12025550153', 'Emmy')
    const { id } = await tg.passkeys.register(options => device.create(options))
    await tg.password.set({ password: 'correct horse' })
    const client = await tdlib.open({ name: 'password' })
    await client.until('WaitPhoneNumber')
    await logInBy(client, device)
    await client.until('WaitPassword')
    await client.invoke({ _: 'checkAuthenticationPassword', password: 'correct horse' })
    await client.until('Ready')
    await client.close()

    await tg.passkeys.delete(id)
    const late = await tdlib.open({ name: 'deleted' })
    await late.until('WaitPhoneNumber')
    await expect(logInBy(late, device)).rejects.toThrow('400 PASSKEY_CREDENTIAL_NOT_FOUND')
    await late.close()
  })

  async function loggedIn(name: string, phone_number: string): Promise<TdlibClient> {
    const client = await tdlib.open({ name })
    await client.until('WaitPhoneNumber')
    await client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number })
    await client.until('WaitCode')
    await client.invoke({ _: 'checkAuthenticationCode', code: (await newestMessage(server, phone_number)).code })
    await client.until('Ready')
    return client
  }
})

describe.skipIf('reason' in cage)('TDLib and a passkey of another data center', () => {
  it('repeats its login where the account lives', async () => {
    if ('reason' in cage) return
    await installPeers()
    const phone_number = '+12025550155'
    await using folder = await temporaryFolder()
    const { path } = folder
    const account = ['--account', `${phone_number}:Lise@2`, '--passkey-after', '0']
    await using server = await startInteropServer(path, '--dcs', '2', ...account)
    await using tdlib = await Tdlib.start(cage, server, path)
    const device = createSoftwareAuthenticator()
    await using tg = await openOurClient(server)
    await tg.login.start({ phone_number })
    await tg.login.enterCode((await newestMessage(server, phone_number)).code)
    await tg.passkeys.register(options => device.create(options))
    const client = await tdlib.open({ name: 'elsewhere' })
    await client.until('WaitPhoneNumber')
    await logInBy(client, device)
    await client.until('Ready')
    expect(await client.invoke({ _: 'getMe' })).toMatchObject({ first_name: 'Lise' })
    await client.close()
  })
})

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'chappe-tdlib-home-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

async function logInBy(client: TdlibClient, device: SoftwareAuthenticator): Promise<void> {
  const { text } = await client.invoke<{ text: string }>({ _: 'getAuthenticationPasskeyParameters' })
  const { id, response } = device.get(JSON.parse(text))
  await client.invoke({
    _: 'checkAuthenticationPasskey',
    credential_id: id,
    client_data: decoded(response.clientDataJSON).toString(),
    authenticator_data: decoded(response.authenticatorData).toString('base64'),
    signature: decoded(response.signature).toString('base64'),
    user_handle: decoded(response.userHandle).toString('base64'),
  })
}

function decoded(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}
