import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DataCenter, type DataCenterOptions, type DeliveryConfig, defaultApp, verifyWebhook } from '../src/index.ts'
import { FakeClock } from '../src/testing/fake-clock.ts'
import { httpPeer } from './support/http-peer.ts'
import { errorOf, RawClient } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'
import { type SmppPeer, smppPeer } from './support/smpp-peer.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Codes on their way over real sockets: a client over TCP, a message centre over SMPP, a gateway over HTTP.

const phone_number = '12025550143'
const secret = 'a secret of the webhook'
let clock: FakeClock
const open: AsyncDisposable[] = []

beforeEach(() => {
  clock = new FakeClock()
  vi.stubEnv('SMPP_PASSWORD', 'p4ssw0rd')
  vi.stubEnv('HOOK_SECRET', secret)
})

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing[Symbol.asyncDispose]()
  vi.unstubAllEnvs()
})

function keep<T extends AsyncDisposable>(thing: T): T {
  open.push(thing)
  return thing
}

async function start(delivery: DeliveryConfig, options: DataCenterOptions = {}, lang_code = 'en') {
  const dc = keep(await DataCenter.start({ privateKey, clock, delivery, ...options }))
  const client = await RawClient.connect(dc, { clock })
  keep({ [Symbol.asyncDispose]: async () => client[Symbol.dispose]() })
  await client.init('help.getConfig', {}, { lang_code })
  const send = (settings: object = {}, phone = phone_number): Promise<auth.sentCode> =>
    client.call('auth.sendCode', { phone_number: phone, ...defaultApp, settings: { _: 'codeSettings', ...settings } })
  const resend = ({ phone_code_hash }: auth.sentCode): Promise<auth.sentCode> =>
    client.call('auth.resendCode', { phone_number, phone_code_hash })
  const signIn = ({ phone_code_hash }: auth.sentCode, phone_code: string): Promise<auth.Authorization> =>
    client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
  return { dc, client, send, resend, signIn }
}

const sms = (port: number) =>
  ({
    kind: 'smpp',
    name: 'sms',
    host: '127.0.0.1',
    port,
    systemId: 'chappe',
    passwordEnv: 'SMPP_PASSWORD',
    source: { address: 'Chappe' },
  }) as const
const voice = (url: string) =>
  ({ kind: 'webhook', name: 'voice', url, secretEnv: 'HOOK_SECRET', media: ['call'] }) as const

const textOf = (peer: SmppPeer, index: number): string => String(peer.messages.at(index)?.short_message?.message)
const codeIn = (text: string): string => /\d+/.exec(text)?.[0] ?? ''
const attempts = (dc: DataCenter): string[] =>
  dc.deliveries.list().map(({ medium, provider, outcome }) => `${medium} by ${provider}: ${outcome}`)

/** Lets the data center's time pass until a call has its answer: pauses between attempts are part of it. */
async function meanwhile<T>(call: Promise<T>): Promise<T> {
  let done = false
  const settled = call.finally(() => {
    done = true
  })
  settled.catch(() => undefined)
  while (!done) {
    await new Promise(resolve => setTimeout(resolve, 20))
    if (!done) clock.advance(100)
  }
  return settled
}

