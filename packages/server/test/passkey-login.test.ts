import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AssertedCredential,
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '../src/testing/index.ts'
import { DcWorld } from './support/dc-world.ts'
import {
  askToLogIn,
  assertionToTl,
  finish,
  logInBy,
  register,
  registrationToTl,
  startPasskeyWorld,
  withClientData,
} from './support/passkey-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld, told } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Logging in by a passkey over TCP: https://core.telegram.org/api/passkeys#logging-in-with-a-passkey

let world: SessionWorld
let owner: RawClient
let device: SoftwareAuthenticator
let passkeyId: string
let client: RawClient

beforeEach(async () => {
  ;({ world, owner } = await startPasskeyWorld())
  device = createSoftwareAuthenticator()
  passkeyId = (await register(owner, device)).id
  client = await world.connect()
})

afterEach(() => world[Symbol.asyncDispose]())

/** The error of a login whose credential was changed on its way. */
async function refused(change: (asserted: AssertedCredential) => AssertedCredential): Promise<string | undefined> {
  return errorOf(finish(client, change(device.get(await askToLogIn(client)))))
}

const withResponse =
  (changes: Partial<AssertedCredential['response']>) =>
  (asserted: AssertedCredential): AssertedCredential => ({
    ...asserted,
    response: { ...asserted.response, ...changes },
  })

describe('auth.initPasskeyLogin', () => {
  it('says what to sign, and names no account', async () => {
    expect((await askToLogIn(client)).publicKey).toEqual({
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      timeout: 300_000,
      rpId: 'localhost',
      userVerification: 'required',
    })
  })

  it('refuses an unknown program', async () => {
    const request = { api_id: 1, api_hash: '0'.repeat(32) }
    expect(await errorOf(client.call('auth.initPasskeyLogin', request))).toBe('400 API_ID_INVALID')
  })
})

