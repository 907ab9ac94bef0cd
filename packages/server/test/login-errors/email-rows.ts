import type { auth } from '@chappe/schema/api'
import { createIdTokenSigner } from '../../src/testing/index.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, plain, type Row, row, sent, unknown, wrong } from './row.ts'

const login_email = 'ada@mail.example'
const accounts = [{ phone_number: known, first_name: 'Ada', login_email }]
const limits = { codesPerNumber: null }
/** The account has a login e-mail. */
const withMailbox = { accounts, policy: { limits } }
/** Stands in for Google. */
const signer = await createIdTokenSigner()
/** Whoever has no login e-mail has to set one up, and not with any domain. */
const settingUp = {
  policy: { limits, email: { setUp: { required: [{}] }, blockedDomains: ['trash.example'], google: signer.policy } },
}

const code = (text: string) => ({ _: 'emailVerificationCode', code: text }) as const
const change = { _: 'emailVerifyPurposeLoginChange' } as const
const loginSetup = (phone_number: string, phone_code_hash: string) =>
  ({ _: 'emailVerifyPurposeLoginSetup', phone_number, phone_code_hash }) as const

/** A token about an address, for who sets one up. */
const vouching = (email: string) => async (world: SessionWorld) => {
  const { client, phone_number, phone_code_hash } = await sent(world)
  const token = await signer.token(email, world.clock.now())
  const verification = { _: 'emailVerificationGoogle', token }
  return () => client.call(verify, { purpose: loginSetup(phone_number, phone_code_hash), verification })
}

const mail = 'account.sendVerifyEmailCode'
const verify = 'account.verifyEmail'
const reset = 'auth.resetLoginEmail'

/** A call about an address that is set up, with whatever differs in it. */
const mailing =
  (email: string, changes: object = {}) =>
  async (world: SessionWorld) => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    const purpose = { ...loginSetup(phone_number, phone_code_hash), ...changes }
    return () => client.call(mail, { purpose, email })
  }

/** The same for the proof of an address that a letter went to. */
const verifying =
  (verification: (right: string) => object, changes: object = {}, tries = 0) =>
  async (world: SessionWorld) => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    const purpose = loginSetup(phone_number, phone_code_hash)
    await client.call(mail, { purpose, email: login_email })
    const mailed = world.dc.inbox.list().at(-1)?.code ?? ''
    const call = (by: object): Promise<unknown> =>
      client.call(verify, { purpose: { ...purpose, ...changes }, verification: by })
    for (let count = 0; count < tries; count++) await call(code(wrong(mailed))).catch(() => undefined)
    return () => call(verification(mailed))
  }

/** Word that a mailbox is lost, after it was given so often before. */
const resetting =
  (changes: object = {}, before = 0) =>
  async (world: SessionWorld) => {
    const { client, phone_number, phone_code_hash } = await sent(world)
    const call = (): Promise<unknown> => client.call(reset, { phone_number, phone_code_hash, ...changes })
    for (let count = 0; count < before; count++) await call()
    return call
  }

/** Entering a mailed code. */
const signingIn = (email_verification: (right: string) => object | undefined) => async (world: SessionWorld) => {
  const { client, phone_number, phone_code_hash, code: right } = await sent(world)
  const request = { phone_number, phone_code_hash, email_verification: email_verification(right) }
  return () => client.call('auth.signIn', request)
}

