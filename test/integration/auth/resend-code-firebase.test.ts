/**
 * auth.resendCode and auth.requestFirebaseSms while Firebase is the medium, over real TCP between the client and the data
 * center, in a time that the test owns. The proofs are signed by a stand-in for Google's services.
 */
import type { Client } from '@chappe/client/node'
import type { auth } from '@chappe/schema/api'
import type { DataCenterOptions } from '@chappe/server'
import { createIntegritySigner, type IntegritySigner, type VerdictChanges } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const api_id = 4
const api_hash = '2e29a375a5f344c51348cba6834814bd'
const reason = 'PLAYINTEGRITY_TOKEN_NULL'

let world: FakeTimeWorld
let tg: Client
let signer: IntegritySigner

type Media = NonNullable<NonNullable<DataCenterOptions['policy']>['ladders']>[number]['media']

async function start(media: Media, options: DataCenterOptions = {}): Promise<void> {
  signer = await createIntegritySigner([api_id])
  world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada' }],
    apps: [{ api_id, api_hash }],
    integrity: signer.options,
    ...options,
    policy: { ladders: [{ when: {}, media }] },
  })
  tg = await world.openClient()
}

beforeEach(() => start(['firebaseSms', 'call', 'sms']))
afterEach(() => world[Symbol.asyncDispose]())

async function startAgain(media: Media, options: DataCenterOptions = {}): Promise<void> {
  await world[Symbol.asyncDispose]()
  await start(media, options)
}

