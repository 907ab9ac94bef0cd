/**
 * One run of a real `chappe serve`, with every way in that there is, by our client. Whatever is secret in it is collected
 * where it passes, and then looked for in everything that the run said or left behind: the output of the process, what
 * the client logs and throws, and every file of the data directory.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { Client, type LoginState, memorySession, parseLoginTokenUrl, type SessionStore } from '@chappe/client/node'
import { createSoftwareAuthenticator } from '@chappe/server/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formsOf, holds, Secrets } from '../support/secrets.ts'
import { type ServeProcess, startServeProcess } from '../support/serve-process.ts'

const ada = '+12025550123'
/** Numbers whose codes go by one medium each. */
const media = ['sms', 'smsWord', 'smsPhrase', 'call', 'flashCall', 'missedCall', 'fragmentSms'] as const
const numberOf = (medium: (typeof media)[number]): string => `+99910${media.indexOf(medium)}0001`
const mailed = '+999 200 00 01'
const paid = '+999 300 00 01'
const loginEmail = 'grace.hopper@mail.example'
const recoveryEmail = 'ada.lovelace@post.example'
const password = 'correct horse battery'
const secondPassword = 'staple of another kind'

const policy = {
  ladders: [
    ...media.map((medium, index) => ({ when: { prefixes: [`99910${index}`] }, media: [medium] })),
    { when: { otherSession: true }, media: ['app', 'sms'] },
    { when: {}, media: ['sms', 'call'] },
  ],
  // Seven digits are in no log by chance.
  media: Object.fromEntries(
    ['app', 'sms', 'call', 'fragmentSms', 'flashCall', 'missedCall'].map(medium => [medium, { length: 7 }]),
  ),
  email: { length: 7, setUp: { required: [{ prefixes: ['999200'] }] } },
  payment: {
    offers: [{ when: { prefixes: ['999300'] }, store_product: 'week', currency: 'USD', amount: 499, premium_days: 7 }],
  },
}

const folder = mkdtempSync(join(tmpdir(), 'chappe-secrecy-'))
const dataDir = join(folder, 'data')
const secrets = new Secrets()
/** What the client told its program. */
const said: string[] = []
const sessions: SessionStore[] = []
const clients: Client[] = []
let server: ServeProcess

beforeAll(async () => {
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy))
  server = await startServeProcess(
    dataDir,
    ...['--log', 'debug', '--dcs', '2', '--account', `${ada}:Ada`, '--policy', join(folder, 'policy.json')],
    ...['--unlimited', '--resend-after', '0', '--passkey-domain', 'localhost', '--passkey-after', '0'],
  )
}, 30_000)

afterAll(async () => {
  await Promise.all(clients.map(client => client.close()))
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

it('nothing secret is in any output or file, whichever way somebody came in', { timeout: 90_000 }, async () => {
  const owner = await open()
  await byEveryMedium()
  await enter(owner, ada)
  await byApp()
  await byMailbox()
  await byPassword(owner)
  await byQr(owner)
  await byFutureToken()
  await byBotToken()
  await elsewhere(owner)
  await byPasskey(owner)
  await byWebToken()
  await byPayment()
  await failures()

  await keys()
  for (const entry of await everyMessage()) secrets.add(`code by ${entry.medium}`, entry.code)
  // The state of a login that is over holds nothing that anybody could use.
  said.push(...clients.map(client => inspect(client, { depth: 12, showHidden: true })))
  const whileRunning = files()
  await Promise.all(clients.map(client => client.close()))
  await server[Symbol.asyncDispose]()

  const { log, inbox } = apart(server.output())
  // It is able to find: the operator's inbox is printed for people to read, and has every code; the log has every call.
  for (const found of ['auth.signIn', 'auth.importBotAuthorization', 'auth.finishPasskeyLogin']) {
    expect(log).toContain(found)
  }
  expect(inbox.length).toBeGreaterThan(10)
  const codes = secrets.list().filter(({ kind }) => kind.startsWith('code by'))
  expect(codes.filter(({ value }) => inbox.some(line => line.includes(value.toString())))).toHaveLength(codes.length)
  const stored = [...whileRunning, ...files()]
  expect(stored.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/-wal$/)]))
  expect(said.join('\n')).toContain('PASSWORD_HASH_INVALID')
  const known = new Secrets()
  known.add('phone number', ada.slice(1))
  expect(search(known, stored)).toContainEqual(expect.stringMatching(/^phone number, as it is, in chappe\.sqlite$/))

  expect(secrets.kinds()).toEqual(expect.arrayContaining([...wanted]))
  const told = { name: 'what the client says', bytes: Buffer.from(withoutPorts(said.join('\n'))) }
  const logged = { name: 'the log', bytes: Buffer.from(withoutPorts(log)) }
  expect(search(secrets, [logged, told, ...stored])).toEqual([])
})

