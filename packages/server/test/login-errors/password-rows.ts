import type { account } from '@chappe/schema/api'
import {
  answer,
  email,
  getPassword,
  noPassword,
  plainSettings,
  removal,
  setPassword,
  settings,
  update,
  wrongAnswer,
} from '../support/password-world.ts'
import { errorOf, type RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, type Row, row, sent, signIn } from './row.ts'

const password = 'correct horse'

/** Somebody who is logged in and has a password. */
async function owner(world: SessionWorld): Promise<RawClient> {
  const client = await world.loggedIn()
  await setPassword(client, password)
  return client
}

/** Somebody whose code was right and who owes the password. */
async function debtor(world: SessionWorld): Promise<RawClient> {
  await owner(world)
  const code = await sent(world)
  await errorOf(signIn(code))
  return code.client
}

/** Somebody who owes a password that can be recovered by mail, for which a code was sent. */
async function forgetful(world: SessionWorld): Promise<RawClient> {
  const client = await world.loggedIn()
  await update(client, noPassword, await settings(client, password, { email })).catch(() => undefined)
  await client.call('account.confirmPasswordEmail', { code: mailed(world) })
  const code = await sent(world)
  await errorOf(signIn(code))
  await code.client.call('auth.requestPasswordRecovery')
  return code.client
}

function mailed(world: SessionWorld): string {
  const mails = world.dc.inbox.list({ phone_number: known }).filter(({ medium }) => medium === 'email')
  return mails.at(-1)?.code ?? ''
}

const notMailed = (world: SessionWorld): string => (mailed(world) === '000000' ? '111111' : '000000')

const changing =
  (change: (client: RawClient) => Promise<account.passwordInputSettings> | account.passwordInputSettings) =>
  async (world: SessionWorld) => {
    const client = await world.loggedIn()
    const new_settings = await change(client)
    return () => update(client, noPassword, new_settings)
  }

/** Answers the question of a password in four wrong ways, for every method that asks it. */
function wrongAnswers(method: string, more: object, who: (world: SessionWorld) => Promise<RawClient>): Row[] {
  const call = (client: RawClient, proof: unknown) => () => client.call(method, { ...more, password: proof })
  return [
    row(method, '400 PASSWORD_HASH_INVALID', 'the password is wrong', async world => {
      const client = await who(world)
      return call(client, await wrongAnswer(client))
    }),
    row(method, '400 SRP_ID_INVALID', 'the question was answered before', async world => {
      const client = await who(world)
      const proof = await wrongAnswer(client)
      await errorOf(call(client, proof)())
      return call(client, proof)
    }),
    row(method, '400 SRP_A_INVALID', 'A would open every door', async world => {
      const client = await who(world)
      return call(client, { ...(await wrongAnswer(client)), A: new Uint8Array(256) })
    }),
    row(method, '420 FLOOD_WAIT_X', 'there were ten wrong ones in an hour', async world => {
      const client = await who(world)
      for (let at = 0; at < 10; at++) await errorOf(call(client, await wrongAnswer(client))())
      return call(client, await wrongAnswer(client))
    }),
  ]
}