describe('auth.finishPasskeyLogin', () => {
  it('logs in without a number and without a code, and the other sessions hear of it', async () => {
    const { user, future_auth_token } = await logInBy(device, client)
    expect(user).toMatchObject({ self: true, first_name: 'Ada' })
    expect(future_auth_token).toBeInstanceOf(Uint8Array)
    expect(await client.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] })).toEqual([user])
    await world.settle()
    expect(told(owner)).toContainEqual(expect.objectContaining({ _: 'updateNewAuthorization', unconfirmed: true }))
  })

  it('leads to the password of an account that has one', async () => {
    await setPassword(owner, 'correct horse')
    expect(await errorOf(logInBy(device, client))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(client.call('updates.getState'))).toBe('401 SESSION_PASSWORD_NEEDED')
    const password = await answer(client, 'correct horse')
    const { user } = await client.call<auth.authorization>('auth.checkPassword', { password })
    expect(user).toMatchObject({ self: true })
    expect(await owner.call('account.getPasskeys')).toMatchObject({
      passkeys: [{ last_usage_date: expect.any(Number) }],
    })
  })

  it('refuses another page, another ceremony, another challenge', async () => {
    const change = (changes: object) => refused(asserted => withClientData(asserted, changes))
    expect(await change({ origin: 'https://telegram.org' })).toBe('400 PASSKEY_ORIGIN_MISMATCH')
    expect(await change({ type: 'webauthn.create' })).toBe('400 CREDENTIAL_INVALID')
    expect(await change({ challenge: randomBytes(32).toString('base64url') })).toBe('400 CREDENTIAL_INVALID')
    expect(await change({ challenge: 'é' })).toBe('400 CREDENTIAL_INVALID')
    // The page that is allowed as well, but is not the one that was signed.
    expect(await change({ origin: 'http://localhost:1' })).toBe('400 CREDENTIAL_INVALID')
  })

  it('refuses a signature by another key, or over other data', async () => {
    const signature = randomBytes(70).toString('base64url')
    expect(await refused(withResponse({ signature }))).toBe('400 CREDENTIAL_INVALID')
    expect(await refused(withResponse({ signature: '' }))).toBe('400 CREDENTIAL_INVALID')
    expect(await refused(withResponse({ authenticatorData: '' }))).toBe('400 CREDENTIAL_INVALID')
    const stranger = createSoftwareAuthenticator()
    await register(owner, stranger)
    const signed = stranger.get(await askToLogIn(client))
    const claimed = { ...signed, id: passkeyId, rawId: passkeyId }
    expect(await errorOf(finish(client, claimed))).toBe('400 CREDENTIAL_INVALID')
  })

  it('refuses an authenticator that nobody touched, or that did not look at who did', async () => {
    for (const ceremony of [{ userPresent: false, userVerified: false }, { userVerified: false }]) {
      expect(await errorOf(logInBy(device, client, ceremony))).toBe('400 CREDENTIAL_INVALID')
    }
  })

  it('lets the operator do without looking at who did', async () => {
    const relaxed = await startPasskeyWorld({ passkeys: { userVerification: 'preferred' } })
    await using _ = relaxed.world
    const key = createSoftwareAuthenticator()
    await register(relaxed.owner, key, { userVerified: false })
    await logInBy(key, await relaxed.world.connect(), { userVerified: false })
    expect(await errorOf(logInBy(key, await relaxed.world.connect(), { userPresent: false }))).toBe(
      '400 CREDENTIAL_INVALID',
    )
  })

  it('refuses a counter that did not move: there are two of that device', async () => {
    await logInBy(device, await world.connect(), { counter: 7 })
    for (const counter of [7, 6, 0]) {
      expect(await errorOf(logInBy(device, client, { counter }))).toBe('400 CREDENTIAL_INVALID')
    }
    await logInBy(device, client, { counter: 8 })
  })

  it('takes passkeys that do not count, as those that are shared between devices', async () => {
    const shared = createSoftwareAuthenticator({ counts: false })
    await register(owner, shared)
    for (let login = 0; login < 3; login++) await logInBy(shared, await world.connect())
  })

  it('refuses a passkey that it does not know, or that is said to be somebody else’s', async () => {
    expect(await refused(asserted => ({ ...asserted, id: 'AAAA', rawId: 'AAAA' }))).toBe(
      '400 PASSKEY_CREDENTIAL_NOT_FOUND',
    )
    for (const handle of ['2:1000000002', '1000000001', '', '2:', ':1000000001', '2:1e9', '2:1000000001 ']) {
      const userHandle = Buffer.from(handle).toString('base64url')
      expect(await refused(withResponse({ userHandle }))).toBe('400 CREDENTIAL_INVALID')
    }
    // Where the account lived when the passkey was made says nothing.
    const userHandle = Buffer.from('5:1000000001').toString('base64url')
    expect(await refused(withResponse({ userHandle }))).toBeUndefined()
  })

  it('refuses what is no login at all', async () => {
    const credential = assertionToTl(device.get(await askToLogIn(client)))
    const send = (changed: object) => errorOf(client.call('auth.finishPasskeyLogin', { credential: changed }))
    expect(await send({ _: 'inputPasskeyCredentialFirebasePNV', pnv_token: 'x' })).toBe('400 CREDENTIAL_INVALID')
    const { response } = registrationToTl(
      createSoftwareAuthenticator().create({
        publicKey: { challenge: '', rp: {}, user: { id: '' }, pubKeyCredParams: [{ alg: -7 }] },
      }),
    )
    expect(await send({ ...credential, response })).toBe('400 CREDENTIAL_INVALID')
    expect(await send({ ...credential, raw_id: 'x'.repeat(2000) })).toBe('400 CREDENTIAL_INVALID')
    for (const [field, value] of [
      ['authenticator_data', new Uint8Array(5000)],
      ['signature', new Uint8Array(2000)],
      ['user_handle', '2'.repeat(100)],
    ] as const) {
      expect(await send({ ...credential, response: { ...credential.response, [field]: value } })).toBe(
        '400 CREDENTIAL_INVALID',
      )
    }
    expect(await send(credential)).toBeUndefined()
  })

  it('takes a challenge once, within five minutes, and the latest alone', async () => {
    const expired = '400 PASSKEY_CHALLENGE_EXPIRED'
    const used = device.get(await askToLogIn(client))
    await finish(client, used)
    expect(await errorOf(finish(client, used))).toBe(expired)
    const late = device.get(await askToLogIn(client))
    await world.pass(299_999)
    client = await world.again(client)
    const inTime = device.get(await askToLogIn(client))
    expect(await errorOf(finish(client, late))).toBe(expired)
    await finish(client, inTime)
    const over = device.get(await askToLogIn(client))
    await world.pass(300_000)
    client = await world.again(client)
    expect(await errorOf(finish(client, over))).toBe(expired)
  })

  it('uses a challenge up even when the signature is wrong', async () => {
    const asserted = device.get(await askToLogIn(client))
    const wrong = withResponse({ signature: randomBytes(70).toString('base64url') })(asserted)
    expect(await errorOf(finish(client, wrong))).toBe('400 CREDENTIAL_INVALID')
    expect(await errorOf(finish(client, asserted))).toBe('400 PASSKEY_CHALLENGE_EXPIRED')
  })

  it('takes a challenge from another key only when that is named', async () => {
    const asserted = device.get(await askToLogIn(client))
    const other = await world.connect()
    expect(await errorOf(finish(other, asserted))).toBe('400 PASSKEY_CHALLENGE_EXPIRED')
    const from_auth_key_id = client.key.authKey.auth_key_id
    expect(await errorOf(finish(other, asserted, { from_dc_id: 2, from_auth_key_id: 1n }))).toBe(
      '400 PASSKEY_CHALLENGE_EXPIRED',
    )
    await finish(other, asserted, { from_dc_id: 2, from_auth_key_id })
  })

  it('takes from_dc_id when that is here: TDLib always sends it, and 0 for the key', async () => {
    const from_auth_key_id = client.key.authKey.auth_key_id
    await finish(client, device.get(await askToLogIn(client)), { from_dc_id: 2, from_auth_key_id })
    await finish(client, device.get(await askToLogIn(client)), { from_dc_id: 2, from_auth_key_id: 0n })
  })

  it('lets two logins with one signature race, and one of them in', async () => {
    const asserted = device.get(await askToLogIn(client))
    const outcomes = await Promise.all([errorOf(finish(client, asserted)), errorOf(finish(client, asserted))])
    expect(outcomes.sort()).toEqual(['400 PASSKEY_CHALLENGE_EXPIRED', undefined].sort())
  })

  it('lets two passes of one counter race, and one of them in', async () => {
    const [one, two] = [await world.connect(), await world.connect()]
    const asserted = [
      device.get(await askToLogIn(one), { counter: 9 }),
      device.get(await askToLogIn(two), { counter: 9 }),
    ] as const
    const outcomes = await Promise.all([errorOf(finish(one, asserted[0])), errorOf(finish(two, asserted[1]))])
    expect(outcomes.filter(outcome => outcome === undefined)).toHaveLength(1)
    expect(outcomes).toContain('400 CREDENTIAL_INVALID')
  })
})

