import type { account, auth, EmailVerification } from '@chappe/schema/api'
import { DataCenter, type DataCenterOptions, defaultApp, type InboxMessage } from '../../src/index.ts'
import type { PolicyOverrides } from '../../src/policy/resolve-policy.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { RawClient, type RawClientOptions } from './raw-client.ts'
import { privateKey } from './server-key.ts'

/** The account of these worlds, and a number that nobody has. */
export const known = '+999 123 45 67'
export const unknown = '+999 765 43 21'

/** The mailbox of the account, and how it is shown to who need not know it. */
export const mailbox = 'ada@mail.example'
export const pattern = 'a***a@mail.example'

/** What a world differs in. */
export interface EmailWorldOptions extends Omit<DataCenterOptions, 'policy'> {
  readonly email?: PolicyOverrides['email']
  readonly policy?: PolicyOverrides
  /** Gives the account a login e-mail. Default true. */
  readonly hasLoginEmail?: boolean
}

/** A data center over TCP in a time that stands still, with an account whose codes go to a mailbox. */
export class EmailWorld implements AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  readonly #clients: RawClient[] = []

  private constructor(clock: FakeClock, dc: DataCenter) {
    this.clock = clock
    this.dc = dc
  }

  static async start(options: EmailWorldOptions = {}): Promise<EmailWorld> {
    const { email, hasLoginEmail = true, policy, ...rest } = options
    const clock = new FakeClock()
    const ada = { phone_number: known, first_name: 'Ada', ...(hasLoginEmail && { login_email: mailbox }) }
    const dc = await DataCenter.start({
      privateKey,
      clock,
      accounts: [ada],
      policy: { limits: { codesPerNumber: null }, ...(email && { email }), ...policy },
      ...rest,
    })
    return new EmailWorld(clock, dc)
  }

  /** A client that has said who it is. */
  async connect(options: RawClientOptions = {}): Promise<RawClient> {
    const client = await RawClient.connect(this.dc, { clock: this.clock, ...options })
    this.#clients.push(client)
    await client.init('help.getConfig')
    return client
  }

  /** Lets time pass, and comes back under the same key. */
  later(client: RawClient, ms: number): Promise<RawClient> {
    this.clock.advance(ms)
    return this.connect({ key: client.key })
  }

  /** A login that has begun, by a client of its own. */
  async begin(phone_number: string = known, client?: RawClient): Promise<Login> {
    return Login.begin(client ?? (await this.connect()), phone_number)
  }

  /** A client that is logged in to the account, by the code in its mailbox or, without one, in its phone. */
  async loggedIn(): Promise<RawClient> {
    const login = await this.begin()
    if (login.type._ === 'auth.sentCodeTypeEmailCode') await login.signInBy(this.mailed())
    else await login.signIn(this.newest(() => true).code)
    return login.client
  }

  /** The code of the newest letter; only after there was one. */
  mailed(): { readonly _: 'emailVerificationCode'; readonly code: string } {
    return { _: 'emailVerificationCode', code: this.letter().code }
  }

  /** The newest letter. */
  letter(): InboxMessage {
    return this.newest(({ medium }) => medium === 'email')
  }

  /** The letters that went out. */
  letters(): InboxMessage[] {
    return this.dc.inbox.list().filter(({ medium }) => medium === 'email')
  }

  /** The newest message of some kind. */
  newest(wanted: (message: InboxMessage) => boolean): InboxMessage {
    const message = this.dc.inbox.list().filter(wanted).at(-1)
    if (message === undefined) throw new TypeError('no such message arrived')
    return message
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client[Symbol.dispose]()
    await this.dc.stop()
  }
}

/** One login under way, as a client has to keep it. */
export class Login {
  client: RawClient
  readonly phone_number: string
  sent: auth.sentCode

  private constructor(client: RawClient, phone_number: string, sent: auth.sentCode) {
    this.client = client
    this.phone_number = phone_number
    this.sent = sent
  }

  static async begin(client: RawClient, phone_number: string): Promise<Login> {
    const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
    return new Login(client, phone_number, await client.call<auth.sentCode>('auth.sendCode', request))
  }

  /** What was sent last. */
  get type(): auth.SentCodeType {
    return this.sent.type
  }

  /** How calls name this login. */
  get reference(): { readonly phone_number: string; readonly phone_code_hash: string } {
    return { phone_number: this.phone_number, phone_code_hash: this.sent.phone_code_hash }
  }

  /** The purpose of an address that is set up in it. */
  get setUp(): object {
    return { _: 'emailVerifyPurposeLoginSetup', ...this.reference }
  }

  /** Enters a code of the phone. */
  signIn(phone_code: string): Promise<auth.Authorization> {
    return this.client.call('auth.signIn', { ...this.reference, phone_code })
  }

  /** Proves the mailbox. */
  signInBy(email_verification: EmailVerification): Promise<auth.Authorization> {
    return this.client.call('auth.signIn', { ...this.reference, email_verification })
  }

  async resend(): Promise<auth.sentCode> {
    this.sent = await this.client.call<auth.sentCode>('auth.resendCode', this.reference)
    return this.sent
  }

  async reset(): Promise<auth.sentCode> {
    this.sent = await this.client.call<auth.sentCode>('auth.resetLoginEmail', this.reference)
    return this.sent
  }

  /** Asks for a letter. */
  mail(email: string): Promise<account.SentEmailCode> {
    return this.client.call('account.sendVerifyEmailCode', { purpose: this.setUp, email })
  }

  /** Proves the mailbox that is set up, and goes on with what was sent then. */
  async verify(verification: EmailVerification): Promise<account.emailVerifiedLogin> {
    const request = { purpose: this.setUp, verification }
    const verified = await this.client.call<account.emailVerifiedLogin>('account.verifyEmail', request)
    this.sent = verified.sent_code as auth.sentCode
    return verified
  }
}

/** Six digits that are not the code. */
export function wrongMailed({ code }: { readonly code: string }): { _: 'emailVerificationCode'; code: string } {
  return { _: 'emailVerificationCode', code: code === '111111' ? '222222' : '111111' }
}
