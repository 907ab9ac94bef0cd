/**
 * The HTTP interfaces of common SMS and voice services, as data and two small functions each: how a message is asked for,
 * and how a refusal shows that comes with status 200. Written after the services' documents of 2026; their addresses
 * stand beside each.
 */
import type { MediumName } from '../../domain/media/medium.ts'
import type { GatewayKind } from '../config/delivery-config.ts'
import type { GatewayPlan } from '../config/delivery-plan.ts'
import type { DeliveryMessage } from '../provider.ts'
import { toGsm } from '../smpp/gsm-alphabet.ts'
import { languages } from '../texts/languages.ts'
import type { PostRequest } from './post.ts'

/** One service. */
export interface Gateway {
  /** Absent when every customer has an address of their own. */
  readonly baseUrl: string | undefined
  readonly needsAccount: boolean
  readonly media: readonly MediumName[]
  request(message: DeliveryMessage, plan: GatewayPlan): PostRequest
  /** Finds the refusal in an answer of status 2xx; undefined when there is none. */
  refusal(answer: unknown): string | undefined
}

const texts: readonly MediumName[] = ['sms', 'smsWord', 'smsPhrase', 'firebaseSms']
const calls: readonly MediumName[] = ['call']

/** All services by their `kind` in a configuration. */
export const gateways: Readonly<Record<GatewayKind, Gateway>> = {
  // https://www.infobip.com/docs/api/channels/sms
  'infobip-sms': {
    baseUrl: undefined,
    needsAccount: false,
    media: texts,
    request: (message, plan) =>
      json(plan, '/sms/3/messages', `App ${plan.secret.reveal()}`, {
        messages: [
          { sender: plan.from, destinations: [{ to: message.phone_number }], content: { text: message.text } },
        ],
      }),
    refusal: infobipRefusal,
  },
  // https://www.infobip.com/docs/api/channels/voice
  'infobip-voice': {
    baseUrl: undefined,
    needsAccount: false,
    media: calls,
    request: (message, plan) =>
      json(plan, '/tts/3/single', `App ${plan.secret.reveal()}`, {
        from: plan.from,
        to: message.phone_number,
        language: message.language,
        text: `${spoken(message)} ${spoken(message)}`,
      }),
    refusal: infobipRefusal,
  },
  // https://www.plivo.com/docs/messaging/api/message/send-a-message
  'plivo-sms': {
    baseUrl: 'https://api.plivo.com',
    needsAccount: true,
    media: texts,
    request: (message, plan) =>
      json(plan, `/v1/Account/${plan.account}/Message/`, basic(plan), {
        src: plan.from,
        dst: message.phone_number,
        text: message.text,
        // Keeps the code out of the service's own records.
        log: false,
      }),
    refusal: () => undefined,
  },
  // https://developers.telnyx.com/api-reference/messages/send-a-message
  'telnyx-sms': {
    baseUrl: 'https://api.telnyx.com',
    needsAccount: false,
    media: texts,
    request: (message, plan) =>
      json(plan, '/v2/messages', `Bearer ${plan.secret.reveal()}`, {
        from: plan.from,
        to: `+${message.phone_number}`,
        text: message.text,
      }),
    refusal: () => undefined,
  },
  // https://www.twilio.com/docs/messaging/api/message-resource
  'twilio-sms': {
    baseUrl: 'https://api.twilio.com',
    needsAccount: true,
    media: texts,
    request: (message, plan) =>
      form(plan, `/2010-04-01/Accounts/${plan.account}/Messages.json`, basic(plan), {
        To: `+${message.phone_number}`,
        From: plan.from,
        Body: message.text,
      }),
    refusal: answer => textAt(answer, ['error_message']),
  },
  // https://www.twilio.com/docs/voice/api/call-resource
  'twilio-voice': {
    baseUrl: 'https://api.twilio.com',
    needsAccount: true,
    media: calls,
    request: (message, plan) => {
      const say = `<Say language="${languages[message.language].voice}">${escapeXml(spoken(message))}</Say>`
      return form(plan, `/2010-04-01/Accounts/${plan.account}/Calls.json`, basic(plan), {
        To: `+${message.phone_number}`,
        From: plan.from,
        Twiml: `<Response>${say}<Pause length="1"/>${say}</Response>`,
      })
    },
    refusal: () => undefined,
  },
  // https://developer.vonage.com/en/api/sms
  'vonage-sms': {
    baseUrl: 'https://rest.nexmo.com',
    needsAccount: true,
    media: texts,
    request: (message, plan) =>
      form(plan, '/sms/json', undefined, {
        api_key: plan.account,
        api_secret: plan.secret.reveal(),
        to: message.phone_number,
        from: plan.from,
        text: message.text,
        type: toGsm(message.text) === undefined ? 'unicode' : 'text',
      }),
    refusal: answer => {
      const status = textAt(answer, ['messages', 0, 'status'])
      if (status === '0') return undefined
      return `status ${status ?? 'missing'}: ${textAt(answer, ['messages', 0, 'error-text']) ?? 'no reason given'}`
    },
  },
}

/** The kinds that a configuration may name. */
export const gatewayKinds: readonly GatewayKind[] = Object.keys(gateways) as GatewayKind[]

/** A voice would read digits that stand together as one large number. */
function spoken({ text, code }: DeliveryMessage): string {
  return text.replace(code, () => [...code].join(', '))
}

// A status of group 2, 4 or 5 is undeliverable, expired or rejected.
function infobipRefusal(answer: unknown): string | undefined {
  const group = textAt(answer, ['messages', 0, 'status', 'groupName'])
  if (group === 'PENDING' || group === 'DELIVERED') return undefined
  return `${group ?? 'no status'}: ${textAt(answer, ['messages', 0, 'status', 'description']) ?? 'no reason given'}`
}

/** The text or number at a path into parsed JSON. */
function textAt(value: unknown, path: readonly (string | number)[]): string | undefined {
  let at = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Readonly<Record<string | number, unknown>>)[key]
  }
  return typeof at === 'string' || typeof at === 'number' ? String(at) : undefined
}

function json(plan: GatewayPlan, path: string, authorization: string, body: object): PostRequest {
  return {
    url: plan.baseUrl + path,
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
    body: JSON.stringify(body),
  }
}

function form(
  plan: GatewayPlan,
  path: string,
  authorization: string | undefined,
  fields: Readonly<Record<string, string>>,
): PostRequest {
  return {
    url: plan.baseUrl + path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: new URLSearchParams(fields).toString(),
  }
}

/** RFC 7617. */
function basic({ account, secret }: GatewayPlan): string {
  return `Basic ${Buffer.from(`${account}:${secret.reveal()}`).toString('base64')}`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