describe('a code by text message', () => {
  it('goes through the message centre, in the language of the client, and logs in', async () => {
    const peer = keep(await smppPeer())
    const { dc, send, signIn } = await start({ providers: [sms(peer.port)] }, {}, 'de-AT')
    const sent = await send()
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeSms', length: 5 })
    expect(textOf(peer, 0)).toMatch(/^Telegram-Code: \d{5}\. Geben Sie ihn niemandem weiter\.$/)
    expect(await signIn(sent, codeIn(textOf(peer, 0)))).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
    expect(attempts(dc)).toEqual(['sms by sms: accepted'])
    expect(dc.inbox.list()).toEqual([])
  })

  it('ends with the app hash of programs on Android that ask for it', async () => {
    const peer = keep(await smppPeer())
    const smsHashes = [{ api_id: defaultApp.api_id, hash: 'FA+9qCX9VSu' }]
    const { send } = await start({ providers: [sms(peer.port)] }, { policy: { apps: { smsHashes } } })
    await send({ allow_app_hash: true })
    expect(textOf(peer, -1)).toMatch(/\n\nFA\+9qCX9VSu$/)
    await send()
    expect(textOf(peer, -1)).not.toContain('FA+')
  })

  it('is shown in the inbox, too, where copies are wanted', async () => {
    const peer = keep(await smppPeer())
    const { dc, send } = await start({ inbox: 'copy', providers: [sms(peer.port)] })
    await send()
    expect(dc.inbox.list()).toMatchObject([{ medium: 'sms', text: textOf(peer, 0) }])
    expect(attempts(dc)).toEqual(['sms by sms: accepted'])
  })

  it('to another session goes to the inbox, which no gateway replaces', async () => {
    const peer = keep(await smppPeer())
    const { dc, send, signIn, client } = await start({ providers: [sms(peer.port)] })
    const sent = await send()
    await signIn(sent, codeIn(textOf(peer, 0)))
    const { phone_code_hash } = sent
    await client.call('auth.signUp', { phone_number, phone_code_hash, first_name: 'Ada', last_name: '' })
    const other = await RawClient.connect(dc, { clock })
    keep({ [Symbol.asyncDispose]: async () => other[Symbol.dispose]() })
    await other.init('help.getConfig')
    const settings = { _: 'codeSettings' }
    const again = await other.call<auth.sentCode>('auth.sendCode', { phone_number, ...defaultApp, settings })
    expect(again.type).toMatchObject({ _: 'auth.sentCodeTypeApp' })
    expect(dc.inbox.list()).toMatchObject([{ medium: 'app' }])
    expect(peer.messages).toHaveLength(1)
  })
})

describe('a code that is no digits', () => {
  it('goes by text message as a word and as a phrase, and logs in', async () => {
    const peer = keep(await smppPeer())
    const ladders = [{ when: {}, media: ['smsWord', 'smsPhrase'] as const }]
    const policy = { ladders, media: { smsWord: { timeoutSeconds: 0 } } }
    const { send, resend, signIn } = await start({ providers: [sms(peer.port)] }, { policy })
    const sent = await send()
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeSmsWord' })
    expect(textOf(peer, 0)).toMatch(/^Telegram login word: [a-z]+\. Do not share it with anyone\.$/)
    const again = await resend(sent)
    expect(again.type).toMatchObject({ _: 'auth.sentCodeTypeSmsPhrase' })
    const [, phrase = ''] = /^Telegram login phrase: ([a-z ]+)\./.exec(textOf(peer, 1)) ?? []
    expect(await signIn(again, phrase)).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
  })

  it('is the number of a call that only rings: the gateway is told who has to call', async () => {
    const gateway = keep(await httpPeer({ status: 200 }))
    const media = ['flashCall', 'missedCall'] as const
    const policy = { ladders: [{ when: {}, media }], media: { flashCall: { timeoutSeconds: 0 } } }
    const { send, resend, signIn } = await start({ providers: [{ ...voice(gateway.url), media }] }, { policy })
    const sent = await send({ allow_flashcall: true, allow_missed_call: true })
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeFlashCall' })
    const missed = await resend(sent)
    expect(missed.type).toMatchObject({ _: 'auth.sentCodeTypeMissedCall' })
    const [flash, ring] = gateway.requests.map(({ body }) => JSON.parse(body) as { caller: string; code: string })
    expect(flash?.caller).toBe(`+${flash?.code}`)
    expect(ring?.caller.endsWith(ring.code)).toBe(true)
    expect(await signIn(missed, ring?.code ?? '')).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
  })
})