/** A port has five digits, as codes have: now and then it is one of them by chance. */
function withoutPorts(text: string): string {
  return text.replaceAll(/(\bport["']?\s*[:=]\s*|127\.0\.0\.1:)\d+/g, '$1')
}

/** Where secrets are, in whatever form. */
function search(wanted: Secrets, places: readonly Place[]): readonly string[] {
  const found = wanted.list().flatMap(({ kind, value }) =>
    places.flatMap(({ name, bytes }) =>
      formsOf(value)
        .filter(form => holds(bytes, form))
        .map(form => `${kind}, as ${form.name}, in ${name}`),
    ),
  )
  return [...new Set(found)]
}

/** Something that was printed or written. */
interface Place {
  readonly name: string
  readonly bytes: Buffer
}

/** What has to have been collected, so that no way in is passed over unnoticed. */
const wanted = [
  ...['app', 'sms', 'smsWord', 'smsPhrase', 'call', 'flashCall', 'missedCall', 'fragmentSms', 'email'].map(
    medium => `code by ${medium}`,
  ),
  ...['phone_code_hash', 'phone_code', 'future_auth_token', 'logout_tokens', 'token', 'bot_auth_token', 'bytes'],
  ...[
    'web_auth_token',
    'new_password_hash',
    'M1',
    'salt1',
    'signature',
    'tmp_password',
    'email',
    'password',
    'auth key',
  ],
]

async function open(): Promise<Client> {
  const { dcs, api_id, api_hash, public_key } = server.report
  const session = memorySession()
  sessions.push(session)
  const [home] = dcs
  if (home === undefined) throw new TypeError('no data center listens')
  const client = await Client.open({
    session,
    api_id,
    api_hash,
    dc: { ...home, public_key },
    interceptors: [
      async (call, next) => {
        secrets.collect(call.parameters)
        const answer = await next(call)
        secrets.collect(answer)
        return answer
      },
    ],
    onCall: entry => said.push(JSON.stringify(entry)),
    onTrouble: error => said.push(inspect(error, { depth: 8 })),
  })
  clients.push(client)
  return client
}

async function everyMessage(): Promise<readonly { readonly medium: string; readonly code: string }[]> {
  return (await (await fetch(`${server.report.http}/api/inbox`)).json()) as { medium: string; code: string }[]
}

/** The newest code to a number or, for a letter, to an address that belongs to it. */
async function codeOf(phone_number: string): Promise<string> {
  const newest = (await server.inbox(phone_number)).at(-1)
  // A call that is not answered says its number instead.
  return newest?.code ?? ''
}

async function enter(client: Client, phone_number: string): Promise<LoginState> {
  const begun = await client.login.start({ phone_number })
  said.push(client.login.describe())
  if (begun.at !== 'code') return begun
  // A wrong one first.
  await client.login.enterCode('0000000')
  return client.login.enterCode(await codeOf(phone_number))
}

async function byEveryMedium(): Promise<void> {
  for (const medium of media) {
    const client = await open()
    const phone_number = numberOf(medium)
    await client.login.start({ phone_number, settings: { allow_flashcall: true, allow_missed_call: true } })
    const state = await client.login.enterCode(await codeOf(phone_number))
    expect(state.at).toBe('signUp')
    expect(await client.login.signUp({ first_name: 'Grace' })).toMatchObject({ at: 'done' })
  }
}

async function byApp(): Promise<void> {
  expect(await enter(await open(), ada)).toMatchObject({ at: 'done' })
}

async function byMailbox(): Promise<void> {
  const client = await open()
  expect(await client.login.start({ phone_number: mailed })).toMatchObject({ at: 'emailAddress' })
  await client.login.enterEmail(loginEmail)
  await client.login.enterCode('0000000')
  await client.login.enterCode(await codeOf(mailed))
  await client.login.enterCode(await codeOf(mailed))
  expect(await client.login.signUp({ first_name: 'Grace' })).toMatchObject({ at: 'done' })
  const again = await open()
  expect(await again.login.start({ phone_number: mailed })).toMatchObject({ at: 'emailCode' })
  said.push(again.login.describe())
  expect(await again.login.enterCode(await codeOf(mailed))).toMatchObject({ at: 'done' })
}

async function byPassword(owner: Client): Promise<void> {
  secrets.add('password', password)
  secrets.add('password', secondPassword)
  await owner.password.set({ password, hint: 'of comics', email: recoveryEmail })
  await failing(owner.password.confirmEmail('0000000'))
  await owner.password.confirmEmail(await codeOf(ada))
  const client = await open()
  expect(await enter(client, ada)).toMatchObject({ at: 'password' })
  expect(await client.login.enterPassword('wrong')).toMatchObject({ problem: 'PASSWORD_HASH_INVALID' })
  expect(await client.login.enterPassword(password)).toMatchObject({ at: 'done' })
  const forgetful = await open()
  await enter(forgetful, ada)
  await forgetful.login.requestRecovery()
  said.push(forgetful.login.describe())
  const recovered = await forgetful.login.recover({ code: await codeOf(ada), newPassword: secondPassword })
  expect(recovered).toMatchObject({ at: 'done' })
  await owner.password.temporary({ current: secondPassword, periodSeconds: 60 })
  // The other ways in are looked at without one.
  await forgetful.password.remove({ current: secondPassword })
}

async function byQr(owner: Client): Promise<void> {
  const client = await open()
  for await (const state of client.login.qr()) {
    if (state.at !== 'qr') continue
    const token = parseLoginTokenUrl(state.url) ?? new Uint8Array(0)
    await owner.auth.acceptLoginToken({ token })
  }
  expect(client.login.state).toMatchObject({ at: 'done' })
}

async function byFutureToken(): Promise<void> {
  const client = await open()
  await enter(client, ada)
  await client.auth.logOut()
  expect(await client.login.start({ phone_number: ada })).toMatchObject({ at: 'done' })
}

async function byBotToken(): Promise<void> {
  const { token } = (await post('/api/bots', { name: 'Echo', username: 'echo_bot' })) as { readonly token: string }
  const client = await open()
  expect(await client.login.bot(token)).toMatchObject({ at: 'done' })
  secrets.add('bot_auth_token', token.slice(token.indexOf(':') + 1))
}

/** A call at the other data center takes the login there. */
async function elsewhere(owner: Client): Promise<void> {
  const file = { location: { _: 'inputTakeoutFileLocation' }, offset: 0n, limit: 4096 } as const
  await failing(owner.upload.getFile(file, { dc: 2 }))
  // The client takes its own calls past us.
  await owner.auth.exportAuthorization({ dc_id: 2 })
}

async function byPasskey(owner: Client): Promise<void> {
  const device = createSoftwareAuthenticator()
  await owner.passkeys.register(request => device.create(request))
  const client = await open()
  expect(await client.login.passkey(request => device.get(request))).toMatchObject({ at: 'done' })
}

async function byWebToken(): Promise<void> {
  const made = (await post('/api/web-tokens', { phone_number: ada })) as Readonly<Record<string, unknown>>
  const token = Object.values(made).find(value => typeof value === 'string' && value.length > 20) as string
  const client = await open()
  expect(await client.login.webToken(token)).toMatchObject({ at: 'done' })
}

async function byPayment(): Promise<void> {
  const client = await open()
  expect(await client.login.start({ phone_number: paid })).toMatchObject({ at: 'payment' })
  await client.login.requestPaymentForm()
  await client.login.pay({ _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{"card":"4242424242424242"}' } })
  secrets.add('card', '4242424242424242')
  const payments = (await (await fetch(`${server.report.http}/api/payments`)).json()) as readonly {
    readonly id: string
  }[]
  await post(`/api/payments/${payments.at(-1)?.id}/settle`, {})
  await client.login.checkPayment()
  await client.login.enterCode(await codeOf(paid))
  expect(await client.login.signUp({ first_name: 'Alan' })).toMatchObject({ at: 'done' })
}

/** Refusals are where careless texts repeat what was entered. */
async function failures(): Promise<void> {
  const client = await open()
  await failing(client.login.bot('1:not-the-token-of-any-bot-at-all'))
  await failing(client.login.webToken('not-the-token-of-any-web-page'))
  await client.login.start({ phone_number: numberOf('sms') })
  const state = client.login.state
  const phone_code_hash = state.at === 'code' ? state.phone_code_hash : ''
  const phone_number = numberOf('sms')
  await failing(client.auth.signIn({ phone_number, phone_code_hash, phone_code: '' }))
  await failing(client.auth.signIn({ phone_number: 'none', phone_code_hash, phone_code: '7654321' }))
  await client.login.cancel()
  await failing(client.auth.signIn({ phone_number, phone_code_hash, phone_code: await codeOf(phone_number) }))
}

async function failing(call: Promise<unknown>): Promise<void> {
  await call.catch(tell)
}

function tell(error: unknown): void {
  said.push(String(error), inspect(error, { depth: 8, showHidden: true }))
}

/** The auth keys of every client, at home and elsewhere. */
async function keys(): Promise<void> {
  for (const session of sessions) {
    const data = await session.load()
    for (const key of [data?.auth_key, ...(data?.other_keys ?? []).map(({ auth_key }) => auth_key)]) {
      if (key !== undefined) secrets.add('auth key', key.expose())
    }
  }
}

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(server.report.http + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new TypeError(`POST ${path} answered ${response.status}`)
  return response.json()
}

/**
 * Takes the inbox out of what was printed: `chappe serve` shows each message as it arrives, for that is how a code comes
 * to whoever runs it. Everything else is the log.
 */
function apart(output: string): { readonly log: string; readonly inbox: readonly string[] } {
  const isMessage = (line: string): boolean => /^\d\d:\d\d:\d\d {2}[A-Z][\w ]+ to (?:\+\d+|\S+@\S+): /.test(line)
  const lines = output.split('\n')
  return { log: lines.filter(line => !isMessage(line)).join('\n'), inbox: lines.filter(isMessage) }
}

function files(): readonly Place[] {
  return readdirSync(dataDir).map(name => ({ name, bytes: readFileSync(join(dataDir, name)) }))
}
