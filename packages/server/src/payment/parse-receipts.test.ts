import { describe, expect, it } from 'vitest'
import { createReceiptSigner } from '../testing/index.ts'
import { parseReceipts } from './parse-receipts.ts'

describe('a file about receipts', () => {
  it('becomes the option of a data center', async () => {
    const { options } = await createReceiptSigner()
    expect(parseReceipts(JSON.stringify(options), 'receipts.json')).toEqual(options)
    const { appStore } = options
    expect(parseReceipts(JSON.stringify({ appStore }), 'receipts.json')).toEqual({ appStore })
  })

  it.each<[settings: object, place: string, message: string]>([
    [{}, '1:1, top level', 'name playMarket, appStore or both'],
    [{ appstore: {} }, '1:2, appstore', 'there is no such setting; known here: playMarket, appStore'],
    [{ appStore: {} }, '1:2, appStore.programs', 'at least one program is expected'],
    [{ appStore: { programs: ['a b'] } }, '1:26, appStore.programs[0]', 'the name of a program is expected'],
    [{ appStore: { programs: ['a'] } }, '1:2, appStore.verificationKeys', 'at least one key is expected'],
    [
      { appStore: { programs: ['a'], verificationKeys: ['x'] } },
      '1:51, appStore.verificationKeys[0]',
      'this is no public key',
    ],
  ])('says where it is wrong: %j', (settings, place, message) => {
    const text = JSON.stringify(settings)
    expect(() => parseReceipts(text, 'receipts.json')).toThrow(`[RECEIPTS_INVALID] receipts.json:${place}: ${message}`)
  })
})
