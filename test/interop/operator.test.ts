import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataCenter, defaultApp } from '@chappe/server'
import { createIntegritySigner, type IntegritySigner } from '@chappe/server/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCage } from './cage.ts'
import { installPeers } from './install-peers.ts'
import { Peer } from './peer.ts'
import { Tdlib, type TdlibServer } from './tdlib.ts'

const cage = findCage()

// Set up from within the process: checks of integrity have no switch on the command line.
describe('clients of other projects against a data center whose operator made bots and checks integrity', () => {
  let dc: DataCenter
  let signer: IntegritySigner
  let folder: string
  let report: TdlibServer['report']
  let mtcute: Peer
  let tdlib: Tdlib

  beforeAll(async () => {
    await installPeers()
    folder = await mkdtemp(join(tmpdir(), 'chappe-operator-'))
    signer = await createIntegritySigner([defaultApp.api_id])
    dc = await DataCenter.start({ integrity: signer.options })
    const { api_id, api_hash, publicKey: public_key } = dc
    report = { dcs: [{ id: dc.dcId, ...dc.address }], public_key, api_id, api_hash }
    mtcute = new Peer('mtcute-peer.js')
    if ('within' in cage) tdlib = await Tdlib.start(cage, { report }, folder)
  })

  afterAll(async () => {
    await tdlib?.[Symbol.asyncDispose]()
    await mtcute?.[Symbol.asyncDispose]()
    await dc?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  describe('mtcute', () => {
    it('logs in as a bot by a token, and not by a wrong one', async () => {
      const { account, token } = await dc.bots.create({ name: 'Semaphore', username: 'semaphore_bot' })
      const invoke = await open('bot')
      await expect(invoke('signInBot', `${token}x`)).rejects.toThrow('400 ACCESS_TOKEN_INVALID')
      expect(await invoke('signInBot', token)).toMatchObject({
        id: Number(account.id),
        isBot: true,
        username: 'semaphore_bot',
      })
    })

    it('logs in by Firebase, with a proof that the test makes in the place of Google', async () => {
      const phone = '+12025550191'
      const { id } = await dc.accounts.create({ phone_number: phone, first_name: 'Ida' })
      const invoke = await open('firebase')
      const phoneNumber = phone.slice(1)
      const { type, phoneCodeHash } = await invoke<RawSentCode>('call', {
        _: 'auth.sendCode',
        phoneNumber,
        apiId: dc.api_id,
        apiHash: dc.api_hash,
        settings: { _: 'codeSettings', allowFirebase: true },
      })
      expect(type).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms', length: 5 })
      expect(dc.inbox.list({ phone_number: phone })).toEqual([])

      const playIntegrityToken = await signer.playIntegrityToken(bytesOf(type.playIntegrityNonce), Date.now())
      const proof = { phoneNumber, phoneCodeHash, playIntegrityToken }
      expect(await invoke('call', { _: 'auth.requestFirebaseSms', ...proof })).toBe(true)
      const phoneCode = dc.inbox.list({ phone_number: phone }).at(-1)?.code
      expect(await invoke('signIn', { phone, phoneCodeHash, phoneCode })).toMatchObject({ id: Number(id) })
    })

    async function open(name: string) {
      await mtcute.call('open', { name, report, usePfs: false, testMode: false, disableUpdates: true })
      return <Result>(method: string, ...parameters: unknown[]): Promise<Result> =>
        mtcute.call<Result>('invoke', { name, method, parameters })
    }
  })

  describe.skipIf('reason' in cage)('TDLib', () => {
    it('logs in as a bot by a token, and not by a wrong one', async () => {
      const { account, token } = await dc.bots.create({ name: 'Telegraph', username: 'telegraph_bot' })
      const client = await tdlib.open({ name: 'bot' })
      await client.until('WaitPhoneNumber')
      const wrong = { _: 'checkAuthenticationBotToken', token: `${token}x` }
      await expect(client.invoke(wrong)).rejects.toThrow('400 ACCESS_TOKEN_INVALID')
      await client.invoke({ _: 'checkAuthenticationBotToken', token })
      await client.until('Ready')
      expect(await client.invoke({ _: 'getMe' })).toMatchObject({
        id: Number(account.id),
        type: { _: 'userTypeBot' },
        usernames: { editable_username: 'telegraph_bot' },
      })
      await client.close()
    })

    it('shows Firebase as a text message, for which this build has no proof; saying so brings one', async () => {
      const phone_number = '+12025550192'
      const client = await tdlib.open({ name: 'firebase' })
      await client.until('WaitPhoneNumber')
      const firebase_authentication_settings = { _: 'firebaseAuthenticationSettingsAndroid' }
      const settings = { _: 'phoneNumberAuthenticationSettings', firebase_authentication_settings }
      await client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number, settings })
      await client.untilCodeBy('Sms')
      expect(dc.inbox.list({ phone_number })).toEqual([])

      const reason = { _: 'resendCodeReasonVerificationFailed', error_message: 'PLAY_SERVICES_MISSING' }
      await client.invoke({ _: 'resendAuthenticationCode', reason })
      const [message, ...more] = dc.inbox.list({ phone_number })
      expect({ medium: message?.medium, more }).toEqual({ medium: 'sms', more: [] })
      await client.invoke({ _: 'checkAuthenticationCode', code: message?.code })
      await client.until('WaitRegistration')
      await client.close()
    })
  })
})

/** `auth.sentCode` as mtcute hands it over, with Firebase as the medium. */
interface RawSentCode {
  readonly phoneCodeHash: string
  readonly type: { readonly _: string; readonly length: number; readonly playIntegrityNonce: unknown }
}

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(String(value), 'base64')
}
