import { expect, it } from 'vitest'
import { DeliveryConfigError } from './delivery-config-error.ts'
import { parseDelivery } from './parse-delivery.ts'

const webhook =
  '{ "kind": "webhook", "name": "sms", "url": "https://a.example/", "media": ["sms"],\n"secretEnv": "HOOK" }'
const secret = 'a-secret-of-the-webhook'

function complaint(text: string, environment: Record<string, string> = {}): DeliveryConfigError {
  try {
    parseDelivery(text, 'delivery.json', environment)
  } catch (error) {
    if (error instanceof DeliveryConfigError) return error
  }
  throw new Error('it was accepted')
}

it('gives the settings of a file as they stand there, credentials by name', () => {
  const text = `{ "providers": [${webhook}] }`
  expect(parseDelivery(text, 'delivery.json', { HOOK: secret })).toEqual(JSON.parse(text))
})

it('complains with the line and column of the setting, and never with a credential', () => {
  const error = complaint(`{ "providers": [\n${webhook}] }`, { HOOK: 'short' })
  expect(error.message).toBe(
    '[DELIVERY_INVALID] delivery.json:3:1, providers[0].secretEnv: ' +
      'the environment variable HOOK holds 5 characters; 16 to 4096 are expected',
  )
  expect(error).toMatchObject({
    path: 'providers[0].secretEnv',
    position: { file: 'delivery.json', line: 3, column: 1 },
  })
})

it('says where a text is not JSON without repeating what stands there', () => {
  expect(complaint('{ "providers": hunter2 }').message).toBe(
    '[DELIVERY_INVALID] delivery.json:1:16, top level: this is not JSON: a value is expected here',
  )
})
