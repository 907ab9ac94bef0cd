/** What clients of older layers are told about the media, each in the words of its own layer. */
import type { auth, Config } from '@chappe/schema/api'
import { knownLayers } from '@chappe/schema/layers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DataCenter, defaultApp } from '../src/index.ts'
import { createIntegritySigner } from '../src/testing/index.ts'
import { RawClient } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'

let dc: DataCenter

// One range of numbers for each medium, each with a text message behind it.
const ranges = {
  '99901': 'smsWord',
  '99902': 'smsPhrase',
  '99903': 'call',
  '99904': 'flashCall',
  '99905': 'missedCall',
  '99906': 'fragmentSms',
  '99907': 'firebaseSms',
} as const

beforeAll(async () => {
  const { options } = await createIntegritySigner([defaultApp.api_id])
  dc = await DataCenter.start({
    privateKey,
    integrity: options,
    policy: {
      ladders: [
        ...Object.entries(ranges).map(([prefix, name]) => ({
          when: { prefixes: [prefix] },
          media: [name, 'sms'] as const,
        })),
        { when: {}, media: ['sms'] },
      ],
      limits: { codesPerNumber: null },
    },
  })
})

afterAll(() => dc.stop())

const settings = { _: 'codeSettings', allow_flashcall: true, allow_missed_call: true, allow_firebase: true }

describe.each(knownLayers)('a client of layer %i', layer => {
  it('is told of every medium that its layer has, and gets the next one instead of the others', async () => {
    using client = await RawClient.connect(dc, { layer })
    await client.init<Config>('help.getConfig')
    const types: string[] = []
    for (const prefix of Object.keys(ranges)) {
      const phone_number = `${prefix}12345`
      const { type } = await client.call<auth.sentCode>('auth.sendCode', { phone_number, ...defaultApp, settings })
      types.push(type._.replace('auth.sentCodeType', ''))
      if (type._ === 'auth.sentCodeTypeFlashCall') expect(type.pattern).toBe('99900*****')
      if (type._ === 'auth.sentCodeTypeMissedCall') expect(type).toMatchObject({ prefix: '99900', length: 5 })
      if (type._ === 'auth.sentCodeTypeFirebaseSms') {
        // Before layer 181 Firebase was without Play Integrity: SafetyNet is asked for there.
        expect(layer < 181 ? type.nonce : type.play_integrity_nonce).toHaveLength(32)
      }
      if (type._ === 'auth.sentCodeTypeSmsWord') expect(type.beginning).toHaveLength(1)
    }
    const words = layer < 179 ? ['Sms', 'Sms'] : ['SmsWord', 'SmsPhrase']
    expect(types).toEqual([...words, 'Call', 'FlashCall', 'MissedCall', 'FragmentSms', 'FirebaseSms'])
  })
})