describe('auth.sendCode by Firebase', () => {
  it('promises a text message, names nonce and project, and sends nothing', async () => {
    const sent = await sendCode(tg)
    expect(sent).toMatchObject({
      type: { _: 'auth.sentCodeTypeFirebaseSms', play_integrity_project_id: 1_234_567_890n, length: 5 },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
    expect(nonceOf(sent)).toHaveLength(32)
    expect(media()).toEqual([])
  })

  it('gives every code a nonce of its own', async () => {
    expect(nonceOf(await sendCode(tg))).not.toEqual(nonceOf(await sendCode(tg)))
  })

  it('is left out for a program that can only be proven by a silent push', async () => {
    const settings = { _: 'codeSettings', allow_firebase: true, token: 'device token', app_sandbox: true } as const
    expect(await tg.auth.sendCode({ phone_number, api_id, api_hash, settings })).toMatchObject({
      type: { _: 'auth.sentCodeTypeCall' },
    })
  })

  it('asks for SafetyNet where that alone is accepted', async () => {
    const { safetyNet, api_ids, packages, certificates } = (await createIntegritySigner([api_id])).options
    await startAgain(['firebaseSms'], { integrity: { api_ids, packages, certificates, safetyNet: safetyNet! } })
    const { type } = await sendCode(tg)
    expect(type).toMatchObject({ nonce: expect.any(Uint8Array), play_integrity_nonce: undefined })
  })
})

describe('auth.resendCode with a reason while Firebase is the medium', () => {
  it('skips the timeout and goes by the next medium, under the same hash, and the log has the reason', async () => {
    const { phone_code_hash } = await sendCode(tg)
    expect(await resendCode(tg, phone_code_hash, { reason })).toMatchObject({
      type: { _: 'auth.sentCodeTypeCall', length: 5 },
      phone_code_hash,
      next_type: { _: 'auth.codeTypeSms' },
    })
    expect(world.dc.deliveries.list()).toMatchObject([{ medium: 'call', outcome: 'accepted', reason }])
    expect(await signIn(tg, phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it('goes by text message when there is no next_type', async () => {
    await startAgain(['firebaseSms'])
    const sent = await sendCode(tg)
    expect(sent.next_type).toBeUndefined()
    const { phone_code_hash } = sent
    expect(await resendCode(tg, phone_code_hash, { reason })).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
    await expect(resendCode(tg, phone_code_hash, { reason })).rejects.toMatchObject({
      error_code: 406,
      error_message: 'SEND_CODE_UNAVAILABLE',
    })
    expect(media()).toEqual(['sms'])
  })

  it('is refused when every other medium was used already', async () => {
    await startAgain(['sms', 'firebaseSms'])
    const { phone_code_hash } = await sendCode(tg)
    await world.pass(60)
    expect(await resendCode(tg, phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeFirebaseSms' } })
    await expect(resendCode(tg, phone_code_hash, { reason })).rejects.toMatchObject({
      error_message: 'SEND_CODE_UNAVAILABLE',
    })
  })

  it('comes after a proof that was refused', async () => {
    const sent = await sendCode(tg)
    expect(await prove(sent, { isGenuine: false })).toBe(false)
    expect(media()).toEqual([])
    expect(await resendCode(tg, sent.phone_code_hash, { reason })).toMatchObject({
      type: { _: 'auth.sentCodeTypeCall' },
    })
  })

  it('skips the timeout once: the next medium has its own', async () => {
    await startAgain(['firebaseSms', 'sms', 'call'])
    const { phone_code_hash } = await sendCode(tg)
    await resendCode(tg, phone_code_hash, { reason })
    await expect(resendCode(tg, phone_code_hash, { reason })).rejects.toMatchObject({ error_message: 'FLOOD_WAIT_60' })
  })

  it('is an ordinary resend once the proof was good and the message is sent', async () => {
    const sent = await sendCode(tg)
    expect(await prove(sent)).toBe(true)
    await world.pass(10)
    await expect(resendCode(tg, sent.phone_code_hash, { reason })).rejects.toMatchObject({
      error_message: 'FLOOD_WAIT_50',
    })
  })
})

describe('auth.resendCode without a reason while Firebase is the medium', () => {
  it('waits for the timeout and goes by next_type', async () => {
    const { phone_code_hash } = await sendCode(tg)
    await expect(resendCode(tg, phone_code_hash)).rejects.toMatchObject({ error_message: 'FLOOD_WAIT_60' })
    await world.pass(60)
    expect(await resendCode(tg, phone_code_hash)).toMatchObject({ type: { _: 'auth.sentCodeTypeCall' } })
  })
})

describe('auth.requestFirebaseSms', () => {
  it('sends the text message when the proof is good, and the code works', async () => {
    const sent = await sendCode(tg)
    expect(await prove(sent)).toBe(true)
    expect(media()).toEqual(['firebaseSms'])
    expect(await signIn(tg, sent.phone_code_hash)).toMatchObject({ _: 'auth.authorization' })
  })

  it('is answered alike when it is repeated, and nothing is sent twice', async () => {
    const sent = await sendCode(tg)
    expect(await prove(sent)).toBe(true)
    expect(await prove(sent)).toBe(true)
    expect(media()).toEqual(['firebaseSms'])
  })

  it('sends once, also when two proofs come at the same time', async () => {
    const sent = await sendCode(tg)
    const outcomes = await Promise.all([prove(sent), prove(sent)])
    expect(outcomes).toContain(true)
    expect(media()).toEqual(['firebaseSms'])
  })

  it.each<[what: string, changes: VerdictChanges]>([
    ['an app that the store does not know on a device that is not genuine', { isGenuine: false }],
    ['another package', { packageName: 'org.example.impostor' }],
    ['a package signed by somebody else', { certificate: new Uint8Array(32) }],
  ])('answers false to a proof about %s, and the nonce is used up', async (_, changes) => {
    const sent = await sendCode(tg)
    expect(await prove(sent, changes)).toBe(false)
    expect(await prove(sent)).toBe(false)
    expect(media()).toEqual([])
  })

  it('answers false to a proof for another nonce', async () => {
    const first = await sendCode(tg)
    const second = await sendCode(tg)
    const play_integrity_token = await signer.playIntegrityToken(nonceOf(first), world.clock.now())
    expect(await request(second, { play_integrity_token })).toBe(false)
  })

  it('answers false to a proof that is not fresh', async () => {
    const sent = await sendCode(tg)
    const play_integrity_token = await signer.playIntegrityToken(nonceOf(sent), world.clock.now() - 301_000)
    expect(await request(sent, { play_integrity_token })).toBe(false)
  })

  it('answers false to a proof that somebody else signed', async () => {
    const sent = await sendCode(tg)
    const stranger = await createIntegritySigner([api_id])
    const play_integrity_token = await stranger.playIntegrityToken(nonceOf(sent), world.clock.now())
    expect(await request(sent, { play_integrity_token })).toBe(false)
  })

  it('answers false to an easier proof than the one it asked for, to garbage and to none', async () => {
    const sent = await sendCode(tg)
    const safety_net_token = await signer.safetyNetToken(nonceOf(sent), world.clock.now())
    expect(await request(sent, { safety_net_token })).toBe(false)
    expect(await request(await sendCode(tg), { play_integrity_token: 'a.b.c' })).toBe(false)
    expect(await request(await sendCode(tg), {})).toBe(false)
    expect(media()).toEqual([])
  })

  it('answers false while another medium is in use', async () => {
    const sent = await sendCode(tg)
    await resendCode(tg, sent.phone_code_hash, { reason })
    expect(await prove(sent)).toBe(false)
    expect(media()).toEqual(['call'])
  })

  it('answers PHONE_CODE_EMPTY without a hash, PHONE_NUMBER_INVALID to another number', async () => {
    const sent = await sendCode(tg)
    await expect(request({ ...sent, phone_code_hash: '' }, {})).rejects.toMatchObject({
      error_code: 400,
      error_message: 'PHONE_CODE_EMPTY',
    })
    const { phone_code_hash } = sent
    await expect(tg.auth.requestFirebaseSms({ phone_number: '+12025550199', phone_code_hash })).rejects.toMatchObject({
      error_message: 'PHONE_NUMBER_INVALID',
    })
  })

  it('answers PHONE_CODE_EXPIRED to a dead hash and to another key', async () => {
    const sent = await sendCode(tg)
    const other = await world.openClient()
    const { phone_code_hash } = sent
    await expect(other.auth.requestFirebaseSms({ phone_number, phone_code_hash })).rejects.toMatchObject({
      error_message: 'PHONE_CODE_EXPIRED',
    })
    await world.pass(301)
    await expect(prove(sent)).rejects.toMatchObject({ error_message: 'PHONE_CODE_EXPIRED' })
  })
})

async function sendCode(client: Client): Promise<auth.sentCode> {
  const settings = { _: 'codeSettings', allow_firebase: true } as const
  return (await client.auth.sendCode({ phone_number, api_id, api_hash, settings })) as auth.sentCode
}

async function resendCode(
  client: Client,
  phone_code_hash: string,
  more: { reason?: string } = {},
): Promise<auth.sentCode> {
  return (await client.auth.resendCode({ phone_number, phone_code_hash, ...more })) as auth.sentCode
}

async function signIn(client: Client, phone_code_hash: string) {
  const phone_code = world.dc.inbox.list({ phone_number }).at(-1)!.code
  return await client.auth.signIn({ phone_number, phone_code_hash, phone_code })
}

/** Shows a proof for the nonce of the code. */
async function prove(sent: auth.sentCode, changes?: VerdictChanges): Promise<boolean> {
  return request(sent, {
    play_integrity_token: await signer.playIntegrityToken(nonceOf(sent), world.clock.now(), changes),
  })
}

function request(
  { phone_code_hash }: auth.sentCode,
  tokens: { play_integrity_token?: string; safety_net_token?: string },
): Promise<boolean> {
  return tg.auth.requestFirebaseSms({ phone_number, phone_code_hash, ...tokens })
}

function nonceOf({ type }: auth.sentCode): Uint8Array {
  const nonce = type._ === 'auth.sentCodeTypeFirebaseSms' ? (type.play_integrity_nonce ?? type.nonce) : undefined
  if (nonce === undefined) throw new TypeError(`${type._} has no nonce`)
  return nonce
}

function media(): string[] {
  return world.dc.inbox.list({ phone_number }).map(message => message.medium)
}
