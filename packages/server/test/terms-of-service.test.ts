import type { auth, help } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { free, NumberWorld } from './support/number-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Terms of service, over TCP: https://core.telegram.org/api/auth

const terms = { version: '2026-01', text: 'Be kind.', popup: true, minAge: 16, checkSeconds: 3600 }
const written = {
  _: 'help.termsOfService',
  popup: true,
  id: { _: 'dataJSON', data: '{"version":"2026-01"}' },
  text: 'Be kind.',
  entities: [],
  min_age_confirm: 16,
}

let world: NumberWorld

beforeEach(async () => {
  world = await NumberWorld.start({ policy: { terms } })
})

afterEach(() => world[Symbol.asyncDispose]())

const update = (client: RawClient) => client.call<help.TermsOfServiceUpdate>('help.getTermsOfServiceUpdate')
const accept = (client: RawClient, data: string) =>
  client.call<boolean>('help.acceptTermsOfService', { id: { _: 'dataJSON', data } })

describe('terms of service', () => {
  it('are shown before a sign-up, which accepts them', async () => {
    const client = await world.connect()
    const { phone_code_hash } = await world.sendCode(client, free)
    const request = { phone_number: free, phone_code_hash }
    const answer = await client.call<auth.Authorization>('auth.signIn', { ...request, phone_code: world.code() })
    expect(answer).toEqual({ _: 'auth.authorizationSignUpRequired', terms_of_service: written })
    await client.call('auth.signUp', { ...request, first_name: 'Grace', last_name: '' })
    const expires = Math.floor(world.clock.now() / 1000) + 3600
    expect(await update(client)).toEqual({ _: 'help.termsOfServiceUpdateEmpty', expires })
  })

  it('are shown once more to whoever has not accepted these, until they do', async () => {
    const client = await world.loggedIn()
    expect(await update(client)).toMatchObject({ _: 'help.termsOfServiceUpdate', terms_of_service: written })
    for (const wrong of ['', '{}', 'null', '"2026-01"', '{"version":1}', '{"version":"2025-01"}', ' '.repeat(300)]) {
      expect(await errorOf(accept(client, wrong)), wrong).toBe('400 DATA_JSON_INVALID')
    }
    expect(await accept(client, written.id.data)).toBe(true)
    expect(await update(client)).toMatchObject({ _: 'help.termsOfServiceUpdateEmpty' })
    expect(await accept(client, written.id.data)).toBe(true)
  })

  it('are accepted anew when they have changed', async () => {
    await using folder = await temporaryDirectory()
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start({ dataDir: folder.path, policy: { terms } })
    const client = await world.loggedIn(free)
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start({ dataDir: folder.path, policy: { terms: { ...terms, version: '2026-02' } } })
    expect(await update(await world.again(client))).toMatchObject({
      _: 'help.termsOfServiceUpdate',
      terms_of_service: { id: { data: '{"version":"2026-02"}' } },
    })
    await world[Symbol.asyncDispose]()
  })

  it('may be declined by deleting the account', async () => {
    const client = await world.loggedIn()
    expect(await client.call('account.deleteAccount', { reason: 'Decline ToS update' })).toBe(true)
  })

  it('need not be there', async () => {
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start()
    const client = await world.connect()
    const { phone_code_hash } = await world.sendCode(client, free)
    const request = { phone_number: free, phone_code_hash, phone_code: world.code() }
    const answer = await client.call<auth.authorizationSignUpRequired>('auth.signIn', request)
    expect(answer.terms_of_service).toBeUndefined()
    await client.call('auth.signUp', { phone_number: free, phone_code_hash, first_name: 'Grace', last_name: '' })
    expect(await update(client)).toMatchObject({ _: 'help.termsOfServiceUpdateEmpty' })
    expect(await errorOf(accept(client, '{"version":"2026-01"}'))).toBe('400 DATA_JSON_INVALID')
  })

  it('are for who is logged in', async () => {
    const client = await world.connect()
    expect(await errorOf(update(client))).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await errorOf(accept(client, '{}'))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})
