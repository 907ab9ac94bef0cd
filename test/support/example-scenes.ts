import { Client, memorySession, sqliteSession } from '@chappe/client/node'
import { srpNewAlgorithm, srpVerifier } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { DataCenter } from '@chappe/server'
import { seededRandom } from '@chappe/server/testing'

/** The person whose number, password and e-mail address the examples use. */
export const ada = { phone_number: '+12025550123', first_name: 'Ada', last_name: 'Lovelace' }

/** In whose name a program runs, and what has happened before. */
export interface Scene {
  readonly caller: 'nobody' | 'a person'
  /** @param session - path of the session file that the program opens */
  prepare(dc: DataCenter, session: string): Promise<void>
}

/** Finds what has to have happened before the example of a method can be granted. */
export function sceneOf(method: string, beforeLogin: boolean): Scene {
  return scenes[method] ?? (beforeLogin ? nobody : loggedIn)
}

const nobody: Scene = { caller: 'nobody', prepare: async () => undefined }

/** The session is Ada's. */
const loggedIn: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using _ = await logIn(dc, session)
  },
}

/** The session is Ada's, and her account has a password. */
const withPassword: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using tg = await logIn(dc, session)
    await setPassword(tg)
  },
}

/** The same, and the password was asked to be removed. */
const withReset: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using tg = await logIn(dc, session)
    await setPassword(tg)
    await tg.account.resetPassword()
  },
}

/** The session is Ada's, and the address for recovering her password waits for its code. */
const withUnconfirmedEmail: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using tg = await logIn(dc, session)
    await setPassword(tg, 'ada@example.com')
  },
}

/** The session is Ada's, and her account has a login e-mail. */
const withLoginEmail: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using _ = await logIn(dc, session)
    await dc.accounts.setLoginEmail(ada.phone_number, 'ada@example.com')
  },
}

/** Nobody is logged in, and the codes of Ada's account go to a mailbox. */
const codesByMail: Scene = {
  caller: 'nobody',
  prepare: async dc => {
    await dc.accounts.setLoginEmail(ada.phone_number, 'ada@example.com')
  },
}

/** The code was right, and the password, which has an address for recovery, is still owed. */
const owingPassword: Scene = {
  caller: 'a person',
  prepare: async (dc, session) => {
    await using tg = await logIn(dc)
    await setPassword(tg, 'ada@example.com')
    await tg.account.confirmPasswordEmail({ code: latestCode(dc) })
    await using _ = await logIn(dc, session)
  },
}

const scenes: Readonly<Record<string, Scene>> = {
  'account.cancelPasswordEmail': withUnconfirmedEmail,
  'account.confirmPasswordEmail': withUnconfirmedEmail,
  'account.declinePasswordReset': withReset,
  'account.deleteAccount': withPassword,
  'account.getPassword': withPassword,
  'account.getPasswordSettings': withPassword,
  'account.getTmpPassword': withPassword,
  'account.resendPasswordEmail': withUnconfirmedEmail,
  'account.resetPassword': withPassword,
  'account.sendVerifyEmailCode': withLoginEmail,
  'account.updatePasswordSettings': withPassword,
  'account.verifyEmail': withLoginEmail,
  'auth.checkPassword': owingPassword,
  'auth.checkRecoveryPassword': owingPassword,
  'auth.recoverPassword': owingPassword,
  'auth.requestPasswordRecovery': owingPassword,
  'auth.resetLoginEmail': codesByMail,
}

/** The code that came last, by whatever medium. */
export function latestCode(dc: DataCenter): string {
  return dc.inbox.list().at(-1)?.code ?? ''
}

/** Logs Ada in, as far as her number and a code lead. */
async function logIn(dc: DataCenter, session?: string): Promise<Client> {
  const tg = await Client.open({
    session: session === undefined ? memorySession() : sqliteSession(session),
    api_id: dc.api_id,
    api_hash: dc.api_hash,
    dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
  })
  await tg.login.start({ phone_number: ada.phone_number })
  const { at } = await tg.login.enterCode(latestCode(dc))
  if (at !== 'done' && at !== 'password') throw new Error(`the login before the example ended in state ${at}`)
  return tg
}

/** Sets the password that the examples prove. With known random bytes, so that what the server says of it is the same. */
async function setPassword(tg: Client, email?: string): Promise<void> {
  const { bytes } = seededRandom('password')
  const provider = { ...nodeCrypto, random: bytes }
  const { new_algo } = await tg.account.getPassword()
  if (!('salt1' in new_algo)) throw new Error('the data center offers no algorithm for passwords')
  const algorithm = srpNewAlgorithm(provider, new_algo)
  const settings = {
    _: 'account.passwordInputSettings',
    new_algo: { _: new_algo._, ...algorithm },
    new_password_hash: await srpVerifier(provider, 'correct horse battery staple', algorithm),
    hint: 'the usual one',
    email,
  } as const
  const change = { password: { _: 'inputCheckPasswordEmpty' }, new_settings: settings } as const
  await tg.account.updatePasswordSettings(change).catch((error: Error) => {
    // With an address the password is set once the address is confirmed.
    if (email === undefined || !error.message.includes('EMAIL_UNCONFIRMED')) throw error
  })
}
