import { expect, it } from 'vitest'
import { digits, LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import { createAccount } from './create-account.ts'

it('an operator creates accounts by the rules that hold for everyone', async () => {
  await using world = await LoginWorld.open()
  const rules = { numbers: world.policy.numbers, clock: world.clock }
  const create = (phone: string, first_name: string, last_name = '') =>
    createAccount(world.store.accounts, { phone_number: phone, first_name, last_name }, rules)
  const account = await create(phone_number, 'Ada')
  expect(account).toEqual({
    id: 1_000_000_001n,
    phone_number: digits,
    first_name: 'Ada',
    last_name: '',
    createdAtMs: world.clock.now(),
  })
  expect(await world.store.accounts.find(account.id)).toEqual(account)
  expect((await create('9995551235', 'Grace')).id).toBe(1_000_000_002n)
  expect(await refusal(create(digits, 'Eve'))).toBe('PHONE_NUMBER_OCCUPIED')
  expect(await refusal(create('12', 'Eve'))).toBe('PHONE_NUMBER_INVALID')
  expect(await refusal(create('9995551236', ''))).toBe('FIRSTNAME_INVALID')
})
