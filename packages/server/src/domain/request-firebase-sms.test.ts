import { describe, expect, it } from 'vitest'
import { LoginWorld, type LoginWorldOptions, phone_number, refusal } from '../../test/support/login-world.ts'
import type { DeliveryProvider } from '../delivery/provider.ts'
import { plainSettings } from './code-settings.ts'
import type { IntegrityVerifier } from './integrity.ts'
import type { MediumName } from './media/medium.ts'

const integrity: IntegrityVerifier = {
  playIntegrityProjectId: undefined,
  kindsFor: () => ['safetyNet'],
  verify: async () => true,
}
const settings = { ...plainSettings, allow_firebase: true, canProve: () => true }
const proof = { kind: 'safetyNet', token: 'x' } as const
const reason = 'SAFETYNET_EXCEPTION'

/** Takes text messages, and is never done with them. */
const hanging: DeliveryProvider = { name: 'gateway', media: ['firebaseSms'], deliver: () => new Promise(() => {}) }

async function promised(media: readonly MediumName[], options: LoginWorldOptions = {}) {
  const world = await LoginWorld.open({ integrity, policy: { ladders: [{ when: {}, media }] }, ...options })
  const key_id = await world.key()
  const { phone_code_hash } = await world.codes.send({ key_id, phone_number, api_id: 1, settings })
  return { world, reference: { key_id, phone_number, phone_code_hash } }
}

describe('a proof that is still being checked', () => {
  it.each<[MediumName[], string]>([
    [['firebaseSms', 'call'], 'call'],
    [['firebaseSms'], 'sms'],
  ])('does not keep the program from going on with a reason: %j', async (media, next) => {
    const { world, reference } = await promised(media, { providers: [hanging] })
    await using _ = world
    const asked = world.codes.requestFirebaseSms({ ...reference, proof })
    const sent = await world.codes.resend({ ...reference, reason })
    expect(sent.medium.kind).toBe(next)
    // Whether the message still goes out or not: the login is at the next medium and stays there.
    world.clock.advance(10_000)
    expect(await asked).toBe(false)
    const phone_code = world.inbox.list().find(({ medium }) => medium === next)?.code ?? ''
    expect(await world.codes.signIn({ ...reference, phone_code })).toEqual({ kind: 'signUpRequired' })
  })

  it('brings no message when it turns out to be good after that', async () => {
    const checked = Promise.withResolvers<boolean>()
    const slow = { ...integrity, verify: () => checked.promise }
    const { world, reference } = await promised(['firebaseSms', 'call'], { integrity: slow })
    await using _ = world
    const asked = world.codes.requestFirebaseSms({ ...reference, proof })
    await world.codes.resend({ ...reference, reason })
    checked.resolve(true)
    expect(await asked).toBe(false)
    expect(world.inbox.list().map(({ medium }) => medium)).toEqual(['call'])
  })

  it('when the process ended is good for nothing, and the program goes on with a reason', async () => {
    const { world, reference } = await promised(['firebaseSms', 'call'])
    await using _ = world
    const hashDigest = world.secrets.hashDigest(reference.phone_code_hash)
    const pending = await world.store.codes.find(reference.key_id, hashDigest)
    if (pending === undefined) throw new TypeError('no code is pending')
    await world.store.codes.put({ ...pending, proof: 'checking' })
    expect(await world.codes.requestFirebaseSms({ ...reference, proof })).toBe(false)
    expect((await world.codes.resend({ ...reference, reason })).medium.kind).toBe('call')
  })
})

it('a proof that was good is no reason to skip the time of the message that was sent', async () => {
  const { world, reference } = await promised(['firebaseSms', 'call'])
  await using _ = world
  expect(await world.codes.requestFirebaseSms({ ...reference, proof })).toBe(true)
  expect(await refusal(world.codes.resend({ ...reference, reason }))).toBe('FLOOD_WAIT 60')
})
