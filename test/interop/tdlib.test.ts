import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServeProcess } from '../support/serve-process.ts'
import { openSignedUp, signUpWithOurClient } from '../support/sign-up.ts'
import { findCage } from './cage.ts'
import { installPeers } from './install-peers.ts'
import {
  missedCallSeconds,
  newestMessage,
  prefixes,
  setLoginEmail,
  settlePayments,
  startInteropServer,
} from './interop-server.ts'
import { Tdlib, type TdlibClient } from './tdlib.ts'
import { tokenOf } from './token-of.ts'
import { wrongCode } from './wrong-code.ts'

const cage = findCage()
if ('reason' in cage) {
  process.stderr.write(
    `\nTDLIB IS NOT TESTED: without a network of its own it could reach Telegram. ${cage.reason}\n\n`,
  )
}

describe.skipIf('reason' in cage)('TDLib against chappe serve', () => {
  let folder: string
  let server: ServeProcess
  let tdlib: Tdlib

  beforeAll(async () => {
    if ('reason' in cage) return
    await installPeers()
    folder = await mkdtemp(join(tmpdir(), 'chappe-tdlib-'))
    server = await startInteropServer(folder)
    tdlib = await Tdlib.start(cage, server, folder)
  })

  afterAll(async () => {
    await tdlib?.[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  it('signs up by text message, then call; it waits by itself when a resend comes too early', async () => {
    const phone_number = '+12025550101'
    const client = await tdlib.open({ name: 'sign-up' })
    await askForCode(client, phone_number)
    const sms = await client.untilCodeBy('Sms')
    expect(sms).toMatchObject({ type: { length: 5 }, next_type: { _: 'authenticationCodeTypeCall' }, timeout: 1 })

    // It tells the server and leaves its own call open, whatever the server says.
    const report = client.invoke({ _: 'reportAuthenticationCodeMissing', mobile_network_code: '01' })
    const reportAborted = expect(report).rejects.toThrow('500 Request aborted')
    const asked = Date.now()
    await resend(client)
    expect(Date.now() - asked).toBeGreaterThan(900)
    expect(await client.untilCodeBy('Call')).toMatchObject({ type: { length: 5 }, timeout: 0 })
    await expect(resend(client)).rejects.toThrow("can't be resend")

    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('call')
    await expect(enterCode(client, wrongCode(code))).rejects.toThrow('400 PHONE_CODE_INVALID')
    await enterCode(client, code)
    await client.until('WaitRegistration')
    await client.invoke({ _: 'registerUser', first_name: 'Ada', last_name: 'Lovelace' })
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', phone_number: '12025550101' })
    await client.close()
    await reportAborted
  })

  it('logs in by the message to another session, then by text message', async () => {
    const phone_number = '+12025550102'
    const account = await signUpWithOurClient(server, phone_number, 'Grace')
    const client = await tdlib.open({ name: 'app' })
    await askForCode(client, phone_number)
    expect(await client.untilCodeBy('TelegramMessage')).toMatchObject({
      type: { length: 5 },
      next_type: { _: 'authenticationCodeTypeSms' },
    })
    expect(await newestMessage(server, phone_number)).toMatchObject({ medium: 'app' })
    await resend(client)
    await client.untilCodeBy('Sms')
    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('sms')
    await enterCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id), first_name: 'Grace' })
    await client.close()
  })

  it('logs in by flash call', async () => {
    const phone_number = `+${prefixes.flashCall}5`
    const account = await signUpWithOurClient(server, phone_number, 'Edsger')
    const client = await tdlib.open({ name: 'flash-call' })
    await askForCode(client, phone_number, { allow_flash_call: true, is_current_phone_number: true })
    const { type, next_type } = await client.untilCodeBy('FlashCall')
    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('flashCall')
    expect(code).toMatch(new RegExp(`^${String(type['pattern']).replaceAll('*', '\\d')}$`))
    expect(next_type).toEqual({ _: 'authenticationCodeTypeSms', length: 0 })
    await enterCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.close()
  })

  it('logs in by missed call, and shows a wait that is too long for it', async () => {
    const phone_number = `+${prefixes.missedCall}5`
    const account = await signUpWithOurClient(server, phone_number, 'Barbara')
    const client = await tdlib.open({ name: 'missed-call' })
    await askForCode(client, phone_number, { allow_missed_call: true })
    const { type, timeout } = await client.untilCodeBy('MissedCall')
    expect({ length: type['length'], timeout }).toEqual({ length: 5, timeout: missedCallSeconds })
    await expect(resend(client)).rejects.toThrow(/^429 Too Many Requests: retry after (90|89)$/)
    const { medium, code, caller } = await newestMessage(server, phone_number)
    expect({ medium, caller }).toEqual({ medium: 'missedCall', caller: `${type['phone_number_prefix']}${code}` })
    await enterCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.close()
  })

  it('logs in by a word, which it sends as it was typed', async () => {
    const phone_number = `+${prefixes.word}5`
    const account = await signUpWithOurClient(server, phone_number, 'Radia')
    const client = await tdlib.open({ name: 'word' })
    await askForCode(client, phone_number)
    const { type } = await client.untilCodeBy('SmsWord')
    const { medium, code } = await newestMessage(server, phone_number)
    expect({ medium, first_letter: code.slice(0, 1) }).toEqual({
      medium: 'smsWord',
      first_letter: type['first_letter'],
    })
    await expect(enterCode(client, wrongCode(code))).rejects.toThrow('400 PHONE_CODE_INVALID')
    await enterCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.close()
  })

  it('logs in by a phrase', async () => {
    const phone_number = `+${prefixes.phrase}5`
    const account = await signUpWithOurClient(server, phone_number, 'Frances')
    const client = await tdlib.open({ name: 'phrase' })
    await askForCode(client, phone_number)
    const { type, next_type } = await client.untilCodeBy('SmsPhrase')
    expect(next_type).toMatchObject({ _: 'authenticationCodeTypeCall' })
    const { medium, code } = await newestMessage(server, phone_number)
    expect({ medium, first_word: code.split(' ')[0] }).toEqual({ medium: 'smsPhrase', first_word: type['first_word'] })
    await enterCode(client, code.toUpperCase())
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.close()
  })

  it('logs in by the code of an anonymous number', async () => {
    const phone_number = '+88812345678'
    const account = await signUpWithOurClient(server, phone_number, 'Alan')
    const client = await tdlib.open({ name: 'anonymous' })
    await askForCode(client, phone_number)
    const { type } = await client.untilCodeBy('Fragment')
    expect(type).toMatchObject({ url: 'https://fragment.com', length: 5 })
    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('fragmentSms')
    await enterCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.close()
  })

  it('sets up a login e-mail, and logs in by the letters to it, again by a resend and a wrong code', async () => {
    const phone_number = `+${prefixes.email}5`
    const account = await signUpWithOurClient(server, phone_number, 'Mary')
    const before = await tdlib.open({ name: 'email set-up' })
    await askForCode(before, phone_number)
    await before.until('WaitEmailAddress')
    await expect(before.invoke({ _: 'setAuthenticationEmailAddress', email_address: 'mary' })).rejects.toThrow(
      '400 EMAIL_INVALID',
    )
    await before.invoke({ _: 'setAuthenticationEmailAddress', email_address: 'mary@mail.example' })
    expect(await before.until('WaitEmailCode')).toMatchObject({
      code_info: { email_address_pattern: 'm***y@mail.example', length: 6 },
    })
    await enterEmailCode(before, (await newestMessage(server, phone_number)).code)
    // The address is proven, and the number is proven as ever.
    await before.untilCodeBy('TelegramMessage')
    await enterCode(before, (await newestMessage(server, phone_number)).code)
    await before.until('Ready')
    await before.close()

    const client = await tdlib.open({ name: 'email' })
    await askForCode(client, phone_number)
    expect(await client.until('WaitEmailCode')).toMatchObject({
      code_info: { email_address_pattern: 'm***y@mail.example', length: 6 },
      email_address_reset_state: { _: 'emailAddressResetStateAvailable', wait_period: 604_800 },
    })
    const first = await newestMessage(server, phone_number)
    await resend(client)
    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('email')
    expect(first.medium).toBe('email')
    await expect(enterEmailCode(client, wrongCode(code))).rejects.toThrow('400 CODE_INVALID')
    await enterEmailCode(client, code)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id), first_name: 'Mary' })
    await client.close()
  })

  it('asks for the reset of a mailbox that is lost, and shows when that will be', async () => {
    const phone_number = `+${prefixes.email}6`
    await signUpWithOurClient(server, phone_number, 'Rosalind')
    await setLoginEmail(server, phone_number, 'rosalind@mail.example')
    const client = await tdlib.open({ name: 'email reset' })
    await askForCode(client, phone_number)
    await client.until('WaitEmailCode')
    await client.invoke({ _: 'resetAuthenticationEmailAddress' })
    expect(
      await client.until('WaitEmailCode', ({ email_address_reset_state: reset }) => isPending(reset)),
    ).toBeDefined()
    await client.close()
  })

  it('shows what a login costs, and goes on once the operator says that it is paid', async () => {
    const phone_number = `+${prefixes.paid}9`
    const client = await tdlib.open({ name: 'paid' })
    await askForCode(client, phone_number)
    expect(await client.until('WaitPremiumPurchase')).toMatchObject({
      store_product_id: 'premium.week',
      support_email_address: 'help@mail.example',
    })
    await settlePayments(server)
    await client.untilCodeBy('Sms')
    await enterCode(client, (await newestMessage(server, phone_number)).code)
    await client.until('WaitRegistration')
    await client.close()
  })

  it('logs in with the password that our client has set, after a wrong one', async () => {
    const phone_number = '+12025550105'
    await using tg = await openSignedUp(server, phone_number, 'Margaret')
    await tg.password.set({ password: 'correct horse', hint: 'the usual one' })
    const client = await tdlib.open({ name: 'password' })
    await askForCode(client, phone_number)
    await client.untilCodeBy('TelegramMessage')
    await enterCode(client, (await newestMessage(server, phone_number)).code)
    expect(await client.until('WaitPassword')).toMatchObject({
      password_hint: 'the usual one',
      has_recovery_email_address: false,
    })
    await expect(enterPassword(client, 'battery staple')).rejects.toThrow('400 PASSWORD_HASH_INVALID')
    await enterPassword(client, 'correct horse')
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ first_name: 'Margaret' })
    await client.close()
  })

  it('recovers a forgotten password by mail', async () => {
    const phone_number = '+12025550106'
    await using tg = await openSignedUp(server, phone_number, 'Hedy')
    expect(await tg.password.set({ password: 'forgotten', email: 'hedy@example.com' })).toMatchObject({
      at: 'emailUnconfirmed',
    })
    await tg.password.confirmEmail((await newestMessage(server, phone_number)).code)
    const client = await tdlib.open({ name: 'recovery' })
    await askForCode(client, phone_number)
    await client.untilCodeBy('TelegramMessage')
    await enterCode(client, (await newestMessage(server, phone_number)).code)
    expect(await client.until('WaitPassword')).toMatchObject({ has_recovery_email_address: true })
    await client.invoke({ _: 'requestAuthenticationPasswordRecovery' })
    const { medium, code: recovery_code } = await newestMessage(server, phone_number)
    expect(medium).toBe('email')
    await expect(
      client.invoke({ _: 'checkAuthenticationPasswordRecoveryCode', recovery_code: wrongCode(recovery_code) }),
    ).rejects.toThrow('400 CODE_INVALID')
    await client.invoke({ _: 'checkAuthenticationPasswordRecoveryCode', recovery_code })
    const change = { recovery_code, new_password: 'remembered', new_hint: 'new' }
    await client.invoke({ _: 'recoverAuthenticationPassword', ...change })
    await client.until('Ready')
    expect(await client.invoke({ _: 'getPasswordState' })).toMatchObject({ has_password: true, password_hint: 'new' })
    await client.close()
  })

  it.for([
    { name: 'without a password', phone_number: '+12025550107', password: undefined },
    { name: 'with a password', phone_number: '+12025550108', password: 'correct horse' },
  ])('logs in by a QR code that our client accepts, $name', async ({ name, phone_number, password }) => {
    await using tg = await openSignedUp(server, phone_number, 'Lise')
    if (password !== undefined) await tg.password.set({ password })
    const client = await tdlib.open({ name: `qr ${name}` })
    await client.until('WaitPhoneNumber')
    await client.invoke({ _: 'requestQrCodeAuthentication', other_user_ids: [] })
    const { link } = await client.until('WaitOtherDeviceConfirmation')
    await tg.auth.acceptLoginToken({ token: tokenOf(String(link)) })
    if (password !== undefined) {
      await client.until('WaitPassword')
      await enterPassword(client, password)
    }
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ first_name: 'Lise' })
    const { sessions } = await client.invoke<{ sessions: object[] }>({ _: 'getActiveSessions' })
    expect(sessions).toHaveLength(2)
    await client.close()
  })

  it('comes back without a code by the token that it got when it logged out', async () => {
    const phone_number = '+12025550109'
    await signUpWithOurClient(server, phone_number, 'Emmy')
    const before = await tdlib.open({ name: 'token' })
    await askForCode(before, phone_number)
    await before.untilCodeBy('TelegramMessage')
    await enterCode(before, (await newestMessage(server, phone_number)).code)
    await before.until('Ready')
    await before.invoke({ _: 'logOut' })
    await before.until('Closed')

    const client = await tdlib.open({ name: 'token' })
    await askForCode(client, phone_number, { authentication_tokens: [before.option('authentication_token')] })
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ first_name: 'Emmy' })
    await client.close()
  })

  it.for([
    { name: 'main network', use_pfs: false, use_test_dc: false, phone_number: '+12025550161' },
    { name: 'main network, PFS', use_pfs: true, use_test_dc: false, phone_number: '+12025550162' },
    { name: 'test network', use_pfs: false, use_test_dc: true, phone_number: '+12025550163' },
    { name: 'test network, PFS', use_pfs: true, use_test_dc: true, phone_number: '+12025550164' },
  ])('stays logged in over a restart and logs out: $name', async ({ phone_number, ...options }) => {
    const account = await signUpWithOurClient(server, phone_number, 'Katherine')
    const before = await tdlib.open(options)
    await askForCode(before, phone_number)
    await before.untilCodeBy('TelegramMessage')
    const { code } = await newestMessage(server, phone_number)
    await enterCode(before, code)
    await before.until('Ready')
    await before.close()

    const client = await tdlib.open(options)
    await client.until('Ready')
    expect(await me(client)).toMatchObject({ id: Number(account.id) })
    await client.invoke({ _: 'logOut' })
    await client.until('Closed')

    const after = await tdlib.open(options)
    await after.until('WaitPhoneNumber')
    await after.close()
  })

  it('has asked for no address but those of data centers', async () => {
    const hosts = new Set((await tdlib.addresses()).map(address => address.replace(/:\d+$/, '')))
    for (const host of hosts) expect(host).toMatch(/^(127\.0\.0\.1|149\.154\.175\.(10|50))$/)
  })

  async function askForCode(client: TdlibClient, phone_number: string, settings: object = {}): Promise<void> {
    await client.until('WaitPhoneNumber')
    await client.invoke({
      _: 'setAuthenticationPhoneNumber',
      phone_number,
      settings: { _: 'phoneNumberAuthenticationSettings', ...settings },
    })
  }

  function resend(client: TdlibClient): Promise<unknown> {
    return client.invoke({ _: 'resendAuthenticationCode', reason: { _: 'resendCodeReasonUserRequest' } })
  }

  function me(client: TdlibClient): Promise<unknown> {
    return client.invoke({ _: 'getMe' })
  }

  function enterPassword(client: TdlibClient, password: string): Promise<unknown> {
    return client.invoke({ _: 'checkAuthenticationPassword', password })
  }

  function enterEmailCode(client: TdlibClient, code: string): Promise<unknown> {
    return client.invoke({
      _: 'checkAuthenticationEmailCode',
      code: { _: 'emailAddressAuthenticationCode', code },
    })
  }

  function isPending(reset: unknown): boolean {
    return (reset as { _: string } | undefined)?._ === 'emailAddressResetStatePending'
  }

  function enterCode(client: TdlibClient, code: string): Promise<unknown> {
    return client.invoke({ _: 'checkAuthenticationCode', code })
  }
})
