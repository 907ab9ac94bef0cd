import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { DeliveryConfigError } from './delivery-config-error.ts'
import type { SmppPlan } from './delivery-plan.ts'
import { readDelivery } from './read-delivery.ts'

const environment = {
  SMPP_PASSWORD: 'p4ssw0rd',
  HOOK_SECRET: 'a secret of the webhook',
  EMPTY: '',
  LONG: 'longer than eight',
}
const smtp = { kind: 'smtp', name: 'mail', host: '127.0.0.1', security: 'none', from: 'Login <login@example.org>' }
const smpp = {
  kind: 'smpp',
  name: 'sms',
  host: 'smsc.example.org',
  systemId: 'chappe',
  passwordEnv: 'SMPP_PASSWORD',
  source: { address: 'Chappe' },
}
const hook = { kind: 'webhook', name: 'hook', url: 'https://example.org/', secretEnv: 'HOOK_SECRET', media: ['sms'] }
const twilio = { kind: 'twilio-sms', name: 'twilio', account: 'AC1', secretEnv: 'HOOK_SECRET', from: '+12025550100' }

function complaint(config: unknown): string {
  try {
    readDelivery(config, environment)
    return 'none'
  } catch (error) {
    if (!(error instanceof DeliveryConfigError)) throw error
    expect(error.code).toBe('DELIVERY_INVALID')
    return error.message.replace('[DELIVERY_INVALID] delivery, ', '')
  }
}

