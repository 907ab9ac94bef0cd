import { RpcError } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import {
  answerChallenges,
  challengesMax,
  type DeviceChallenge,
  type ProveDevice,
  withProof,
} from './answer-challenges.ts'
import type { Call } from './interceptor.ts'

const call: Call = { method: 'auth.sendCode', parameters: { phone_number: '1' }, signal: undefined }
const query = { _: 'auth.sendCode', phone_number: '1' }

interface Outcome {
  readonly outcome: unknown
  /** The calls as they went out. */
  readonly sent: readonly object[]
  readonly asked: readonly DeviceChallenge[]
}

/** Makes the call to a server that refuses it as long as it has refusals left. */
async function make(errors: readonly string[], prove: ProveDevice, one: Call = call, code = 403): Promise<Outcome> {
  const sent: object[] = []
  const asked: DeviceChallenge[] = []
  const refusals = [...errors]
  const outcome = await answerChallenges((challenge, options) => {
    asked.push(challenge)
    return prove(challenge, options)
  })(one, async seen => {
    sent.push(withProof(seen))
    const error = refusals.shift()
    if (error !== undefined) throw new RpcError(code, error)
    return 'answer'
  }).catch((error: unknown) => error)
  return { outcome, sent, asked }
}

describe('a challenge', () => {
  it.each<[string, DeviceChallenge, object]>([
    [
      'INTEGRITY_CHECK_CLASSIC_1234567890_fbff00fa',
      { kind: 'playIntegrity', method: 'auth.sendCode', projectId: '1234567890', nonce: '-_8A-g' },
      { method: 'invokeWithGooglePlayIntegrity', parameters: { nonce: 'fbff00fa', token: 'proof', query } },
    ],
    [
      'APNS_VERIFY_CHECK_ab_cd_12',
      { kind: 'push', method: 'auth.sendCode', nonce: 'ab_cd_12' },
      { method: 'invokeWithApnsSecret', parameters: { nonce: 'ab_cd_12', secret: 'proof', query } },
    ],
    [
      'RECAPTCHA_CHECK_log_in__6Lc-key__x_1',
      { kind: 'reCaptcha', method: 'auth.sendCode', action: 'log_in', key_id: '6Lc-key__x_1' },
      { method: 'invokeWithReCaptcha', parameters: { token: 'proof', query } },
    ],
  ])('%s is answered by the call in its wrapper', async (error, challenge, wrapped) => {
    const { outcome, sent, asked } = await make([error], async () => 'proof')
    expect(outcome).toBe('answer')
    expect(asked).toEqual([challenge])
    expect(sent).toEqual([{ method: 'auth.sendCode', parameters: { phone_number: '1' } }, wrapped])
  })

  it.each([undefined, ''])('without a proof (%j) is the answer', async proof => {
    const { outcome, sent } = await make(['RECAPTCHA_CHECK_a__k'], () => proof)
    expect(outcome).toMatchObject({ error_message: 'RECAPTCHA_CHECK_a__k' })
    expect(sent).toHaveLength(1)
  })

  it('may follow another, but not for ever', async () => {
    const both = ['APNS_VERIFY_CHECK_aa', 'RECAPTCHA_CHECK_a__k']
    const twice = await make(both, ({ kind }) => kind)
    expect(twice.outcome).toBe('answer')
    // Each proof is good once, so the second goes out alone.
    expect(twice.sent.at(-1)).toEqual({ method: 'invokeWithReCaptcha', parameters: { token: 'reCaptcha', query } })
    const endless = Array.from({ length: 9 }, () => 'RECAPTCHA_CHECK_a__k')
    const { outcome, sent } = await make(endless, () => 'proof')
    expect(outcome).toMatchObject({ errorName: 'RECAPTCHA_CHECK' })
    expect(sent).toHaveLength(1 + challengesMax)
  })

  it.each([
    ['RECAPTCHA_CHECK_a__k', 400],
    ['RECAPTCHA_CHECK_a', 403],
    ['INTEGRITY_CHECK_CLASSIC_12_xyz', 403],
    ['INTEGRITY_CHECK_CLASSIC_12_', 403],
    ['CHAT_WRITE_FORBIDDEN', 403],
  ])('is not what other refusals are: %s with code %i', async (error, code) => {
    const { outcome, asked } = await make([error], () => 'proof', call, code)
    expect(outcome).toMatchObject({ error_message: error })
    expect(asked).toEqual([])
  })

  it('is given up with the call, and when the program fails at it', async () => {
    const stop = new AbortController()
    const waiting = make(['RECAPTCHA_CHECK_a__k'], () => new Promise(() => undefined), { ...call, signal: stop.signal })
    setImmediate(() => stop.abort('enough'))
    expect((await waiting).outcome).toBe('enough')
    const failed = await make(['RECAPTCHA_CHECK_a__k'], () => Promise.reject(new TypeError('no network')))
    expect(failed.outcome).toMatchObject({ message: 'no network' })
  })
})
