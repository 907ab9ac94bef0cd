import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSoftwareAuthenticator } from '../src/testing/index.ts'
import {
  askToRegister,
  dayMs,
  logInBy,
  register,
  registrationToTl,
  startPasskeyWorld,
  withClientData,
} from './support/passkey-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld } from './support/session-world.ts'

// Registering and managing passkeys over TCP: https://core.telegram.org/api/passkeys

let world: SessionWorld
let owner: RawClient

beforeEach(async () => {
  ;({ world, owner } = await startPasskeyWorld())
})

afterEach(() => world[Symbol.asyncDispose]())

const send = (credential: object) => errorOf(owner.call('account.registerPasskey', { credential }))

describe('account.initPasskeyRegistration', () => {
  it('says what to make: for this domain, this account, findable without a name', async () => {
    const { publicKey } = await askToRegister(owner)
    expect(publicKey).toEqual({
      rp: { id: 'localhost', name: 'Chappe' },
      user: { id: Buffer.from('2:1000000001').toString('base64url'), name: '+9991234567', displayName: 'Ada' },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    })
  })

  it('names the data center that the client believes in', async () => {
    const elsewhere = await world.loggedIn({ dc: 4 })
    await world.pass(dayMs)
    const { publicKey } = await askToRegister(await world.again(elsewhere))
    expect(Buffer.from(publicKey.user.id, 'base64url').toString()).toBe('4:1000000001')
  })

  it('is refused to a session of less than a day', async () => {
    const young = await world.loggedIn()
    expect(await errorOf(young.call('account.initPasskeyRegistration'))).toBe('406 FRESH_RESET_AUTHORISATION_FORBIDDEN')
    await world.pass(dayMs - 1)
    const almost = await world.again(young)
    expect(await errorOf(almost.call('account.initPasskeyRegistration'))).toBe(
      '406 FRESH_RESET_AUTHORISATION_FORBIDDEN',
    )
    await world.pass(1)
    await askToRegister(await world.again(young))
  })

  it('is refused to bots, and to who is not logged in', async () => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const bot = await world.connect()
    const { api_id, api_hash } = world.dc
    await bot.call('auth.importBotAuthorization', { flags: 0, api_id, api_hash, bot_auth_token: token })
    expect(await errorOf(bot.call('account.initPasskeyRegistration'))).toBe('403 ACCESS_DENIED')
    const nobody = await world.connect()
    expect(await errorOf(nobody.call('account.initPasskeyRegistration'))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('account.registerPasskey', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)(
    'keeps a passkey of the kind %s, which then logs in',
    async algorithm => {
      const device = createSoftwareAuthenticator({ algorithm })
      const made = await register(owner, device)
      const date = Math.floor(world.clock.now() / 1000)
      expect(made).toEqual({
        _: 'passkey',
        id: expect.stringMatching(/^[\w-]{43}$/),
        name: 'Passkey',
        date,
        software_emoji_id: undefined,
        last_usage_date: undefined,
      })
      expect(await owner.call('account.getPasskeys')).toEqual({ _: 'account.passkeys', passkeys: [made] })
      await world.pass(5000)
      const { user } = await logInBy(device, await world.connect())
      expect(user).toMatchObject({ self: true, first_name: 'Ada' })
      expect(await owner.call('account.getPasskeys')).toMatchObject({ passkeys: [{ last_usage_date: date + 5 }] })
    },
  )

  it('names a passkey by who made its device', async () => {
    const aaguid = 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4'
    expect(await register(owner, createSoftwareAuthenticator({ aaguid }))).toMatchObject({
      name: 'Google Password Manager',
    })
  })

  it('takes the id from what the device vouches for: TDLib says "1" for both', async () => {
    const device = createSoftwareAuthenticator()
    const created = device.create(await askToRegister(owner))
    const credential = { ...registrationToTl(created), id: '1', raw_id: '1' }
    expect(await owner.call('account.registerPasskey', { credential })).toMatchObject({ id: created.id })
    await logInBy(device, await world.connect())
  })

  it('looks at no attestation, whatever it says', async () => {
    const created = createSoftwareAuthenticator().create(await askToRegister(owner))
    const attestation = Buffer.from(created.response.attestationObject, 'base64url')
    // {"fmt": "none"} becomes {"fmt": "tpm0"}, which no verifier knows.
    const position = attestation.indexOf('none')
    attestation.write('tpm0', position, 'latin1')
    const response = { ...created.response, attestationObject: attestation.toString('base64url') }
    const credential = registrationToTl({ ...created, response })
    expect(await owner.call('account.registerPasskey', { credential })).toMatchObject({ id: created.id })
  })

  it('refuses another page, another ceremony, another challenge', async () => {
    const device = createSoftwareAuthenticator()
    const attempts: readonly [object, string][] = [
      [{ origin: 'https://telegram.org' }, '400 PASSKEY_ORIGIN_MISMATCH'],
      [{ origin: 'http://localhost:80:80' }, '400 PASSKEY_ORIGIN_MISMATCH'],
      [{ origin: 'http://localhost.evil.example' }, '400 PASSKEY_ORIGIN_MISMATCH'],
      [{ origin: 1 }, '400 CREDENTIAL_INVALID'],
      [{ type: 'webauthn.get' }, '400 CREDENTIAL_INVALID'],
      [{ challenge: 'x' }, '400 CREDENTIAL_INVALID'],
      [{ challenge: undefined }, '400 CREDENTIAL_INVALID'],
      [{ challenge: randomBytes(32).toString('base64url') }, '400 CREDENTIAL_INVALID'],
    ]
    for (const [changes, expected] of attempts) {
      const created = device.create(await askToRegister(owner))
      expect(await send(registrationToTl(withClientData(created, changes)))).toBe(expected)
    }
  })

  it('takes a page of any port of this machine', async () => {
    await register(owner, createSoftwareAuthenticator(), { origin: 'http://localhost:54321' })
  })

  it('refuses an authenticator of another domain, nobody there, and nobody recognised', async () => {
    const device = createSoftwareAuthenticator()
    const request = await askToRegister(owner)
    const foreign = { publicKey: { ...request.publicKey, rp: { id: 'telegram.org' } } }
    const created = withClientData(device.create(foreign), { origin: 'http://localhost' })
    expect(await send(registrationToTl(created))).toBe('400 CREDENTIAL_INVALID')
    for (const ceremony of [{ userPresent: false, userVerified: false }, { userVerified: false }]) {
      const alone = device.create(await askToRegister(owner), ceremony)
      expect(await send(registrationToTl(alone))).toBe('400 CREDENTIAL_INVALID')
    }
  })

  it('refuses keys whose signatures it could not verify later', async () => {
    const request = await askToRegister(owner)
    const wished = { publicKey: { ...request.publicKey, pubKeyCredParams: [{ alg: -35 }] } }
    const created = createSoftwareAuthenticator({ algorithm: 'ES384' }).create(wished)
    expect(await send(registrationToTl(created))).toBe('400 PASSKEY_ALGORITM_UNSUPPORTED')
  })

  it('refuses what is no new passkey at all', async () => {
    const credential = registrationToTl(createSoftwareAuthenticator().create(await askToRegister(owner)))
    const { response } = credential
    if (response._ !== 'inputPasskeyResponseRegister') throw new TypeError('a registration')
    const data = (text: string) => ({ ...response, client_data: { _: 'dataJSON', data: text } })
    const broken: readonly object[] = [
      { _: 'inputPasskeyCredentialFirebasePNV', pnv_token: 'x' },
      { ...credential, response: data('') },
      { ...credential, response: data('[]') },
      { ...credential, response: data('null') },
      { ...credential, response: data('{"type":"webauthn.create"}') },
      { ...credential, response: data(`{"type":"webauthn.create","origin":"${'x'.repeat(5000)}"}`) },
      { ...credential, response: { ...response, attestation_data: new Uint8Array(20_000) } },
    ]
    for (const attempt of broken) expect(await send(attempt)).toBe('400 CREDENTIAL_INVALID')
    for (const attestation_data of [new Uint8Array(0), Buffer.from('a0', 'hex'), Buffer.alloc(16_384, 0x81)]) {
      // Each takes a challenge of its own, since that is used up before the attestation is read.
      const { response: fresh } = registrationToTl(createSoftwareAuthenticator().create(await askToRegister(owner)))
      expect(await send({ ...credential, response: { ...fresh, attestation_data } })).toBe('400 CREDENTIAL_INVALID')
    }
  })

  it('takes a challenge once, within five minutes, by the session that asked, and the latest alone', async () => {
    const device = createSoftwareAuthenticator()
    const expired = '400 PASSKEY_CHALLENGE_EXPIRED'
    const created = device.create(await askToRegister(owner))
    await owner.call('account.registerPasskey', { credential: registrationToTl(created) })
    expect(await send(registrationToTl(created))).toBe(expired)

    const late = createSoftwareAuthenticator().create(await askToRegister(owner))
    await world.pass(300_000)
    owner = await world.again(owner)
    expect(await send(registrationToTl(late))).toBe(expired)

    const replaced = createSoftwareAuthenticator().create(await askToRegister(owner))
    await askToRegister(owner)
    expect(await send(registrationToTl(replaced))).toBe(expired)

    const foreign = createSoftwareAuthenticator().create(await askToRegister(owner))
    const other = await world.loggedIn()
    const credential = registrationToTl(foreign)
    expect(await errorOf(other.call('account.registerPasskey', { credential }))).toBe(expired)
    expect(await send(credential)).toBeUndefined()
  })

  it('keeps five, then asks to delete one', async () => {
    const devices = Array.from({ length: 5 }, () => createSoftwareAuthenticator())
    const made = []
    for (const device of devices) made.push(await register(owner, device))
    expect(await errorOf(owner.call('account.initPasskeyRegistration'))).toBe('403 ACCESS_DENIED')
    expect(await owner.call('account.deletePasskey', { id: made[0]?.id })).toBe(true)
    await register(owner)
  })

  it('tells devices which passkeys they have already', async () => {
    const device = createSoftwareAuthenticator()
    const { id } = await register(owner, device)
    const request = await askToRegister(owner)
    expect(request.publicKey.excludeCredentials).toEqual([{ type: 'public-key', id }])
    expect(() => device.create(request)).toThrow(expect.objectContaining({ name: 'InvalidStateError' }))
  })
})

describe('account.deletePasskey', () => {
  it('ends a passkey of the own account, and no other', async () => {
    const device = createSoftwareAuthenticator()
    const { id } = await register(owner, device)
    await world.dc.accounts.create({ phone_number: '+999 765 43 21', first_name: 'Eve' })
    const eve = await world.connect()
    const { token } = await world.dc.webTokens.create({ phone_number: '+999 765 43 21' })
    const { api_id, api_hash } = world.dc
    await eve.call('auth.importWebTokenAuthorization', { api_id, api_hash, web_auth_token: token })
    expect(await eve.call('account.deletePasskey', { id })).toBe(false)
    expect(await eve.call('account.getPasskeys')).toEqual({ _: 'account.passkeys', passkeys: [] })
    expect(await owner.call('account.deletePasskey', { id })).toBe(true)
    expect(await owner.call('account.deletePasskey', { id })).toBe(false)
    expect(await errorOf(logInBy(device, await world.connect()))).toBe('400 PASSKEY_CREDENTIAL_NOT_FOUND')
  })
})

describe('a data center without passkeys', () => {
  it('says so in every way', async () => {
    await using without = await SessionWorld.start({ passkeys: false })
    const client = await without.loggedIn()
    expect(await errorOf(client.call('account.initPasskeyRegistration'))).toBe('403 ACCESS_DENIED')
    const { api_id, api_hash } = without.dc
    expect(await errorOf(client.call('auth.initPasskeyLogin', { api_id, api_hash }))).toBe('400 METHOD_INVALID')
    const shows = async (asked: RawClient) => JSON.stringify(await asked.call('help.getAppConfig', { hash: 0 }))
    expect(await shows(client)).not.toContain('passkeys_account_passkeys_max')
    expect(await shows(owner)).toContain('passkeys_account_passkeys_max')
  })
})