describe('a delivery configuration', () => {
  it('is completed with defaults', () => {
    const plan = readDelivery({ providers: [smtp, smpp, hook, twilio] }, environment)
    expect(plan).toMatchObject({
      texts: { serviceName: 'Telegram', language: 'en' },
      inbox: 'rest',
      providers: [
        { kind: 'smtp', port: 587, login: undefined, timeoutMs: 10_000 },
        { kind: 'smpp', port: 3550, tls: true, bind: 'transceiver', receipts: true, paid: true },
        { kind: 'webhook', attemptsMax: 4, paid: true },
        { kind: 'gateway', gateway: 'twilio-sms', baseUrl: 'https://api.twilio.com', attemptsMax: 2 },
      ],
    })
    expect((plan.providers[1] as SmppPlan).source).toEqual({ address: 'Chappe', ton: 5, npi: 0 })
    expect((plan.providers[1] as SmppPlan).password.reveal()).toBe('p4ssw0rd')
  })

  it('shows no credential, however it is printed', () => {
    const plan = readDelivery({ providers: [smpp, hook] }, environment)
    const printed = `${JSON.stringify(plan)}${inspect(plan, { depth: 9, showHidden: true })}${(plan.providers[0] as SmppPlan).password}`
    expect(printed).not.toContain(environment.SMPP_PASSWORD)
    expect(printed).not.toContain(environment.HOOK_SECRET)
    expect(printed).toContain('[redacted]')
  })

  const cases: [what: string, config: unknown, message: string][] = [
    ['no object', 'x', 'top level: an object is expected, got "x"'],
    ['nobody', { providers: [] }, 'providers: 1 to 20 providers are expected, got 0'],
    [
      'a misspelt setting',
      { provider: [], providers: [smtp] },
      'provider: there is no such setting; known here: serviceName, language, inbox, providers',
    ],
    [
      'digits in the name',
      { serviceName: 'T1', providers: [smtp] },
      'serviceName: a name of 1 to 20 characters without digits is expected, got "T1"',
    ],
    [
      'an unknown language',
      { language: 'tlh', providers: [smtp] },
      'language: one of ar, de, en, es, fr, id, it, ja, pl, pt, ru, tr, uk, zh is expected, got "tlh"',
    ],
    [
      'an unknown kind',
      { providers: [{ kind: 'fax' }] },
      'providers[0].kind: one of smtp, smpp, webhook, infobip-sms, infobip-voice, plivo-sms, telnyx-sms, twilio-sms, twilio-voice, vonage-sms is expected, got "fax"',
    ],
    [
      'no name',
      { providers: [{ ...smtp, name: undefined }] },
      'providers[0].name: a name of 1 to 40 letters, digits, dots and dashes is expected, and nothing is there',
    ],
    ['a name twice', { providers: [smtp, smtp] }, 'providers[1].name: the name "mail" is taken'],
    [
      'the name of the inbox',
      { providers: [{ ...smtp, name: 'inbox' }] },
      'providers[0].name: the name "inbox" is taken',
    ],
    [
      'mail in the clear over a network',
      { providers: [{ ...smtp, host: 'mail.example.org' }] },
      'providers[0].security: none is accepted for this machine alone: codes would be read on the way',
    ],
    [
      'a sender with a line break',
      { providers: [{ ...smtp, from: 'a@b\r\nBcc: c@d' }] },
      'providers[0].from: an address such as login@example.org or Login <login@example.org> is expected, got "a@b\\r\\nBcc: c@d"',
    ],
    [
      'a user without a password',
      { providers: [{ ...smtp, user: 'u' }] },
      'providers[0].passwordEnv: the name of an environment variable, in capitals, is expected, and nothing is there',
    ],
    [
      'a port beyond all ports',
      { providers: [{ ...smpp, port: 65_536 }] },
      'providers[0].port: a whole number from 1 to 65535 is expected, got 65536',
    ],
    [
      'a variable that is not set',
      { providers: [{ ...smpp, passwordEnv: 'NOT_SET' }] },
      'providers[0].passwordEnv: the environment variable NOT_SET is not set',
    ],
    [
      'a variable that is empty',
      { providers: [{ ...smpp, passwordEnv: 'EMPTY' }] },
      'providers[0].passwordEnv: the environment variable EMPTY is not set',
    ],
    [
      'a password longer than SMPP has room for',
      { providers: [{ ...smpp, passwordEnv: 'LONG' }] },
      'providers[0].passwordEnv: the environment variable LONG holds 17 characters; 1 to 8 are expected',
    ],
    [
      'a secret too short to sign with',
      { providers: [{ ...hook, secretEnv: 'SMPP_PASSWORD' }] },
      'providers[0].secretEnv: the environment variable SMPP_PASSWORD holds 8 characters; 16 to 4096 are expected',
    ],
    [
      'a password in the file',
      { providers: [{ ...smpp, password: 'hunter2' }] },
      'providers[0].password: there is no such setting; known here: kind, name, timeoutMs, host, tls, bind, port, paid, media, systemId, passwordEnv, systemType, source, destination, longMessages, receipts, validitySeconds, enquireLinkSeconds, windowMax',
    ],
    [
      'a password for the name of a variable',
      { providers: [{ ...smpp, passwordEnv: 'hunter2' }] },
      'providers[0].passwordEnv: the name of an environment variable, in capitals, is expected, and something else is there',
    ],
    [
      'a sender name too long',
      { providers: [{ ...smpp, source: { address: 'Twelve chars' } }] },
      'providers[0].source.address: a number of up to 20 digits or a name of up to 11 characters is expected, got "Twelve chars"',
    ],
    [
      'a webhook in the clear over a network',
      { providers: [{ ...hook, url: 'http://example.org/' }] },
      'providers[0].url: https:// is expected; http:// is accepted for this machine alone',
    ],
    [
      'credentials in an address',
      { providers: [{ ...hook, url: 'https://u:hunter2@example.org/' }] },
      'providers[0].url: credentials do not belong into the address; name an environment variable in secretEnv',
    ],
    ['no media', { providers: [{ ...hook, media: [] }] }, 'providers[0].media: at least one medium is expected'],
    [
      'no account where one is needed',
      { providers: [{ ...twilio, account: undefined }] },
      "providers[0].account: the account's id is expected, and nothing is there",
    ],
    [
      'no address where customers have their own',
      { providers: [{ ...twilio, kind: 'infobip-sms' }] },
      'providers[0].baseUrl: this service gives every customer an address of their own: name it here',
    ],
  ]
  it.each(cases)('refuses %s', (_, config, message) => {
    expect(complaint(config)).toBe(message)
    expect(complaint(config)).not.toContain('hunter2')
  })
})
