import { describe, expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'

const name = { first_name: ' Ada ', last_name: 'Lovelace' }

async function proven(world: LoginWorld): Promise<{ key_id: bigint; phone_number: string; phone_code_hash: string }> {
  const key_id = await world.key()
  const { phone_code_hash } = await world.send(key_id)
  const reference = { key_id, phone_number, phone_code_hash }
  await world.codes.signIn({ ...reference, phone_code: world.lastCode() })
  return reference
}

describe('auth.signUp', () => {
  it('creates the account of a proven number and signs the key in', async () => {
    await using world = await LoginWorld.open()
    const reference = await proven(world)
    const account = await world.codes.signUp({ ...reference, ...name })
    expect(account).toMatchObject({ phone_number: digits, first_name: 'Ada', last_name: 'Lovelace' })
    expect(await world.store.accounts.findByPhone(digits)).toEqual(account)
    expect((await world.store.sessions.find(reference.key_id))?.authorization?.user_id).toBe(account.id)
  })

  it('needs the code to be entered first', async () => {
    await using world = await LoginWorld.open()
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    const request = { key_id, phone_number, phone_code_hash, ...name }
    expect(await refusal(world.codes.signUp(request))).toBe('PHONE_CODE_EMPTY')
    expect(await world.store.accounts.findByPhone(digits)).toBeUndefined()
  })

  it('is possible for 15 minutes after the code was proven', async () => {
    await using world = await LoginWorld.open()
    const reference = await proven(world)
    world.clock.advance(899_999)
    expect(await refusal(world.codes.signUp({ ...reference, ...name }))).toBe('ok')

    await using late = await LoginWorld.open()
    const expired = await proven(late)
    late.clock.advance(900_000)
    expect(await refusal(late.codes.signUp({ ...expired, ...name }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('repeated after a lost answer gets the same account', async () => {
    await using world = await LoginWorld.open()
    const reference = await proven(world)
    const account = await world.codes.signUp({ ...reference, ...name })
    expect(await world.codes.signUp({ ...reference, ...name })).toEqual(account)
    world.clock.advance(120_000)
    expect(await refusal(world.codes.signUp({ ...reference, ...name }))).toBe('PHONE_CODE_EXPIRED')
  })

  it('refuses names that are empty or too long, and lets one try again', async () => {
    await using world = await LoginWorld.open()
    const reference = await proven(world)
    const signUp = (first_name: string, last_name: string) =>
      refusal(world.codes.signUp({ ...reference, first_name, last_name }))
    expect(await signUp('  ', '')).toBe('FIRSTNAME_INVALID')
    expect(await signUp('a'.repeat(65), '')).toBe('FIRSTNAME_INVALID')
    expect(await signUp('a', 'b'.repeat(65))).toBe('LASTNAME_INVALID')
    expect(await signUp('😀'.repeat(64), '')).toBe('ok')
  })

  it('for one number from two keys at once makes one account: PHONE_NUMBER_OCCUPIED for the other', async () => {
    await using world = await LoginWorld.open()
    const a = await proven(world)
    const b = await proven(world)
    const outcomes = await Promise.all([
      refusal(world.codes.signUp({ ...a, ...name })),
      refusal(world.codes.signUp({ ...b, ...name })),
    ])
    expect(outcomes).toEqual(['ok', 'PHONE_NUMBER_OCCUPIED'])
    expect(await world.store.sessions.listByUser(1_000_000_001n)).toHaveLength(1)
  })

  it('is bound to key, hash and number like everything else', async () => {
    await using world = await LoginWorld.open()
    const reference = await proven(world)
    const other = await world.key()
    expect(await refusal(world.codes.signUp({ ...reference, ...name, key_id: other }))).toBe('PHONE_CODE_EXPIRED')
    expect(await refusal(world.codes.signUp({ ...reference, ...name, phone_code_hash: 'ff' }))).toBe(
      'PHONE_CODE_EXPIRED',
    )
    expect(await refusal(world.codes.signUp({ ...reference, ...name, phone_number: '9995551235' }))).toBe(
      'PHONE_NUMBER_INVALID',
    )
  })

  it('is of no use after a login', async () => {
    await using world = await LoginWorld.open()
    await world.account()
    const reference = await proven(world)
    expect(await refusal(world.codes.signUp({ ...reference, ...name }))).toBe('PHONE_CODE_EXPIRED')
  })
})
