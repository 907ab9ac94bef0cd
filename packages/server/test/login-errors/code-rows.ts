import { setPassword } from '../support/password-world.ts'
import { errorOf } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, plain, proven, type Row, row, sent, signIn, unknown, wrong } from './row.ts'

/** Asks a fresh client for a code. */
const asking =
  (changes: object = {}, phone_number: string = known) =>
  async (world: SessionWorld) => {
    const client = await world.connect()
    return () => client.call('auth.sendCode', { phone_number, ...plain, ...changes })
  }

/** Refers to a code that was sent, with something changed. */
const resending =
  (changes: object = {}) =>
  async (world: SessionWorld) => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    await world.pass(60_000)
    return () => client.call('auth.resendCode', { phone_number, phone_code_hash, ...changes })
  }

const signingUp =
  (changes: object = {}) =>
  async (world: SessionWorld) => {
    const { client, phone_number, phone_code_hash } = await proven(world)
    const name = { first_name: 'Grace', last_name: '' }
    return () => client.call('auth.signUp', { phone_number, phone_code_hash, ...name, ...changes })
  }

/** https://core.telegram.org/method/auth.sendCode, resendCode, cancelCode, signIn, signUp, reportMissingCode */
export const codeRows: readonly Row[] = [
  row('auth.sendCode', '400 API_ID_INVALID', 'the hash is not that of the id', asking({ api_hash: 'x' })),
  row('auth.sendCode', '400 PHONE_NUMBER_BANNED', 'the number is banned', asking(), {
    accounts: [],
    policy: { numbers: { bannedPrefixes: ['999123'] } },
  }),
  row(
    'auth.sendCode',
    '400 PHONE_NUMBER_FLOOD',
    'the number has had its codes of the hour',
    async world => {
      for (let at = 0; at < 5; at++) await sent(world)
      return asking()(world)
    },
    { policy: {} },
  ),
  row('auth.sendCode', '406 PHONE_NUMBER_INVALID', 'it is no number', asking({}, 'hello')),
  row(
    'auth.sendCode',
    '406 PHONE_PASSWORD_FLOOD',
    'the account has had its logins of the day',
    async world => {
      await signIn(await sent(world))
      return asking()(world)
    },
    { policy: { limits: { loginsPerAccount: { max: 1, periodSeconds: 86_400 } } } },
  ),
  row('auth.sendCode', '400 SMS_CODE_CREATE_FAILED', 'nobody can deliver it', asking(), {
    delivery: {
      inbox: 'off',
      providers: [{ kind: 'smtp', name: 'letters', host: '127.0.0.1', security: 'none', from: 'login@mail.example' }],
    },
  }),
  row(
    'auth.sendCode',
    '401 SESSION_PASSWORD_NEEDED',
    'a token stands for the code, and there is a password',
    async world => {
      const owner = await world.loggedIn()
      await setPassword(owner, 'correct horse')
      const { future_auth_token } = await owner.call<{ future_auth_token: Uint8Array }>('auth.logOut')
      return asking({ settings: { _: 'codeSettings', logout_tokens: [future_auth_token] } })(world)
    },
  ),
  row(
    'auth.sendCode',
    '420 FLOOD_WAIT_X',
    'the address has had its codes of the hour',
    async world => {
      await sent(world)
      return asking({}, unknown)(world)
    },
    { policy: { limits: { codesPerAddress: { max: 1, periodSeconds: 3600 }, countThisMachine: true } } },
  ),

  row('auth.resendCode', '400 PHONE_CODE_EXPIRED', 'the hash never was', resending({ phone_code_hash: 'x' })),
  row('auth.resendCode', '400 PHONE_CODE_EXPIRED', 'the code is too old', async world => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    await world.pass(300_000)
    const again = await world.again(client)
    return () => again.call('auth.resendCode', { phone_number, phone_code_hash })
  }),
  row('auth.resendCode', '400 PHONE_CODE_HASH_EMPTY', 'there is no hash', resending({ phone_code_hash: '' })),
  row(
    'auth.resendCode',
    '406 PHONE_NUMBER_INVALID',
    'the hash is that of another number',
    resending({ phone_number: unknown }),
  ),
  row('auth.resendCode', '406 SEND_CODE_UNAVAILABLE', 'every medium was used', async world => {
    const code = await sent(world)
    await world.pass(60_000)
    const resend = await resendingOf(code)
    await resend()
    return resend
  }),

  row('auth.cancelCode', '400 PHONE_CODE_EXPIRED', 'it was cancelled before', async world => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    const cancel = () => client.call('auth.cancelCode', { phone_number, phone_code_hash })
    await cancel()
    return cancel
  }),
  row('auth.cancelCode', '406 PHONE_NUMBER_INVALID', 'the hash is that of another number', async world => {
    const { client, phone_code_hash } = await sent(world)
    return () => client.call('auth.cancelCode', { phone_number: unknown, phone_code_hash })
  }),

  row('auth.signIn', '400 PHONE_CODE_EMPTY', 'there is neither a code nor an e-mail verification', async world => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    return () => client.call('auth.signIn', { phone_number, phone_code_hash })
  }),
  row('auth.signIn', '400 PHONE_CODE_EXPIRED', 'the code was asked for by another key', async world => {
    const code = await sent(world)
    const client = await world.connect()
    return () => signIn({ ...code, client })
  }),
  row('auth.signIn', '400 PHONE_CODE_INVALID', 'the code is wrong', async world => {
    const code = await sent(world)
    return () => signIn(code, wrong(code.code))
  }),
  row('auth.signIn', '406 PHONE_NUMBER_INVALID', 'the hash is that of another number', async world => {
    const code = await sent(world)
    return () => signIn({ ...code, phone_number: unknown })
  }),
  row('auth.signIn', '401 SESSION_PASSWORD_NEEDED', 'the account has a password', async world => {
    await setPassword(await world.loggedIn(), 'correct horse')
    const code = await sent(world)
    return () => signIn(code)
  }),
  row(
    'auth.signIn',
    '420 FLOOD_WAIT_X',
    'the number has had its wrong codes of the day',
    async world => {
      const code = await sent(world)
      await errorOf(signIn(code, wrong(code.code)))
      return () => signIn(code)
    },
    { policy: { limits: { wrongCodesPerNumber: { max: 1, periodSeconds: 86_400 } } } },
  ),

  row('auth.signUp', '400 FIRSTNAME_INVALID', 'the first name is empty', signingUp({ first_name: ' ' })),
  row('auth.signUp', '400 LASTNAME_INVALID', 'the last name is too long', signingUp({ last_name: 'x'.repeat(65) })),
  row('auth.signUp', '400 PHONE_CODE_EMPTY', 'no code was entered', async world => {
    const { client, phone_number, phone_code_hash } = await sent(world, unknown)
    return () => client.call('auth.signUp', { phone_number, phone_code_hash, first_name: 'Grace', last_name: '' })
  }),
  row('auth.signUp', '400 PHONE_CODE_INVALID', 'only a wrong code was entered', async world => {
    const code = await sent(world, unknown)
    await errorOf(signIn(code, wrong(code.code)))
    const { client, phone_number, phone_code_hash } = code
    return () => client.call('auth.signUp', { phone_number, phone_code_hash, first_name: 'Grace', last_name: '' })
  }),
  row('auth.signUp', '400 PHONE_CODE_EXPIRED', 'the code was entered too long ago', async world => {
    const { client, phone_number, phone_code_hash } = await proven(world)
    await world.pass(900_000)
    const again = await world.again(client)
    return () => again.call('auth.signUp', { phone_number, phone_code_hash, first_name: 'Grace', last_name: '' })
  }),
  row(
    'auth.signUp',
    '406 PHONE_NUMBER_INVALID',
    'the hash is that of another number',
    signingUp({ phone_number: known }),
  ),
  row('auth.signUp', '400 PHONE_NUMBER_OCCUPIED', 'somebody was first', async world => {
    const { client, phone_number, phone_code_hash } = await proven(world)
    await world.dc.accounts.create({ phone_number, first_name: 'Another' })
    return () => client.call('auth.signUp', { phone_number, phone_code_hash, first_name: 'Grace', last_name: '' })
  }),

  row('auth.requestFirebaseSms', '400 PHONE_CODE_EMPTY', 'there is no hash', async world => {
    const { client, phone_number } = await sent(world)
    return () => client.call('auth.requestFirebaseSms', { phone_number, phone_code_hash: '' })
  }),
  row('auth.requestFirebaseSms', '400 PHONE_NUMBER_INVALID', 'the hash is that of another number', async world => {
    const { client, phone_code_hash } = await sent(world)
    return () => client.call('auth.requestFirebaseSms', { phone_number: unknown, phone_code_hash })
  }),
  row('auth.reportMissingCode', '400 PHONE_NUMBER_INVALID', 'it is no number', async world => {
    const { client, phone_code_hash } = await sent(world)
    return () => client.call('auth.reportMissingCode', { phone_number: 'hello', phone_code_hash, mnc: '01' })
  }),
]

function resendingOf({ client, phone_number, phone_code_hash }: Awaited<ReturnType<typeof sent>>) {
  return () => client.call('auth.resendCode', { phone_number, phone_code_hash })
}
