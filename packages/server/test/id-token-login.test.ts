import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DataCenter, PolicyError } from '../src/index.ts'
import { createIdTokenSigner, type IdTokenChanges } from '../src/testing/index.ts'
import { EmailWorld, mailbox, pattern } from './support/email-world.ts'
import { httpPeer } from './support/http-peer.ts'
import { errorOf } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const google = (token: string) => ({ _: 'emailVerificationGoogle', token }) as const
const apple = (token: string) => ({ _: 'emailVerificationApple', token }) as const

describe('the word of a service about a mailbox', () => {
  it('is taken in the place of the code, where the policy names the service', async () => {
    const signer = await createIdTokenSigner()
    await using world = await EmailWorld.start({ email: { google: signer.policy } })
    const login = await world.begin()
    expect(login.type).toMatchObject({ google_signin_allowed: true, apple_signin_allowed: undefined })
    const token = await signer.token('Ada@Mail.example', world.clock.now())
    expect(await errorOf(login.signInBy(apple(token)))).toBe('400 CODE_INVALID')
    expect(await login.signInBy(google(token))).toMatchObject({ _: 'auth.authorization', user: { self: true } })
  })

  it.each<[string, string, IdTokenChanges]>([
    ['another mailbox', 'eve@mail.example', {}],
    ['a mailbox that the service has not verified', mailbox, { email_verified: false }],
    ['a mailbox of which the service does not say so', mailbox, { email_verified: null }],
    ['another program', mailbox, { audience: 'other.example' }],
    ['another service', mailbox, { issuer: 'https://evil.example' }],
    ['a time that is over', mailbox, { lifetimeSeconds: -61 }],
  ])('is not taken for %s', async (_, email, changes) => {
    const signer = await createIdTokenSigner()
    await using world = await EmailWorld.start({ email: { google: signer.policy } })
    const login = await world.begin()
    const token = await signer.token(email, world.clock.now(), changes)
    expect(await errorOf(login.signInBy(google(token)))).toBe('400 CODE_INVALID')
  })

  it('is not taken when somebody else has signed it, or nobody, or when it is no token', async () => {
    const [signer, impostor] = [await createIdTokenSigner(), await createIdTokenSigner()]
    await using world = await EmailWorld.start({ email: { google: signer.policy } })
    const login = await world.begin()
    const good = await signer.token(mailbox, world.clock.now())
    const [, payload] = good.split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    const foreign = await impostor.token(mailbox, world.clock.now())
    for (const token of [foreign, unsigned, 'x', `${good}${'x'.repeat(20_000)}`]) {
      expect(await errorOf(login.signInBy(google(token)))).toBe('400 CODE_INVALID')
    }
    expect(await errorOf(login.signInBy(google('')))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(login.signInBy(google(good)))).toBeUndefined()
  })

  it('is counted like a wrong code when it is no good', async () => {
    const signer = await createIdTokenSigner()
    await using world = await EmailWorld.start({ email: { google: signer.policy } })
    const login = await world.begin()
    for (let tries = 0; tries < 5; tries++) await errorOf(login.signInBy(google('x')))
    const token = await signer.token(mailbox, world.clock.now())
    expect(await errorOf(login.signInBy(google(token)))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('is taken in words as Apple once wrote it', async () => {
    const signer = await createIdTokenSigner()
    await using world = await EmailWorld.start({ email: { apple: signer.policy } })
    const login = await world.begin()
    const token = await signer.token(mailbox, world.clock.now(), { email_verified: 'true' })
    expect(await errorOf(login.signInBy(apple(token)))).toBeUndefined()
  })

  it('sets a mailbox up without a letter', async () => {
    const signer = await createIdTokenSigner()
    const email = { setUp: { required: [{}] }, google: signer.policy, blockedDomains: ['trash.example'] }
    await using world = await EmailWorld.start({ hasLoginEmail: false, email })
    const login = await world.begin()
    expect(login.type).toMatchObject({ google_signin_allowed: true })
    const blocked = await signer.token('ada@trash.example', world.clock.now())
    expect(await errorOf(login.verify(google(blocked)))).toBe('400 EMAIL_NOT_ALLOWED')
    expect(await login.verify(google(await signer.token(mailbox, world.clock.now())))).toMatchObject({ email: mailbox })
    await login.signIn(world.newest(() => true).code)
    expect(world.letters()).toEqual([])
    expect((await world.begin()).type).toMatchObject({ email_pattern: pattern })
  })

  it('changes the login e-mail', async () => {
    const signer = await createIdTokenSigner()
    await using world = await EmailWorld.start({ email: { apple: signer.policy } })
    const owner = await world.loggedIn()
    const token = await signer.token('grace@mail.example', world.clock.now())
    const request = { purpose: { _: 'emailVerifyPurposeLoginChange' }, verification: apple(token) }
    expect(await owner.call('account.verifyEmail', request)).toEqual({
      _: 'account.emailVerified',
      email: 'grace@mail.example',
    })
  })
})

describe('the keys of a service', () => {
  it('may be in a file', async () => {
    const signer = await createIdTokenSigner()
    await using folder = await temporaryDirectory()
    const file = join(folder.path, 'keys.json')
    await writeFile(file, JSON.stringify(signer.jwks))
    await using world = await EmailWorld.start({ email: { google: { ...signer.policy, jwks: { file } } } })
    const token = await signer.token(mailbox, world.clock.now())
    expect(await errorOf((await world.begin()).signInBy(google(token)))).toBeUndefined()
  })

  it('may be behind an address, which is asked once', async () => {
    const signer = await createIdTokenSigner()
    await using service = await httpPeer({ status: 200, body: JSON.stringify(signer.jwks) })
    const jwks = { url: service.url }
    await using world = await EmailWorld.start({ email: { google: { ...signer.policy, jwks } } })
    const token = await signer.token(mailbox, world.clock.now())
    for (const login of [await world.begin(), await world.begin()]) {
      expect(await errorOf(login.signInBy(google(token)))).toBeUndefined()
    }
    expect(service.requests).toHaveLength(1)
  })

  it('that nobody gives prove nothing, and the code in the mailbox stays good', async () => {
    const signer = await createIdTokenSigner()
    await using service = await httpPeer({ status: 503, body: '' })
    await using world = await EmailWorld.start({ email: { google: { ...signer.policy, jwks: { url: service.url } } } })
    const login = await world.begin()
    const token = await signer.token(mailbox, world.clock.now())
    expect(await errorOf(login.signInBy(google(token)))).toBe('400 CODE_INVALID')
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('in a file that cannot be read are told at the start', async () => {
    const email = { apple: { audiences: ['x'], jwks: { file: '/nowhere/keys.json' } } }
    await expect(DataCenter.start({ policy: { email } })).rejects.toThrow(PolicyError)
    await expect(DataCenter.start({ policy: { email } })).rejects.toThrow('email.apple.jwks.file')
  })
})
