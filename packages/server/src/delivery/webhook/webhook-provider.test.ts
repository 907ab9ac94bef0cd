import { describe, expect, it } from 'vitest'
import { deliveryMessage } from '../../../test/support/delivery-message.ts'
import { httpPeer, type PeerAnswer } from '../../../test/support/http-peer.ts'
import { systemClock as clock } from '../../clock.ts'
import { blot } from '../blot.ts'
import type { WebhookPlan } from '../config/delivery-plan.ts'
import { Secret } from '../config/secret.ts'
import { answerBytesMax } from './post.ts'
import { signWebhook, verifyWebhook } from './signature.ts'
import { createWebhookProvider } from './webhook-provider.ts'

const secret = 'a secret of sixteen or more'
const message = deliveryMessage({ medium: 'sms', lang_code: 'de-AT', text: 'Code 48151' })

function planFor(url: string, changes: Partial<WebhookPlan> = {}): WebhookPlan {
  return {
    kind: 'webhook',
    name: 'hook',
    url: new URL(url),
    secret: new Secret(secret),
    media: ['sms'],
    paid: true,
    timeoutMs: 10_000,
    attemptsMax: 4,
    attemptTimeoutMs: 500,
    ...changes,
  }
}

/** Delivers to a peer that answers so; gives what it received and what came of it. */
async function deliverTo(answers: readonly PeerAnswer[], changes: Partial<WebhookPlan> = {}) {
  await using peer = await httpPeer(...answers)
  const startedAtMs = Date.now()
  const failure = await createWebhookProvider(planFor(`${peer.url}/codes?a=b`, changes), clock)
    .deliver(message, new AbortController().signal)
    .then(
      () => undefined,
      (error: Error) => error.message,
    )
  return { requests: peer.requests, failure, elapsedMs: Date.now() - startedAtMs }
}

describe('a webhook', () => {
  it('gets the code as signed JSON', async () => {
    const { requests, failure } = await deliverTo([{ status: 204 }])
    expect(failure).toBeUndefined()
    expect(requests).toHaveLength(1)
    const [{ url, headers, body }] = requests as [(typeof requests)[number]]
    expect(url).toBe('/codes?a=b')
    expect(JSON.parse(body)).toEqual({
      id: message.id,
      medium: 'sms',
      phone_number: '+12025550143',
      purpose: 'login',
      code: '48151',
      caller: null,
      text: 'Code 48151',
      language: 'en',
      lang_code: 'de-AT',
    })
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'idempotency-key': message.id })
    const signature = String(headers['chappe-signature'])
    expect(verifyWebhook({ body, signature, secret })).toBe(true)
    expect(verifyWebhook({ body: `${body} `, signature, secret })).toBe(false)
  })

  it('that fails twice is asked a third time, with the same key and growing pauses', async () => {
    const { requests, failure, elapsedMs } = await deliverTo([{ status: 500 }, 'drop', { status: 200, body: 'ok' }])
    expect(failure).toBeUndefined()
    expect(requests).toHaveLength(3)
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1)
    expect(elapsedMs).toBeGreaterThanOrEqual(590)
  })

  it('that does not answer is given up in time and asked again', async () => {
    const { requests, failure } = await deliverTo(['hang', { status: 200 }], { attemptTimeoutMs: 100 })
    expect(failure).toBeUndefined()
    expect(requests).toHaveLength(2)
  })

  it('that refuses for good is not asked again', async () => {
    const { requests, failure } = await deliverTo([{ status: 422, body: 'no such number' }])
    expect(failure).toBe('[NOT_TAKEN] HTTP 422: no such number')
    expect(requests).toHaveLength(1)
  })

  it('is given up after so many attempts', async () => {
    const { requests, failure } = await deliverTo([{ status: 503 }], { attemptsMax: 2 })
    expect(failure).toBe('[NOT_TAKEN] HTTP 503 (attempt 2)')
    expect(requests).toHaveLength(2)
  })

  it('that asks to wait is given the time, and longer than a client waits is given up', async () => {
    const { requests, elapsedMs } = await deliverTo([{ status: 429, headers: { 'retry-after': '1' } }, { status: 200 }])
    expect(requests).toHaveLength(2)
    expect(elapsedMs).toBeGreaterThanOrEqual(990)
    const late = await deliverTo([{ status: 429, headers: { 'retry-after': '3600' } }])
    expect(late.requests).toHaveLength(1)
    expect(late.failure).toBe('[NOT_TAKEN] HTTP 429')
  })

  it('is not followed elsewhere', async () => {
    await using other = await httpPeer({ status: 200 })
    const { failure } = await deliverTo([{ status: 307, headers: { location: other.url } }])
    expect(failure).toBe('[NOT_TAKEN] HTTP 307')
    expect(other.requests).toHaveLength(0)
  })

  it('may answer at length: no more than a bounded part is read', async () => {
    const { failure } = await deliverTo([{ status: 400, body: 'x'.repeat(answerBytesMax * 20) }])
    expect(failure).toHaveLength('[NOT_TAKEN] HTTP 400: '.length + 2000)
  })

  it('that repeats the number at the edge of what the log keeps tells nothing of it', async () => {
    for (let length = 130; length < 200; length += 3) {
      const { failure = '' } = await deliverTo([{ status: 400, body: `${'x'.repeat(length)} +12025550143` }])
      expect(blot(failure, { code: message.code, phone_number: message.phone_number })).not.toMatch(/\+1|202/)
    }
  })

  it('that nobody serves is a failure in plain words', async () => {
    const peer = await httpPeer()
    await peer[Symbol.asyncDispose]()
    const provider = createWebhookProvider(planFor(peer.url, { attemptsMax: 1 }), clock)
    await expect(provider.deliver(message, new AbortController().signal)).rejects.toThrow(
      '[NOT_TAKEN] [ECONNREFUSED] the server could not be reached, or broke off',
    )
  })

  it('is let go when the delivery is given up', async () => {
    await using peer = await httpPeer('hang')
    const controller = new AbortController()
    const reason = new RangeError('too late')
    const delivering = createWebhookProvider(planFor(peer.url), clock).deliver(message, controller.signal)
    setTimeout(() => controller.abort(reason), 50)
    await expect(delivering).rejects.toBe(reason)
  })
})

describe('a signature', () => {
  const body = '{"code":"48151"}'
  const nowMs = 1_800_000_000_000
  const signature = signWebhook(body, secret, nowMs)

  it('is HMAC-SHA-256 over moment and body', () => {
    expect(signature).toMatch(/^t=1800000000,v1=[0-9a-f]{64}$/)
    expect(verifyWebhook({ body, signature, secret }, { nowMs })).toBe(true)
  })

  it.each([
    ['of another secret', { secret: `${secret}!` }],
    ['of another moment', { signature: signature.replace('t=1800000000', 't=1800000001') }],
    ['cut short', { signature: signature.slice(0, -1) }],
    ['that is none', { signature: '' }],
  ])('%s is refused', (_, changes) => {
    expect(verifyWebhook({ body, signature, secret, ...changes }, { nowMs })).toBe(false)
  })

  it('is refused when it is old, or of the future', () => {
    expect(verifyWebhook({ body, signature, secret }, { nowMs: nowMs + 300_000 })).toBe(true)
    expect(verifyWebhook({ body, signature, secret }, { nowMs: nowMs + 301_000 })).toBe(false)
    expect(verifyWebhook({ body, signature, secret }, { nowMs: nowMs - 301_000 })).toBe(false)
  })
})
