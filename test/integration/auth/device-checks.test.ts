/**
 * Programs that have to prove what they are before a call is carried out, over real TCP between the client and the data
 * center. The proofs are signed by a stand-in for Google's services.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DeviceChallenge, isRpcError, type ProveDevice } from '@chappe/client/node'
import { createIntegritySigner, type IntegritySigner } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const account = { phone_number, first_name: 'Ada' }
const app = { api_id: 4, api_hash: '2e29a375a5f344c51348cba6834814bd' }

let world: FakeTimeWorld
let asked: DeviceChallenge[]

beforeEach(() => {
  asked = []
})
afterEach(() => world[Symbol.asyncDispose]())

const noting =
  (prove: ProveDevice): ProveDevice =>
  (challenge, options) => {
    asked.push(challenge)
    return prove(challenge, options)
  }

const code = (): string => world.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''

describe('a check by Play Integrity', () => {
  let signer: IntegritySigner

  beforeEach(async () => {
    signer = await createIntegritySigner([app.api_id])
    world = await startFakeTimeWorld({
      accounts: [account],
      apps: [app],
      integrity: signer.options,
      policy: { checks: { playIntegrity: ['auth.sendCode', 'account.getAuthorizations'] } },
    })
  })

  const token: ProveDevice = challenge =>
    challenge.kind === 'playIntegrity'
      ? signer.playIntegrityToken(Buffer.from(challenge.nonce, 'base64url'), world.clock.now())
      : undefined

  it('is passed by every call that meets it, and nobody notices but who proves it', async () => {
    const outcomes: string[] = []
    const tg = await world.openClient({
      proveDevice: noting(token),
      onCall: ({ method, outcome }) => outcomes.push(`${method} ${outcome.replace(/_[\da-f]{48}$/, '')}`),
    })
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
    expect(await tg.login.enterCode(code())).toMatchObject({ at: 'done' })
    expect((await tg.account.getAuthorizations()).authorizations).toHaveLength(1)
    expect(asked.map(({ method }) => method)).toEqual(['auth.sendCode', 'account.getAuthorizations'])
    expect(asked[0]).toMatchObject({ projectId: '1234567890', nonce: expect.stringMatching(/^[\w-]{32}$/) })
    expect(outcomes).toEqual([
      'auth.sendCode INTEGRITY_CHECK_CLASSIC_1234567890',
      'auth.sendCode ok',
      'auth.signIn ok',
      'account.getAuthorizations INTEGRITY_CHECK_CLASSIC_1234567890',
      'account.getAuthorizations ok',
    ])
  })

  it('is refused where the proof is not good, or there is none', async () => {
    const forged = await world.openClient({ proveDevice: () => 'forged' })
    await expect(forged.login.start({ phone_number })).rejects.toMatchObject({ errorName: 'VERIFICATION_FAILED' })
    const without = await world.openClient()
    const error: unknown = await without.login.start({ phone_number }).catch((reason: unknown) => reason)
    expect(isRpcError(error) && error.message).toContain('repeat the call in invokeWithGooglePlayIntegrity')
    expect(without.login.state).toEqual({ at: 'phone', phone_number, problem: 'INTEGRITY_CHECK_CLASSIC' })
    expect(without.login.describe()).toMatch(/^The server wants a token of Google Play Integrity from this program/)
    expect(world.dc.inbox.list()).toEqual([])
  })

  it('may be answered by a program itself, and the login goes on', async () => {
    const tg = await world.openClient()
    const query = { _: 'auth.sendCode', phone_number, ...app, settings: { _: 'codeSettings' } } as const
    const { _: _method, ...parameters } = query
    const refusal: unknown = await tg.auth.sendCode(parameters).catch((reason: unknown) => reason)
    const nonce = isRpcError(refusal) ? refusal.error_message.replace(/^.+_/, '') : ''
    const proof = await signer.playIntegrityToken(Buffer.from(nonce, 'hex'), world.clock.now())
    await tg.invokeWithGooglePlayIntegrity({ nonce, token: proof, query })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_number })
    expect(await tg.login.enterCode(code())).toMatchObject({ at: 'done' })
  })
})

describe('a check by reCAPTCHA', () => {
  it('is passed by a token for its action and key', async () => {
    const tokens: unknown[] = []
    await using google = await listen(body => {
      tokens.push(body)
      return { tokenProperties: { valid: true, action: 'signup' }, riskAnalysis: { score: 0.9 } }
    })
    world = await startFakeTimeWorld({
      accounts: [account],
      integrity: { api_ids: [], reCaptcha: { url: google.url, apiKey: 'key' } },
      policy: { checks: { reCaptcha: [{ methods: ['auth.sendCode'], action: 'signup', key_id: '6Lc_x-Y' }] } },
    })
    const tg = await world.openClient({ proveDevice: noting(() => 'token') })
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
    expect(asked).toEqual([{ kind: 'reCaptcha', method: 'auth.sendCode', action: 'signup', key_id: '6Lc_x-Y' }])
    expect(tokens).toEqual([{ event: { token: 'token', siteKey: '6Lc_x-Y', expectedAction: 'signup' } }])
  })
})

/** A service on loopback that answers JSON with JSON. */
async function listen(answer: (body: unknown) => object): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(async (request, response) => {
    const body = await Array.fromAsync(request as AsyncIterable<Buffer>)
    response.end(JSON.stringify(answer(JSON.parse(Buffer.concat(body).toString()))))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