/** The errors of login e-mails. */
export const emailRows: readonly Row[] = [
  row(mail, '400 EMAIL_INVALID', 'the address is none', mailing('ada'), settingUp),
  row(
    mail,
    '400 EMAIL_INVALID',
    'an address is named while the code is in a mailbox',
    mailing(login_email),
    withMailbox,
  ),
  row(mail, '400 EMAIL_NOT_ALLOWED', 'the domain is blocked', mailing('ada@trash.example'), settingUp),
  row(mail, '400 EMAIL_NOT_SETUP', 'there is no login e-mail to change', async world => {
    const client = await world.loggedIn()
    return () => client.call(mail, { purpose: change, email: login_email })
  }),
  row(mail, '400 PHONE_CODE_EMPTY', 'the hash is empty', mailing(login_email, { phone_code_hash: '' }), settingUp),
  row(mail, '400 PHONE_HASH_EXPIRED', 'the hash is wrong', mailing(login_email, { phone_code_hash: 'x' }), settingUp),
  row(mail, '400 PHONE_HASH_EXPIRED', 'the login goes by phone', mailing(login_email)),
  row(mail, '400 PHONE_NUMBER_INVALID', 'the number is none', mailing(login_email, { phone_number: '1' }), settingUp),
  row(mail, '400 PHONE_NUMBER_INVALID', 'the number is another', mailing('', { phone_number: unknown }), settingUp),
  row(mail, '401 AUTH_KEY_UNREGISTERED', 'nobody is logged in whose login e-mail could change', async world => {
    const client = await world.connect()
    return () => client.call(mail, { purpose: change, email: login_email })
  }),
  row(
    mail,
    '420 FLOOD_WAIT_X',
    'too many letters were asked for',
    async world => {
      const call = await mailing('')(world)
      for (let letters = 0; letters < 10; letters++) await call()
      return call
    },
    withMailbox,
  ),
  row(
    verify,
    '400 CODE_INVALID',
    'the code is wrong',
    verifying(right => code(wrong(right))),
    settingUp,
  ),
  row(
    verify,
    '400 CODE_INVALID',
    'nobody vouches for mailboxes here',
    verifying(() => ({ _: 'emailVerificationApple', token: 'x' })),
    settingUp,
  ),
  row(verify, '400 EMAIL_INVALID', 'a service vouches for what is no address', vouching('ada'), settingUp),
  row(
    verify,
    '400 EMAIL_NOT_ALLOWED',
    'a service vouches for a blocked domain',
    vouching('a@trash.example'),
    settingUp,
  ),
  row(verify, '400 EMAIL_VERIFY_EXPIRED', 'the letter has had its tries', verifying(code, {}, 5), settingUp),
  row(verify, '400 PHONE_CODE_EXPIRED', 'the hash is wrong', verifying(code, { phone_code_hash: 'x' }), settingUp),
  row(verify, '400 PHONE_NUMBER_INVALID', 'the number is none', verifying(code, { phone_number: '1' }), settingUp),
  row(verify, '400 EMAIL_NOT_SETUP', 'there is no login e-mail to change', async world => {
    const client = await world.loggedIn()
    return () => client.call(verify, { purpose: change, verification: code('123456') })
  }),
  row(reset, '400 EMAIL_INSTALL_MISSING', 'there is no login e-mail', resetting()),
  row(reset, '400 TASK_ALREADY_EXISTS', 'it was asked for before', resetting({}, 1), withMailbox),
  row(reset, '400 PHONE_NUMBER_INVALID', 'the number is none', resetting({ phone_number: '1' }), withMailbox),
  row(reset, '400 PHONE_CODE_EXPIRED', 'the hash is wrong', resetting({ phone_code_hash: 'x' }), withMailbox),
  row(
    'auth.signIn',
    '400 CODE_INVALID',
    'a mailed code is wrong',
    signingIn(right => code(wrong(right))),
    withMailbox,
  ),
  row('auth.signIn', '400 EMAIL_VERIFY_EXPIRED', 'the code did not go by e-mail', signingIn(code)),
  row(
    'auth.signIn',
    '400 PHONE_CODE_EMPTY',
    'no code was entered at all',
    signingIn(() => undefined),
    withMailbox,
  ),
  row(
    'auth.signIn',
    '400 PHONE_CODE_INVALID',
    'a mailed code is entered as that of the phone',
    async world => {
      const { client, phone_number, phone_code_hash, code: phone_code } = await sent(world)
      return () => client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
    },
    withMailbox,
  ),
  row(
    'auth.resendCode',
    '400 EMAIL_INSTALL_MISSING',
    'a login e-mail has to be set up first',
    async world => {
      const client = await world.connect()
      const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', { phone_number: known, ...plain })
      return () => client.call('auth.resendCode', { phone_number: known, phone_code_hash })
    },
    settingUp,
  ),
  row(
    'auth.resendCode',
    '406 SEND_CODE_UNAVAILABLE',
    'the mailbox is the only medium',
    async world => {
      const { client, phone_number, phone_code_hash } = await sent(world)
      return () => client.call('auth.resendCode', { phone_number, phone_code_hash })
    },
    { accounts, policy: { limits, email: { phoneFallback: false } } },
  ),
]
