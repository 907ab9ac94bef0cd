import type { auth, updateServiceNotification } from '@chappe/schema/api'
import { setPassword, wrongAnswer } from '../support/password-world.ts'
import type { RawClient } from '../support/raw-client.ts'
import { type SessionWorld, told } from '../support/session-world.ts'
import { known, plain, type Row, row, sent, unknown, wrong } from './row.ts'

const dayMs = 86_400_000
const { settings } = plain
/** A number that nobody has, for the code of which nothing else is asked. */
const third = '+999 222 22 22'

/** A session that is a day old. */
async function seasoned(world: SessionWorld): Promise<RawClient> {
  const client = await world.loggedIn()
  await world.pass(dayMs)
  return world.again(client)
}

const seasonedCall = (method: string, parameters: object) => async (world: SessionWorld) => {
  const client = await seasoned(world)
  return () => client.call(method, parameters)
}

const call = (method: string, parameters: object) => async (world: SessionWorld) => {
  const client = await world.loggedIn()
  return () => client.call(method, parameters)
}

/** A code that was asked for to change or to verify a number, and how it is entered with changes. */
const entering =
  (send: string, enter: string, changes: (code: string) => object, laterMs = 0) =>
  async (world: SessionWorld) => {
    const client = await seasoned(world)
    const { phone_code_hash } = await client.call<auth.sentCode>(send, { phone_number: third, settings })
    const code = world.dc.inbox.list({ phone_number: third }).at(-1)?.code ?? ''
    world.clock.advance(laterMs)
    const request = { phone_number: third, phone_code_hash, phone_code: code, ...changes(code) }
    return () => client.call(enter, request)
  }
const changing = (changes: (code: string) => object, laterMs?: number) =>
  entering('account.sendChangePhoneCode', 'account.changePhone', changes, laterMs)
const verifying = (changes: (code: string) => object, laterMs?: number) =>
  entering('account.sendVerifyPhoneCode', 'account.verifyPhone', changes, laterMs)

/** An owner with a password that is not new, and the hash of the link by which a deletion can be called off. */
async function objecting(world: SessionWorld): Promise<{ readonly owner: RawClient; readonly hash: string }> {
  const client = await world.loggedIn()
  await setPassword(client, 'correct horse')
  await world.pass(8 * dayMs)
  const owner = await world.again(client)
  await owner.call('updates.getState')
  await world.settle()
  const asker = await world.connect()
  await world.logIn(asker).catch(() => undefined)
  await asker.call('account.deleteAccount', { reason: '' }).catch(() => undefined)
  await world.settle()
  const notice = told(owner).find(
    (update): update is updateServiceNotification =>
      update._ === 'updateServiceNotification' && update.type.startsWith('auth_deletion'),
  )
  return { owner, hash: /hash=([\da-f]+)/.exec(notice?.message ?? '')?.[1] ?? '' }
}

const confirming =
  (changes: (code: string) => object, laterMs = 0) =>
  async (world: SessionWorld) => {
    const { owner, hash } = await objecting(world)
    const { phone_code_hash } = await owner.call<auth.sentCode>('account.sendConfirmPhoneCode', { hash, settings })
    const code = world.dc.inbox.list({ phone_number: known }).at(-1)?.code ?? ''
    world.clock.advance(laterMs)
    return () => owner.call('account.confirmPhone', { phone_code_hash, phone_code: code, ...changes(code) })
  }

const codeLifeMs = 300_000

