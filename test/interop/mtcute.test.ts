import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServeProcess } from '../support/serve-process.ts'
import { openOurClient, openSignedUp, signUpWithOurClient } from '../support/sign-up.ts'
import { installPeers } from './install-peers.ts'
import { missedCallSeconds, newestMessage, prefixes, startInteropServer } from './interop-server.ts'
import { Peer } from './peer.ts'
import { tokenOf } from './token-of.ts'
import { wrongCode } from './wrong-code.ts'

/** mtcute's words for `auth.sentCode`. */
interface SentCode {
  readonly type: string
  readonly nextType: string
  readonly phoneCodeHash: string
  readonly timeout: number
  readonly length: number
  readonly beginning?: string
}

interface User {
  readonly id: number
  readonly phoneNumber: string
  readonly isSelf: boolean
}

// Its clients wait a second now and then, so they run side by side.
describe('mtcute against chappe serve', { concurrent: true }, () => {
  let folder: string
  let server: ServeProcess
  let peer: Peer

  beforeAll(async () => {
    await installPeers()
    folder = await mkdtemp(join(tmpdir(), 'chappe-mtcute-'))
    server = await startInteropServer(folder)
    peer = new Peer('mtcute-peer.js')
  })

  afterAll(async () => {
    await peer?.[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  it('logs in by the message to another session, text message and call, and refuses a wrong code', async () => {
    const phone_number = '+12025550171'
    const account = await signUpWithOurClient(server, phone_number, 'Claude')
    await using client = await open('resend')
    const sent = await client.sendCode(phone_number)
    expect(sent).toMatchObject({ type: 'app', length: 5, nextType: 'sms', timeout: 1 })
    // Its resendCode waits out a short FLOOD_WAIT by itself; the bare call shows it.
    const again = { _: 'auth.resendCode', phoneNumber: phone_number.slice(1), phoneCodeHash: sent.phoneCodeHash }
    await expect(client.invoke('call', again, { floodSleepThreshold: 0 })).rejects.toThrow(/^420 FLOOD_WAIT_/)

    const resent = await client.resendCode(phone_number, sent)
    expect(resent).toMatchObject({ type: 'sms', length: 5, nextType: 'call', phoneCodeHash: sent.phoneCodeHash })
    const last = await client.resendCode(phone_number, sent)
    expect(last).toMatchObject({ type: 'call', length: 5, nextType: 'none', phoneCodeHash: sent.phoneCodeHash })

    const { medium, code } = await newestMessage(server, phone_number)
    expect(medium).toBe('call')
    await expect(client.signIn(phone_number, sent, wrongCode(code))).rejects.toThrow('400 PHONE_CODE_INVALID')
    const user = await client.signIn(phone_number, sent, code)
    expect(user).toMatchObject({ id: Number(account.id), phoneNumber: '12025550171', isSelf: true })
    expect(await client.invoke<User>('getMe')).toMatchObject({ id: Number(account.id), isSelf: true })
  })

  it.for([
    { name: 'flash call', prefix: prefixes.flashCall, type: 'flash_call', medium: 'flashCall', nextType: 'sms' },
    { name: 'missed call', prefix: prefixes.missedCall, type: 'missed_call', medium: 'missedCall', nextType: 'sms' },
    { name: 'word', prefix: prefixes.word, type: 'sms_word', medium: 'smsWord', nextType: 'sms' },
    { name: 'phrase', prefix: prefixes.phrase, type: 'sms_phrase', medium: 'smsPhrase', nextType: 'call' },
    { name: 'anonymous number', prefix: '8881234567', type: 'fragment', medium: 'fragmentSms', nextType: 'none' },
  ])('logs in by $name', async ({ name, prefix, type, medium, nextType }) => {
    const phone_number = `+${prefix}7`
    const account = await signUpWithOurClient(server, phone_number, 'Annie')
    await using client = await open(name)
    const sent = await client.sendCode(phone_number, { allowFlashcall: true, allowMissedCall: true })
    expect(sent).toMatchObject({ type, nextType })
    const message = await newestMessage(server, phone_number)
    expect(message.medium).toBe(medium)
    if (sent.beginning !== undefined) expect(message.code.startsWith(sent.beginning)).toBe(true)
    expect(await client.signIn(phone_number, sent, message.code)).toMatchObject({ id: Number(account.id) })
  })

  it('shows a wait that is too long for it', async () => {
    const phone_number = `+${prefixes.missedCall}8`
    await using client = await open('wait')
    const sent = await client.sendCode(phone_number, { allowMissedCall: true })
    expect(sent).toMatchObject({ type: 'missed_call', timeout: missedCallSeconds })
    await expect(client.resendCode(phone_number, sent)).rejects.toThrow(/^420 FLOOD_WAIT_/)
  })

  it('cannot log in by e-mail with its own methods, since those send phone codes alone; bare calls can', async () => {
    const phone_number = `+${prefixes.email}7`
    const account = await signUpWithOurClient(server, phone_number, 'Chien')
    const phoneNumber = phone_number.slice(1)
    await using client = await open('email')
    const first = await client.sendCode(phone_number)
    expect(first).toMatchObject({ type: 'email_required' })
    const { phoneCodeHash } = first
    const purpose = { _: 'emailVerifyPurposeLoginSetup', phoneNumber, phoneCodeHash }
    const call = <Result>(request: object): Promise<Result> => client.invoke<Result>('call', request)
    expect(await call({ _: 'account.sendVerifyEmailCode', purpose, email: 'chien@mail.example' })).toMatchObject({
      emailPattern: 'c***n@mail.example',
      length: 6,
    })
    const letter = await newestMessage(server, phone_number)
    const verification = { _: 'emailVerificationCode', code: letter.code }
    const verified = await call<{ sentCode: SentCode }>({ _: 'account.verifyEmail', purpose, verification })
    const { code: phoneCode } = await newestMessage(server, phone_number)
    expect(await client.signIn(phone_number, verified.sentCode, phoneCode)).toMatchObject({ id: Number(account.id) })

    await using later = await open('email: later')
    const sent = await later.sendCode(phone_number)
    expect(sent).toMatchObject({ type: 'email', length: 6 })
    const { code } = await newestMessage(server, phone_number)
    await expect(later.signIn(phone_number, sent, code)).rejects.toThrow('400 PHONE_CODE_INVALID')
    const emailVerification = { _: 'emailVerificationCode', code }
    const signIn = { _: 'auth.signIn', phoneNumber, phoneCodeHash: sent.phoneCodeHash, emailVerification }
    expect(await later.invoke('call', signIn)).toMatchObject({ _: 'auth.authorization', user: { self: true } })
  })

  it('logs in with the password that our client has set, after a wrong one', async () => {
    const phone_number = '+12025550172'
    await using tg = await openSignedUp(server, phone_number, 'Margaret')
    await tg.password.set({ password: 'correct horse', hint: 'the usual one' })
    await using client = await open('password')
    const sent = await client.sendCode(phone_number)
    const { code } = await newestMessage(server, phone_number)
    await expect(client.signIn(phone_number, sent, code)).rejects.toThrow('401 SESSION_PASSWORD_NEEDED')
    expect(await client.invoke('getPasswordHint')).toBe('the usual one')
    await expect(client.invoke('checkPassword', 'battery staple')).rejects.toThrow('400 PASSWORD_HASH_INVALID')
    expect(await client.invoke<User>('checkPassword', 'correct horse')).toMatchObject({ isSelf: true })
  })

  it('sets, changes and removes a password with which our client logs in', async () => {
    const phone_number = '+12025550173'
    await signUpWithOurClient(server, phone_number, 'Hedy')
    await using tg = await openOurClient(server)
    await using client = await open('password-set')
    const sent = await client.sendCode(phone_number)
    await client.signIn(phone_number, sent, (await newestMessage(server, phone_number)).code)
    await client.invoke('enableCloudPassword', { password: 'first', hint: 'one' })
    await client.invoke('changeCloudPassword', { currentPassword: 'first', newPassword: 'second', hint: 'two' })
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode((await newestMessage(server, phone_number)).code)).toMatchObject({
      at: 'password',
      hint: 'two',
    })
    expect(await tg.login.enterPassword('second')).toMatchObject({ at: 'done' })
    await client.invoke('removeCloudPassword', 'second')
    expect(await tg.account.getPassword()).toMatchObject({ has_password: undefined })
  })

  it('recovers a forgotten password by mail', async () => {
    const phone_number = '+12025550177'
    await using tg = await openSignedUp(server, phone_number, 'Hedy')
    await tg.password.set({ password: 'forgotten', email: 'hedy@example.com' })
    await tg.password.confirmEmail((await newestMessage(server, phone_number)).code)
    await using client = await open('recovery')
    const sent = await client.sendCode(phone_number)
    const { code } = await newestMessage(server, phone_number)
    await expect(client.signIn(phone_number, sent, code)).rejects.toThrow('401 SESSION_PASSWORD_NEEDED')
    expect(await client.invoke('sendRecoveryCode')).toMatch(/^h.*@example\.com$/)
    const { medium, code: recoveryCode } = await newestMessage(server, phone_number)
    expect(medium).toBe('email')
    expect(await client.invoke<User>('recoverPassword', { recoveryCode })).toMatchObject({ isSelf: true })
    expect(await client.invoke('getPasswordHint')).toBeNull()
  })

  it.for([
    { name: 'without a password', phone_number: '+12025550174', password: undefined },
    { name: 'with a password', phone_number: '+12025550175', password: 'correct horse' },
  ])('logs in by a QR code that our client accepts, $name', async ({ name, phone_number, password }) => {
    await using tg = await openSignedUp(server, phone_number, 'Lise')
    if (password !== undefined) await tg.password.set({ password })
    await using client = await open(`qr ${name}`, { disableUpdates: false })
    const link = new Promise<string>(resolve =>
      peer.onEvent(event => event['name'] === `qr ${name}` && resolve(String(event['link']))),
    )
    const user = peer.call<User>('signInQr', { name: `qr ${name}`, password })
    await tg.auth.acceptLoginToken({ token: tokenOf(await link) })
    expect(await user).toMatchObject({ phoneNumber: phone_number.slice(1), isSelf: true })
    expect(await client.invoke<User>('getMe')).toMatchObject({ isSelf: true })
  })

  it('comes back without a code by the token that it got when it logged out', async () => {
    const phone_number = '+12025550176'
    const account = await signUpWithOurClient(server, phone_number, 'Emmy')
    await using before = await open('token: before')
    const sent = await before.sendCode(phone_number)
    await before.signIn(phone_number, sent, (await newestMessage(server, phone_number)).code)
    const { futureAuthToken: base64 } = await before.invoke<{ futureAuthToken: string }>('logOut')
    await using client = await open('token: after')
    const request = { phone: phone_number, futureAuthTokens: [{ base64 }] }
    expect(await client.invoke<User>('sendCode', request)).toMatchObject({ id: Number(account.id) })
  })

  it('cannot sign up: it says so itself', async () => {
    const phone_number = '+12025550150'
    await using client = await open('sign-up')
    const sent = await client.sendCode(phone_number)
    const { code } = await newestMessage(server, phone_number)
    await expect(client.signIn(phone_number, sent, code)).rejects.toThrow(/Signup is no longer supported/)
  })

  it.for([
    { name: 'main network', usePfs: false, testMode: false, phone_number: '+12025550151' },
    { name: 'main network, PFS', usePfs: true, testMode: false, phone_number: '+12025550152' },
    { name: 'test network', usePfs: false, testMode: true, phone_number: '+12025550153' },
    { name: 'test network, PFS', usePfs: true, testMode: true, phone_number: '+12025550154' },
  ])('stays logged in over a restart and logs out: $name', async ({ phone_number, name, ...options }) => {
    const account = await signUpWithOurClient(server, phone_number, 'Katherine')
    const session = await logInAndExport(`${name}: before`, phone_number, options)
    await using client = await open(`${name}: after`, { ...options, session })
    expect(await client.invoke<User>('getMe')).toMatchObject({ id: Number(account.id) })
    await client.invoke('logOut')
    await using late = await open(`${name}: late`, { ...options, session })
    await expect(late.invoke('getMe')).rejects.toThrow('401 AUTH_KEY_UNREGISTERED')
  })

  async function logInAndExport(name: string, phone_number: string, options: object): Promise<string> {
    await using client = await open(name, options)
    const sent = await client.sendCode(phone_number)
    await client.signIn(phone_number, sent, (await newestMessage(server, phone_number)).code)
    return await client.invoke<string>('exportSession')
  }

  const plain = { usePfs: false, testMode: false, disableUpdates: true }

  async function open(name: string, options: object = {}) {
    await peer.call('open', { name, report: server.report, ...plain, ...options })
    const invoke = <Result>(method: string, ...parameters: unknown[]): Promise<Result> =>
      peer.call<Result>('invoke', { name, method, parameters })
    return {
      invoke,
      sendCode: (phone: string, codeSettings: object = {}) => invoke<SentCode>('sendCode', { phone, codeSettings }),
      resendCode: (phone: string, { phoneCodeHash }: SentCode) =>
        invoke<SentCode>('resendCode', { phone, phoneCodeHash }),
      signIn: (phone: string, { phoneCodeHash }: SentCode, phoneCode: string) =>
        invoke<User>('signIn', { phone, phoneCodeHash, phoneCode }),
      [Symbol.asyncDispose]: () => peer.call<void>('close', { name }),
    }
  }
})
