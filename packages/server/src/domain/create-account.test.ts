import { expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import { createAccount } from './create-account.ts'
import { Homes } from './homes/homes.ts'

it('an operator creates accounts by the rules that hold for everyone', async () => {
  await using world = await LoginWorld.open()
  const rules = { numbers: world.policy.numbers, clock: world.clock, homes: new Homes(2, [1, 2], world.policy) }
  const create = (phone: string, first_name: string, more: { dc?: number; login_email?: string } = {}) =>
    createAccount(world.store, { phone_number: phone, first_name, last_name: '', ...more }, rules)
  const account = await create(phone_number, 'Ada')
  expect(account).toEqual({
    id: 1_000_000_001n,
    phone_number: digits,
    first_name: 'Ada',
    last_name: '',
    createdAtMs: world.clock.now(),
    dc: 1,
  })
  expect(await world.store.accounts.find(account.id)).toEqual(account)
  expect(await create('9995551235', 'Grace', { dc: 2 })).toMatchObject({ id: 1_000_000_002n, dc: 2 })
  expect(await refusal(create(digits, 'Eve'))).toBe('PHONE_NUMBER_OCCUPIED')
  expect(await refusal(create('12', 'Eve'))).toBe('PHONE_NUMBER_INVALID')
  expect(await refusal(create('9995551236', ''))).toBe('FIRSTNAME_INVALID')
  expect(await refusal(create('9995551236', 'Eve', { dc: 3 }))).toBe('DC_ID_INVALID')
  const login_email = ' Grace@Mail.example '
  const { id } = await create('9995551236', 'Grace', { login_email })
  expect(await world.store.loginEmails.find(id)).toMatchObject({ address: 'Grace@Mail.example', resetAtMs: undefined })
  expect(await refusal(create('9995551237', 'Eve', { login_email: 'nowhere' }))).toBe('EMAIL_INVALID')
})
