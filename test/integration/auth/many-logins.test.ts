/**
 * A thousand people log in at the same moment, over real TCP: some are new, some mistype, some ask for the code again,
 * and some numbers are tried from two programs at once. Each must end as the right person, and nobody as another.
 */
import { Client, isRpcError, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'
import { expect, it } from 'vitest'

const people = 1000
/** Every other one has an account already. */
const isRegistered = (index: number): boolean => index % 2 === 0
const numberOf = (index: number): string => `99955${String(index).padStart(6, '0')}`
const nameOf = (index: number): string => `Person ${index}`

it('ends right for each of a thousand logins at once', { timeout: 240_000 }, async () => {
  await using dc = await DataCenter.start({
    policy: { media: { app: { timeoutSeconds: 0 }, sms: { timeoutSeconds: 0 } } },
    limits: { exchangesBurst: 2 * people, connectsBurst: 4 * people, connectionsMax: 2 * people },
  })
  const indexes = Array.from({ length: people }, (_, index) => index)
  for (const index of indexes.filter(isRegistered)) {
    await dc.accounts.create({ phone_number: numberOf(index), first_name: nameOf(index) })
  }
  await using programs = await openAll(dc, people)
  const outcomes = await Promise.all(programs.clients.map((tg, index) => logIn(dc, tg, index)))

  expect(outcomes.map(({ name }) => name)).toEqual(indexes.map(nameOf))
  expect(outcomes.map(({ phone_number }) => phone_number)).toEqual(indexes.map(numberOf))
  expect(new Set(outcomes.map(({ id }) => id)).size).toBe(people)
  const accounts = await Promise.all(indexes.map(index => dc.accounts.find(numberOf(index))))
  expect(accounts.map(account => String(account?.id))).toEqual(outcomes.map(({ id }) => id))
})

it('lets two programs log in with one number at the same moment, each by its own code', {
  timeout: 120_000,
}, async () => {
  await using dc = await DataCenter.start()
  const rounds = Array.from({ length: 20 }, (_, index) => index)
  await Promise.all(
    rounds.map(async index => {
      await using first = await open(dc)
      await using second = await open(dc)
      const phone_number = numberOf(index)
      const [own, other] = await Promise.all([first, second].map(tg => tg.auth.sendCode(codeFor(dc, phone_number))))
      const [ownHash, otherHash] = [own, other].map(sent => (sent?._ === 'auth.sentCode' ? sent.phone_code_hash : ''))
      const messages = dc.inbox.list({ phone_number })
      expect(messages).toHaveLength(2)
      const codes = new Set(messages.map(({ code }) => code))

      // Whose code is whose is the phone's business; under the other's hash it opens nothing.
      const attempts = (tg: Client, phone_code_hash: string) =>
        [...codes].map(phone_code => tg.auth.signIn({ phone_number, phone_code_hash, phone_code }).catch(nameOfError))
      const crossed = await Promise.all([attempts(first, otherHash ?? ''), attempts(second, ownHash ?? '')].flat())
      expect(new Set(crossed)).toEqual(new Set(['PHONE_CODE_EXPIRED']))

      const entered = await Promise.all(
        [first, second].map((tg, at) => enter(tg, phone_number, [ownHash, otherHash][at], codes)),
      )
      expect(entered).toEqual(['auth.authorizationSignUpRequired', 'auth.authorizationSignUpRequired'])
      const name = { first_name: nameOf(index), last_name: '' }
      const signedUp = await Promise.all(
        [first, second].map((tg, at) =>
          tg.auth
            .signUp({ phone_number, phone_code_hash: [ownHash, otherHash][at] ?? '', ...name })
            .then(({ _ }) => _, nameOfError),
        ),
      )
      // One is first; the number is taken then, and the other has to log in.
      expect(signedUp.toSorted()).toEqual(['PHONE_NUMBER_OCCUPIED', 'auth.authorization'])
    }),
  )
})

/** One login with what can happen on the way. */
async function logIn(
  dc: DataCenter,
  tg: Client,
  index: number,
): Promise<{ id: string; name: string; phone_number: string }> {
  const phone_number = numberOf(index)
  await tg.login.start({ phone_number })
  if (index % 5 === 0) await tg.login.resend()
  const code = dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
  if (index % 7 === 0) {
    const state = await tg.login.enterCode(code === '11111' ? '22222' : '11111')
    expect(state).toMatchObject({ at: 'code', problem: 'PHONE_CODE_INVALID' })
  }
  let state = await tg.login.enterCode(code)
  expect(state.at).toBe(isRegistered(index) ? 'done' : 'signUp')
  if (state.at === 'signUp') state = await tg.login.signUp({ first_name: nameOf(index) })
  const [user] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
  if (state.at !== 'done' || user?._ !== 'user') throw new Error(`login ${index} ended at ${state.at}`)
  expect(String(user.id)).toBe(state.user_id)
  return { id: state.user_id, name: user.first_name ?? '', phone_number: user.phone ?? '' }
}

/** Tries the codes of the number until one fits this hash. */
async function enter(
  tg: Client,
  phone_number: string,
  hash: string | undefined,
  codes: ReadonlySet<string>,
): Promise<string> {
  let answer = ''
  for (const phone_code of codes) {
    answer = await tg.auth
      .signIn({ phone_number, phone_code_hash: hash ?? '', phone_code })
      .then(({ _ }) => _, nameOfError)
    if (answer !== 'PHONE_CODE_INVALID') return answer
  }
  return answer
}

/** Programs that are connected, with keys agreed on: a peer waits seconds for that, and a thousand at once take longer. */
async function openAll(dc: DataCenter, count: number): Promise<AsyncDisposable & { readonly clients: Client[] }> {
  const clients: Client[] = []
  while (clients.length < count) {
    const group = await Promise.all(Array.from({ length: Math.min(50, count - clients.length) }, () => open(dc)))
    clients.push(...group)
    await Promise.all(group.map(tg => tg.help.getNearestDc()))
  }
  return {
    clients,
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map(tg => tg.close()))
    },
  }
}

function open(dc: DataCenter): Promise<Client> {
  const { api_id, api_hash, address, publicKey } = dc
  return Client.open({
    session: memorySession(),
    api_id,
    api_hash,
    dc: { id: dc.dcId, ...address, public_key: publicKey },
  })
}

function codeFor({ api_id, api_hash }: DataCenter, phone_number: string) {
  return { phone_number, api_id, api_hash, settings: { _: 'codeSettings' } } as const
}

function nameOfError(error: unknown): string {
  if (!isRpcError(error)) throw error
  return error.errorName
}
