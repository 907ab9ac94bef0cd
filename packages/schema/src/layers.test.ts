import { decodeFromBytes, encodeToBytes, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { describe, expect, test, vi } from 'vitest'
import { api } from '../gen/api.js'
import {
  codecForLayer,
  declarationsOf,
  knownLayers,
  newestLayer,
  resolveLayer,
  schemaOfLayer,
  UnknownLayerError,
} from './layers.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const oldest = knownLayers.at(-1) ?? 0

describe('declarationsOf', () => {
  test('finds every line that a name has had, with its layers', () => {
    const [now, then, ...more] = declarationsOf('auth.resendCode')
    expect(now?.layers).toEqual(knownLayers.filter(layer => layer >= 181))
    expect(now?.declaration).toMatch(/^auth\.resendCode#cae47523 flags:# .* = auth\.SentCode;$/)
    expect(then).toMatchObject({ kind: 'function', layers: [179, 167] })
    expect(more).toEqual([])
    expect(declarationsOf('auth.sentCode').map(line => line.kind)).toEqual(['constructor'])
  })

  test('knows no parts of names, and no names outside the layers', () => {
    for (const name of ['resendCode', 'auth', 'auth.resend', '', 'flags:', 'nobody.hasThis']) {
      expect(declarationsOf(name)).toEqual([])
    }
  })

  test('agrees with the schemas of all layers', () => {
    for (const layer of [newestLayer, oldest]) {
      const schema = schemaOfLayer(layer)
      for (const { name, kind, id } of [...(schema?.constructors ?? []), ...(schema?.functions ?? [])]) {
        const line = declarationsOf(name).find(candidate => candidate.kind === kind && candidate.layers.includes(layer))
        expect(line?.declaration).toContain(`${name}#${id.toString(16).padStart(8, '0')} `)
      }
    }
  })
})

describe('resolveLayer', () => {
  test('knows the newest layer and the twelve before it', () => {
    expect(newestLayer).toBe(227)
    expect(knownLayers).toEqual([227, 225, 223, 221, 220, 218, 216, 204, 189, 185, 181, 179, 167])
    for (const layer of knownLayers) expect(resolveLayer(layer)).toEqual({ layer, exact: true })
  })

  test('takes the nearest layer below one that it lacks, also above the newest', () => {
    expect(resolveLayer(226)).toEqual({ layer: 225, exact: false })
    expect(resolveLayer(203)).toEqual({ layer: 189, exact: false })
    expect(resolveLayer(9999)).toEqual({ layer: 227, exact: false })
  })

  test('refuses layers below the lowest', () => {
    expect(() => resolveLayer(oldest - 1)).toThrow(UnknownLayerError)
    expect(() => codecForLayer(1)).toThrow(/\[UNKNOWN_LAYER\] layer 1 .* 167/)
  })
})

describe('codecForLayer', () => {
  test('is the ready-made codec for the newest layer and compiles others once', () => {
    expect(codecForLayer(227)).toBe(api)
    expect(codecForLayer(228)).toBe(api)
    expect(codecForLayer(185)).toBe(codecForLayer(186))
    expect(codecForLayer(185).layer).toBe(185)
  })

  test('has the numbers of its own layer', () => {
    expect(api.idOf('auth.resendCode')).toBe(0xcae47523)
    expect(codecForLayer(179).idOf('auth.resendCode')).toBe(0x3ef1a9bf)
    expect(codecForLayer(179).hasFunction('invokeWithReCaptcha')).toBe(false)
  })

  test('has a schema for each, in the tables and in words', () => {
    for (const layer of knownLayers) {
      const schema = schemaOfLayer(layer)
      expect(schema?.layer).toBe(layer)
      expect(schema?.constructors.length).toBeGreaterThan(1000)
      expect(schema?.functions.length).toBeGreaterThan(500)
    }
    expect(schemaOfLayer(226)).toBeUndefined()
  })
})

describe('a value of the newest layer in an older one', () => {
  test('keeps what both have', () => {
    const code = {
      _: 'auth.sentCode',
      type: { _: 'auth.sentCodeTypeApp', length: 5 },
      phone_code_hash: 'hash',
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 60,
    }
    for (const layer of knownLayers) expect(through(layer, code)).toStrictEqual(code)
  })

  test('loses fields that the layer lacks', () => {
    const button = { _: 'keyboardButton', text: 'a', style: { _: 'keyboardButtonStyle', bg_primary: true } }
    expect(through(227, button)).toMatchObject({ style: { bg_primary: true } })
    expect(through(167, button)).toStrictEqual({ _: 'keyboardButton', text: 'a' })
  })

  test('has its fields said in those that the layer had', () => {
    const state = through(223, { _: 'messageReplyStoryHeader', peer: { _: 'peerUser', user_id: 5n }, story_id: 2 })
    expect(state).toStrictEqual({ _: 'messageReplyStoryHeader', peer: { _: 'peerUser', user_id: 5n }, story_id: 2 })
    expect(
      through(167, { _: 'messageReplyStoryHeader', peer: { _: 'peerUser', user_id: 5n }, story_id: 2 }),
    ).toStrictEqual({ _: 'messageReplyStoryHeader', user_id: 5n, story_id: 2 })
  })

  test('says login codes of newer kinds as a text message', () => {
    const code = (type: object): TlObject => ({ _: 'auth.sentCode', type, phone_code_hash: 'h' }) as TlObject
    const sms = { type: { _: 'auth.sentCodeTypeSms', length: 5 } }
    expect(through(167, code({ _: 'auth.sentCodeTypeSmsWord', beginning: 'a' }))).toMatchObject(sms)
    expect(through(167, code({ _: 'auth.sentCodeTypeSmsPhrase' }))).toMatchObject(sms)
    expect(through(179, code({ _: 'auth.sentCodeTypeSmsWord' }))).toMatchObject({
      type: { _: 'auth.sentCodeTypeSmsWord' },
    })
  })

  test('has stand-ins for media, actions and entities of newer layers, however deep', () => {
    const message = {
      _: 'message',
      id: 1,
      peer_id: { _: 'peerUser', user_id: 1n },
      date: 0,
      message: 'hello',
      media: { _: 'messageMediaToDo', todo: todoList },
      entities: [
        { _: 'messageEntityBold', offset: 0, length: 1 },
        { _: 'messageEntityFormattedDate', offset: 1, length: 2, date: 3 },
      ],
    }
    const service = {
      _: 'messageService',
      id: 2,
      peer_id: { _: 'peerUser', user_id: 1n },
      date: 0,
      action: { _: 'messageActionGiftStars', currency: 'USD', amount: 1n, stars: 1n },
    }
    const dialogs = { _: 'messages.dialogs', dialogs: [], messages: [message, service], chats: [], users: [] }
    expect(through(181, dialogs)).toMatchObject({
      messages: [
        {
          media: { _: 'messageMediaUnsupported' },
          entities: [
            { _: 'messageEntityBold', offset: 0, length: 1 },
            { _: 'messageEntityUnknown', offset: 1, length: 2 },
          ],
        },
        { action: { _: 'messageActionEmpty' } },
      ],
    })
  })

  test('converts fields that changed their type', () => {
    const filter = {
      _: 'dialogFilter',
      id: 2,
      title: { _: 'textWithEntities', text: 'Work', entities: [] },
      pinned_peers: [],
      include_peers: [],
      exclude_peers: [],
    }
    expect(through(189, filter)).toMatchObject({ title: 'Work' })
    expect(through(204, filter)).toMatchObject({ title: { text: 'Work' } })
    const balance = { _: 'starsAmount', amount: 7n, nanos: 0 }
    const status = { _: 'payments.starsStatus', balance, chats: [], users: [] }
    expect(through(185, status)).toMatchObject({ balance: 7n, history: [] })
    expect(through(189, { ...status, balance: { ...balance, amount: 8n } })).toMatchObject({ balance: 8n })
  })

  test('leaves items out where a list can do without them', () => {
    const rules = {
      _: 'account.privacyRules',
      rules: [{ _: 'privacyValueAllowAll' }, { _: 'privacyValueDisallowBots' }],
      chats: [],
      users: [],
    }
    expect(through(189, rules)).toMatchObject({ rules: [{ _: 'privacyValueAllowAll' }] })
  })

  test('unwraps marks around a text', () => {
    const bold = { _: 'textBold', text: { _: 'textSpoiler', text: { _: 'textMath', source: 'e=mc²' } } }
    expect(through(225, bold)).toMatchObject({ _: 'textBold', text: { _: 'textPlain', text: 'e=mc²' } })
  })

  test('is refused with the path when the layer has no word for it', () => {
    const updates = {
      _: 'updates',
      updates: [{ _: 'updateSentPhoneCode', sent_code: { _: 'auth.sentCodeSuccess', authorization } }],
      users: [],
      chats: [],
      date: 0,
      seq: 0,
    }
    expect(through(189, updates, 'error')).toMatch(/updates\.updates\[0\].*updateSentPhoneCode/)
    expect(codecForLayer(189).hasConstructor('updateSentPhoneCode')).toBe(false)
  })

  test('is not changed itself', () => {
    const bold = Object.freeze({ _: 'textBold', text: Object.freeze({ _: 'textSpoiler', text: { _: 'textEmpty' } }) })
    expect(through(225, bold)).toMatchObject({ text: { _: 'textEmpty' } })
    expect(bold.text._).toBe('textSpoiler')
  })

  test('answers in the type that the method had then', () => {
    const answer = { _: 'messages.dialogFilters', filters: [{ _: 'dialogFilterDefault' }] }
    expect(resultThrough(167, 'messages.getDialogFilters', answer)).toEqual([{ _: 'dialogFilterDefault' }])
    expect(resultThrough(179, 'messages.getDialogFilters', answer)).toMatchObject({ _: 'messages.dialogFilters' })
    const reported = { _: 'reportResultReported' }
    expect(resultThrough(185, 'messages.report', reported)).toBe(true)
    expect(resultThrough(167, 'help.getNearestDc', nearestDc)).toEqual(nearestDc)
    expect(
      resultThrough(216, 'stories.getPeerMaxIDs', [{ _: 'recentStory', max_id: 3 }, { _: 'recentStory' }]),
    ).toEqual([3, 0])
  })
})

const nearestDc = { _: 'nearestDc', country: 'DE', this_dc: 2, nearest_dc: 2 }

const authorization = { _: 'auth.authorizationSignUpRequired' }

const todoList = {
  _: 'todoList',
  title: { _: 'textWithEntities', text: 't', entities: [] },
  list: [],
}

function through(layer: number, value: object, outcome?: 'error'): unknown {
  const codec = codecForLayer(layer)
  try {
    return decodeFromBytes(codec, encodeToBytes(codec, value as TlObject))
  } catch (error) {
    if (outcome === 'error') return String(error)
    throw error
  }
}

function resultThrough(layer: number, method: string, value: unknown): unknown {
  const codec = codecForLayer(layer)
  const writer = new TlWriter()
  codec.encodeResult(writer, method, value)
  return codec.decodeResult(new TlReader(writer.finish()), method)
}
