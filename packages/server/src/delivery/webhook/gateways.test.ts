import { describe, expect, it } from 'vitest'
import { deliveryMessage } from '../../../test/support/delivery-message.ts'
import { httpPeer, type PeerAnswer, type ReceivedRequest } from '../../../test/support/http-peer.ts'
import { systemClock as clock } from '../../clock.ts'
import type { GatewayKind } from '../config/delivery-config.ts'
import { Secret } from '../config/secret.ts'
import type { DeliveryMessage } from '../provider.ts'
import { createGatewayProvider } from './gateway-provider.ts'

async function ask(
  gateway: GatewayKind,
  answer: PeerAnswer | readonly PeerAnswer[],
  changes: Partial<DeliveryMessage> = {},
): Promise<{ request: ReceivedRequest; count: number; failure: string | undefined }> {
  await using peer = await httpPeer(...[answer].flat())
  const provider = createGatewayProvider(
    {
      kind: 'gateway',
      gateway,
      name: 'gateway',
      baseUrl: peer.url,
      account: 'AC42',
      from: '+12025550100',
      secret: new Secret('t0ken'),
      media: ['sms'],
      paid: true,
      timeoutMs: 10_000,
      attemptsMax: 2,
      attemptTimeoutMs: 2_000,
    },
    clock,
  )
  const message = deliveryMessage({ text: 'Telegram code: 48151.', ...changes })
  const failure = await provider.deliver(message, new AbortController().signal).then(
    () => undefined,
    (error: Error) => error.message,
  )
  const [request] = peer.requests
  if (request === undefined) throw new TypeError('nothing was asked')
  return { request, count: peer.requests.length, failure }
}

const basic = `Basic ${Buffer.from('AC42:t0ken').toString('base64')}`
const fields = ({ body }: ReceivedRequest) => Object.fromEntries(new URLSearchParams(body))
const ok = (body: object): PeerAnswer => ({ status: 200, body: JSON.stringify(body) })

describe('the interface of', () => {
  it('Twilio for text messages', async () => {
    const { request, failure } = await ask('twilio-sms', { status: 201, body: '{"error_message":null}' })
    expect(failure).toBeUndefined()
    expect(request.url).toBe('/2010-04-01/Accounts/AC42/Messages.json')
    expect(request.headers['authorization']).toBe(basic)
    expect(fields(request)).toEqual({ To: '+12025550143', From: '+12025550100', Body: 'Telegram code: 48151.' })
  })

  it('Twilio for calls: the code is spelt out, twice, in a voice of the language', async () => {
    const { request } = await ask(
      'twilio-voice',
      { status: 201, body: '{}' },
      { language: 'de', text: 'Ihr <Code>: 48151' },
    )
    expect(request.url).toBe('/2010-04-01/Accounts/AC42/Calls.json')
    const say = '<Say language="de-DE">Ihr &lt;Code&gt;: 4, 8, 1, 5, 1</Say>'
    expect(fields(request)['Twiml']).toBe(`<Response>${say}<Pause length="1"/>${say}</Response>`)
  })

  it('Vonage', async () => {
    const taken = ok({ messages: [{ status: '0' }] })
    const { request, failure } = await ask('vonage-sms', taken)
    expect(failure).toBeUndefined()
    expect(request.url).toBe('/sms/json')
    expect(fields(request)).toMatchObject({ api_key: 'AC42', api_secret: 't0ken', to: '12025550143', type: 'text' })
    const russian = await ask('vonage-sms', taken, { text: 'Код 48151' })
    expect(fields(russian.request)).toMatchObject({ type: 'unicode', text: 'Код 48151' })
    const refused = await ask('vonage-sms', ok({ messages: [{ status: '29', 'error-text': 'Non White-listed' }] }))
    expect(refused.failure).toBe('[NOT_TAKEN] status 29: Non White-listed')
  })

  it('Infobip for text messages and calls', async () => {
    const pending = ok({ messages: [{ status: { groupName: 'PENDING' } }] })
    const { request, failure } = await ask('infobip-sms', pending)
    expect(failure).toBeUndefined()
    expect(request.url).toBe('/sms/3/messages')
    expect(request.headers['authorization']).toBe('App t0ken')
    expect(JSON.parse(request.body)).toEqual({
      messages: [
        { sender: '+12025550100', destinations: [{ to: '12025550143' }], content: { text: 'Telegram code: 48151.' } },
      ],
    })
    const call = await ask('infobip-voice', pending)
    expect(call.request.url).toBe('/tts/3/single')
    expect(JSON.parse(call.request.body)).toMatchObject({ to: '12025550143', language: 'en' })
    const rejected = await ask(
      'infobip-sms',
      ok({ messages: [{ status: { groupName: 'REJECTED', description: 'No credit' } }] }),
    )
    expect(rejected.failure).toBe('[NOT_TAKEN] REJECTED: No credit')
  })

  it('Plivo, which is asked to keep the text out of its records', async () => {
    const { request, failure } = await ask('plivo-sms', { status: 202, body: '{}' })
    expect(failure).toBeUndefined()
    expect(request.url).toBe('/v1/Account/AC42/Message/')
    expect(request.headers['authorization']).toBe(basic)
    expect(JSON.parse(request.body)).toEqual({
      src: '+12025550100',
      dst: '12025550143',
      text: 'Telegram code: 48151.',
      log: false,
    })
  })

  it('Telnyx', async () => {
    const { request, failure } = await ask('telnyx-sms', ok({ data: {} }))
    expect(failure).toBeUndefined()
    expect(request.url).toBe('/v2/messages')
    expect(request.headers['authorization']).toBe('Bearer t0ken')
    expect(JSON.parse(request.body)).toMatchObject({ to: '+12025550143', text: 'Telegram code: 48151.' })
  })
})

describe('a service that does not know repeats', () => {
  it('is asked again when it certainly did not take the message', async () => {
    const { count, failure } = await ask('telnyx-sms', [{ status: 429 }, ok({})])
    expect(failure).toBeUndefined()
    expect(count).toBe(2)
  })

  it.each(['drop', { status: 500 }] as const)('is not asked again when it may have (%j)', async answer => {
    const { count, failure } = await ask('telnyx-sms', [answer, ok({})])
    expect(failure).toBeDefined()
    expect(count).toBe(1)
  })
})