describe('passkeys and several data centers', () => {
  it('lead to the home of the account, where the challenge of the first is taken', async () => {
    await using many = await DcWorld.start({ passkeys: { sessionAgeSecondsMin: 0 } })
    const key = createSoftwareAuthenticator()
    await register(await many.loggedIn(), key)
    const visitor = await many.connect(1)
    const asserted = key.get(await askToLogIn(visitor))
    expect(Buffer.from(asserted.response.userHandle, 'base64url').toString()).toBe('2:1000000001')
    expect(await errorOf(finish(visitor, asserted))).toBe('303 USER_MIGRATE_2')
    const there = await many.connect(2)
    const from_auth_key_id = visitor.key.authKey.auth_key_id
    expect(await errorOf(finish(there, asserted, { from_dc_id: 9, from_auth_key_id }))).toBe('500 AUTH_RESTART')
    // As TDLib does when it is sent on: it repeats the call, and names no key.
    const other = await many.connect(1)
    const unnamed = key.get(await askToLogIn(other))
    await finish(await many.connect(2), unnamed, { from_dc_id: 1, from_auth_key_id: 0n })
    const renewed = key.get(await askToLogIn(visitor))
    expect(await finish(there, renewed, { from_dc_id: 1, from_auth_key_id })).toMatchObject({ user: { self: true } })
  })
})

describe('a restart', () => {
  it('keeps passkeys and the login under way, and the disk holds no challenge', async () => {
    await using folder = await temporaryDirectory()
    const { world: before, owner: resident } = await startPasskeyWorld({ dataDir: folder.path })
    const key = createSoftwareAuthenticator()
    await register(resident, key)
    const pending = await before.connect()
    const asserted = key.get(await askToLogIn(pending))
    await before[Symbol.asyncDispose]()
    const challenge = JSON.parse(Buffer.from(asserted.response.clientDataJSON, 'base64url').toString()).challenge
    for (const name of await readdir(folder.path)) {
      const content = await readFile(`${folder.path}/${name}`)
      expect(content.includes(Buffer.from(challenge, 'base64url'))).toBe(false)
      expect(content.includes(challenge)).toBe(false)
    }
    await using again = await SessionWorld.start({ dataDir: folder.path })
    again.clock.advance(before.clock.now() - again.clock.now())
    const back = await again.again(pending)
    expect(await finish(back, asserted)).toMatchObject({ user: { self: true } })
    expect(await errorOf(finish(back, asserted))).toBe('400 PASSKEY_CHALLENGE_EXPIRED')
    await logInBy(key, await again.connect())
  })
})