describe('a delivery that fails', () => {
  it('moves on to the next medium: a voice gateway that fails twice first', async () => {
    const peer = keep(await smppPeer({ answer: () => 0x45 }))
    const gateway = keep(await httpPeer({ status: 502 }, 'drop', { status: 200 }))
    const { dc, send, signIn } = await start({ providers: [sms(peer.port), voice(gateway.url)] })
    const sent = await meanwhile(send())
    expect(sent).toMatchObject({ type: { _: 'auth.sentCodeTypeCall', length: 5 }, next_type: undefined })
    expect(attempts(dc)).toEqual(['sms by sms: failed', 'call by voice: accepted'])
    expect(gateway.requests).toHaveLength(3)
    const [{ body, headers }] = gateway.requests as [(typeof gateway.requests)[number]]
    const signature = String(headers['chappe-signature'])
    expect(verifyWebhook({ body, signature, secret }, { nowMs: clock.now() })).toBe(true)
    const { code } = JSON.parse(body) as { code: string }
    expect(await signIn(sent, code)).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
  })

  it('by every medium is answered honestly, and loses no login: the next request goes through', async () => {
    let status = 0x08
    const peer = keep(await smppPeer({ answer: () => status }))
    const { dc, send, signIn } = await start({ providers: [sms(peer.port)], inbox: 'off' })
    expect(await errorOf(send())).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(attempts(dc)).toEqual(['sms by sms: failed', 'call by undefined: failed'])
    status = 0
    const sent = await send()
    expect(await signIn(sent, codeIn(textOf(peer, -1)))).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
  })

  it('at a resend leaves the code that was sent before as good as it was', async () => {
    const peer = keep(await smppPeer())
    const gateway = keep(await httpPeer({ status: 403, body: 'no' }))
    const { send, resend, signIn } = await start({ providers: [sms(peer.port), voice(gateway.url)] })
    const sent = await send()
    clock.advance(60_000)
    expect(await errorOf(resend(sent))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(await signIn(sent, codeIn(textOf(peer, 0)))).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
  })

  it('because a provider gives no answer takes no longer than its time', async () => {
    const peer = keep(await smppPeer({ answer: () => 'silent' }))
    const provider = { ...sms(peer.port), timeoutMs: 1_000 }
    const { dc, send } = await start({ providers: [provider], inbox: 'off' })
    expect(await errorOf(meanwhile(send()))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(dc.deliveries.list()[0]).toMatchObject({ failure: 'no answer within 1000 ms', latencyMs: 1000 })
  })
})

describe('spending', () => {
  it('on ranges that nobody has is refused, and nothing is sent', async () => {
    const peer = keep(await smppPeer())
    const { dc, send } = await start({ providers: [sms(peer.port)], inbox: 'off' })
    expect(await errorOf(send({}, '+999 555 12 34'))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(dc.deliveries.list()[0]).toMatchObject({ outcome: 'refused', failure: 'the number is in no assigned range' })
    expect(peer.messages).toEqual([])
  })

  it('from one address is bounded over all numbers', async () => {
    const peer = keep(await smppPeer())
    const policy = {
      limits: { countThisMachine: true },
      spending: { perAddress: { max: 2, periodSeconds: 3600 } },
    }
    const { dc, send } = await start({ providers: [sms(peer.port)], inbox: 'off' }, { policy })
    await send({}, '12025550101')
    await send({}, '12025550102')
    expect(await errorOf(send({}, '12025550103'))).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(peer.messages).toHaveLength(2)
    expect(dc.deliveries.list()[2]).toMatchObject({
      outcome: 'refused',
      failure: 'the budget of the address is used up',
    })
  })

  it('is not forgiven by a restart', async () => {
    const peer = keep(await smppPeer())
    await using folder = await temporaryDirectory()
    const policy = { spending: { caps: [{ max: 15, periodSeconds: 86_400 }], prices: [{ price: 10 }] } }
    const options = { policy, dataDir: folder.path }
    const first = await start({ providers: [sms(peer.port)], inbox: 'off' }, options)
    await first.send()
    await first.dc.stop()
    const second = await start({ providers: [sms(peer.port)], inbox: 'off' }, options)
    expect(await errorOf(second.send())).toBe('400 SMS_CODE_CREATE_FAILED')
    expect(second.dc.deliveries.list()[0]).toMatchObject({ outcome: 'refused', failure: 'the cost cap is used up' })
    expect(peer.messages).toHaveLength(1)
    await second.dc.stop()
  })
})