/** Changing, proving and confirming numbers, deleting accounts, and what else §1.4, §1.5 and §1.10 of the digest list. */
export const numberRows: readonly Row[] = [
  row('account.sendChangePhoneCode', '406 FRESH_CHANGE_PHONE_FORBIDDEN', 'the session is not a day old', world =>
    call('account.sendChangePhoneCode', { phone_number: third, settings })(world),
  ),
  row(
    'account.sendChangePhoneCode',
    '400 PHONE_NUMBER_BANNED',
    'the policy keeps it out',
    seasonedCall('account.sendChangePhoneCode', { phone_number: '+999 888 88 88', settings }),
    { policy: { numbers: { bannedPrefixes: ['999888'] } } },
  ),
  row(
    'account.sendChangePhoneCode',
    '406 PHONE_NUMBER_INVALID',
    'it is too short',
    seasonedCall('account.sendChangePhoneCode', { phone_number: '12', settings }),
  ),
  row(
    'account.sendChangePhoneCode',
    '400 PHONE_NUMBER_OCCUPIED',
    'it has an account',
    seasonedCall('account.sendChangePhoneCode', { phone_number: known, settings }),
  ),
  row(
    'account.changePhone',
    '400 PHONE_CODE_EMPTY',
    'it is',
    changing(() => ({ phone_code: '' })),
  ),
  row(
    'account.changePhone',
    '400 PHONE_CODE_EXPIRED',
    'its time is over',
    changing(() => ({}), codeLifeMs),
  ),
  row(
    'account.changePhone',
    '400 PHONE_CODE_INVALID',
    'it is wrong',
    changing(code => ({ phone_code: wrong(code) })),
  ),
  row(
    'account.changePhone',
    '406 PHONE_NUMBER_INVALID',
    'the code was sent to another',
    changing(() => ({ phone_number: unknown })),
  ),
  row('account.changePhone', '400 PHONE_NUMBER_OCCUPIED', 'somebody registered it meanwhile', async world => {
    const call = await changing(() => ({}))(world)
    await world.dc.accounts.create({ phone_number: third, first_name: 'Grace' })
    return call
  }),
  row(
    'account.sendConfirmPhoneCode',
    '400 HASH_INVALID',
    'no deletion waits',
    call('account.sendConfirmPhoneCode', { hash: 'ab'.repeat(16), settings }),
  ),
  row('account.sendConfirmPhoneCode', '400 HASH_INVALID', 'the link is another', async world => {
    const { owner, hash } = await objecting(world)
    return () => owner.call('account.sendConfirmPhoneCode', { hash: [...hash].toReversed().join(''), settings })
  }),
  row(
    'account.confirmPhone',
    '400 CODE_HASH_INVALID',
    'it is no hash of a code',
    confirming(() => ({ phone_code_hash: 'none' })),
  ),
  row(
    'account.confirmPhone',
    '400 PHONE_CODE_EMPTY',
    'it is',
    confirming(() => ({ phone_code: ' ' })),
  ),
  row(
    'account.confirmPhone',
    '400 PHONE_CODE_INVALID',
    'it is wrong',
    confirming(code => ({ phone_code: wrong(code) })),
  ),
  row(
    'account.confirmPhone',
    '400 PHONE_CODE_EXPIRED',
    'its time is over',
    confirming(() => ({}), codeLifeMs),
  ),
  row(
    'account.sendVerifyPhoneCode',
    '400 PHONE_NUMBER_INVALID',
    'it is too short',
    call('account.sendVerifyPhoneCode', { phone_number: '12', settings }),
  ),
  row(
    'account.verifyPhone',
    '400 PHONE_CODE_EMPTY',
    'it is',
    verifying(() => ({ phone_code: '' })),
  ),
  row(
    'account.verifyPhone',
    '400 PHONE_CODE_EXPIRED',
    'its time is over',
    verifying(() => ({}), codeLifeMs),
  ),
  row(
    'account.verifyPhone',
    '400 PHONE_NUMBER_INVALID',
    'the code was sent to another',
    verifying(() => ({ phone_number: unknown })),
  ),
  row('account.deleteAccount', '400 PASSWORD_HASH_INVALID', 'the password is wrong', async world => {
    const client = await world.loggedIn()
    await setPassword(client, 'correct horse')
    const password = await wrongAnswer(client)
    return () => client.call('account.deleteAccount', { reason: '', password })
  }),
  row('account.deleteAccount', '420 2FA_CONFIRM_WAIT_X', 'the password is not known', async world => {
    const { owner } = await objecting(world)
    return () => owner.call('account.deleteAccount', { reason: '' })
  }),
  row(
    'account.setAccountTTL',
    '400 TTL_DAYS_INVALID',
    'they are too few',
    call('account.setAccountTTL', { ttl: { _: 'accountDaysTTL', days: 29 } }),
  ),
  row(
    'account.resetWebAuthorization',
    '400 HASH_INVALID',
    'no login on a website has it',
    call('account.resetWebAuthorization', { hash: 77n }),
  ),
  row(
    'help.acceptTermsOfService',
    '400 DATA_JSON_INVALID',
    'it is of other terms',
    call('help.acceptTermsOfService', { id: { _: 'dataJSON', data: '{"version":"2025"}' } }),
    { policy: { terms: { version: '2026', text: 'Be kind.', popup: false, minAge: null, checkSeconds: 3600 } } },
  ),
  row(
    'auth.sendCode',
    '400 API_ID_PUBLISHED_FLOOD',
    'everybody knows the pair',
    async world => {
      const client = await world.connect()
      return () => sent(world, known, client)
    },
    { policy: { apps: { published: [plain.api_id] } } },
  ),
  row(
    'auth.sendCode',
    '400 PHONE_NUMBER_APP_SIGNUP_FORBIDDEN',
    'the program may not sign up',
    async world => {
      const client = await world.connect()
      return () => sent(world, unknown, client)
    },
    { policy: { apps: { noSignUp: [plain.api_id] } } },
  ),
  row(
    'auth.signIn',
    '406 UPDATE_APP_TO_LOGIN',
    'its layer is below the floor',
    async world => {
      const client = await world.connect({ layer: 167 })
      const request = { phone_number: known, phone_code_hash: '0'.repeat(18), phone_code: '12345' }
      return () => client.call('auth.signIn', request)
    },
    { policy: { apps: { layerMin: 180 } } },
  ),
  row(
    'auth.exportLoginToken',
    '400 API_ID_PUBLISHED_FLOOD',
    'everybody knows the pair',
    async world => {
      const client = await world.connect()
      const { api_id, api_hash } = plain
      return () => client.call('auth.exportLoginToken', { api_id, api_hash, except_ids: [] })
    },
    { policy: { apps: { published: [plain.api_id] } } },
  ),
  row(
    'auth.importBotAuthorization',
    '400 API_ID_PUBLISHED_FLOOD',
    'everybody knows the pair',
    async world => {
      const client = await world.connect()
      const { api_id, api_hash } = plain
      return () => client.call('auth.importBotAuthorization', { flags: 0, api_id, api_hash, bot_auth_token: '1:x' })
    },
    { policy: { apps: { published: [plain.api_id] } } },
  ),
]