/** https://core.telegram.org/api/srp */
export const passwordRows: readonly Row[] = [
  ...wrongAnswers('auth.checkPassword', {}, debtor),
  ...wrongAnswers('account.getPasswordSettings', {}, owner),
  ...wrongAnswers('account.getTmpPassword', { period: 60 }, owner),
  ...wrongAnswers('account.updatePasswordSettings', { new_settings: removal }, owner),
  ...[
    { method: 'auth.checkPassword', more: {} },
    { method: 'account.getPasswordSettings', more: {} },
    { method: 'account.getTmpPassword', more: { period: 60 } },
    { method: 'account.updatePasswordSettings', more: { new_settings: removal } },
  ].map(({ method, more }) =>
    row(method, '400 SRP_PASSWORD_CHANGED', 'the password was changed since the question', async world => {
      const client = await owner(world)
      const proof = await answer(client, password)
      await update(client, await answer(client, password), await settings(client, 'battery staple'))
      return () => client.call(method, { ...more, password: proof })
    }),
  ),

  row('account.updatePasswordSettings', '400 EMAIL_INVALID', 'the address is none', async world => {
    const client = await world.loggedIn()
    const new_settings = await settings(client, password, { email: 'nobody' })
    return () => update(client, noPassword, new_settings)
  }),
  row(
    'account.updatePasswordSettings',
    '400 EMAIL_UNCONFIRMED_X',
    'the address has to be confirmed first',
    async world => {
      const client = await world.loggedIn()
      const new_settings = await settings(client, password, { email })
      return () => update(client, noPassword, new_settings)
    },
  ),
  row(
    'account.updatePasswordSettings',
    '400 NEW_SALT_INVALID',
    'the salt is not made of that of the data center',
    changing(async client => {
      const made = await settings(client, password)
      return {
        ...made,
        new_algo: { ...made.new_algo, salt1: new Uint8Array(40) } as account.passwordInputSettings['new_algo'],
      }
    }),
  ),
  row(
    'account.updatePasswordSettings',
    '400 NEW_SETTINGS_EMPTY',
    'there is no password, and none is given',
    changing(() => plainSettings({})),
  ),
  row(
    'account.updatePasswordSettings',
    '400 NEW_SETTINGS_INVALID',
    'the group is another',
    changing(async client => {
      const made = await settings(client, password)
      return { ...made, new_algo: { ...made.new_algo, g: 5 } as account.passwordInputSettings['new_algo'] }
    }),
  ),
  row(
    'account.updatePasswordSettings',
    '400 NEW_PASSWORD_BAD',
    'the verifier has the wrong size',
    changing(async client => ({ ...(await settings(client, password)), new_password_hash: new Uint8Array(3) })),
  ),

  row('account.confirmPasswordEmail', '400 EMAIL_HASH_EXPIRED', 'no address waits', async world => {
    const client = await owner(world)
    return () => client.call('account.confirmPasswordEmail', { code: '000000' })
  }),
  row('account.confirmPasswordEmail', '400 CODE_INVALID', 'the code is wrong', async world => {
    const client = await world.loggedIn()
    await errorOf(update(client, noPassword, await settings(client, password, { email })))
    return () => client.call('account.confirmPasswordEmail', { code: notMailed(world) })
  }),
  ...['account.resendPasswordEmail', 'account.cancelPasswordEmail'].map(method =>
    row(method, '400 EMAIL_HASH_EXPIRED', 'no address waits', async world => {
      const client = await owner(world)
      return () => client.call(method)
    }),
  ),

  row('auth.requestPasswordRecovery', '400 PASSWORD_EMPTY', 'there is no password', async world => {
    const client = await world.loggedIn()
    return () => client.call('auth.requestPasswordRecovery')
  }),
  row('auth.requestPasswordRecovery', '400 PASSWORD_RECOVERY_NA', 'there is no address', async world => {
    const client = await debtor(world)
    return () => client.call('auth.requestPasswordRecovery')
  }),
  ...['auth.checkRecoveryPassword', 'auth.recoverPassword'].flatMap(method => [
    row(method, '400 CODE_EMPTY', 'there is no code', async world => {
      const client = await forgetful(world)
      return () => client.call(method, { code: '' })
    }),
    row(method, '400 CODE_INVALID', 'the code is wrong', async world => {
      const client = await forgetful(world)
      return () => client.call(method, { code: notMailed(world) })
    }),
    row(method, '400 PASSWORD_RECOVERY_EXPIRED', 'the code was sent more than an hour ago', async world => {
      const client = await forgetful(world)
      const code = mailed(world)
      await world.pass(3_600_000)
      const again = await world.again(client)
      return () => again.call(method, { code })
    }),
  ]),
  row('auth.recoverPassword', '400 NEW_SETTINGS_INVALID', 'the new password is malformed', async world => {
    const client = await forgetful(world)
    const made = await settings(client, 'battery staple')
    const new_settings = { ...made, new_algo: { ...made.new_algo, g: 5 } }
    return () => client.call('auth.recoverPassword', { code: mailed(world), new_settings })
  }),

  row('account.resetPassword', '400 PASSWORD_EMPTY', 'there is no password', async world => {
    const client = await world.loggedIn()
    return () => client.call('account.resetPassword')
  }),
  row('account.declinePasswordReset', '400 RESET_REQUEST_MISSING', 'nobody asked for one', async world => {
    const client = await owner(world)
    return () => client.call('account.declinePasswordReset')
  }),
  row('account.getTmpPassword', '400 TMP_PASSWORD_DISABLED', 'there is no password', async world => {
    const client = await world.loggedIn()
    await getPassword(client)
    return () => client.call('account.getTmpPassword', { password: noPassword, period: 60 })
  }),
]
