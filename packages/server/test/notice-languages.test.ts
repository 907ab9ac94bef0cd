import type { auth, payments, Update, updateServiceNotification } from '@chappe/schema/api'
import { expect, it } from 'vitest'
import { languageTags } from '../src/delivery/texts/languages.ts'
import { EmailWorld } from './support/email-world.ts'
import { invoice, paidWorld, unpaidClient } from './support/paid-world.ts'
import { setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { SessionWorld, told, toldBesidesCodes } from './support/session-world.ts'

// Each session reads what 777000 says in its own language, whatever that of the others: over TCP.

const mail = { kind: 'smtp', name: 'mail', host: '127.0.0.1', port: 1, from: 'codes@mail.example' } as const
const isNotice = (update: Update): update is updateServiceNotification => update._ === 'updateServiceNotification'
const notices = (client: RawClient) => toldBesidesCodes(client).filter(isNotice)

it('a new login is told in the language of who reads it, not of who logs in', async () => {
  await using world = await SessionWorld.start()
  const german = await world.loggedIn({}, { lang_code: 'de' })
  const japanese = await world.loggedIn({}, { lang_code: 'ja' })
  const foreign = await world.loggedIn({}, { lang_code: 'tlh' })
  await world.settle()
  for (const client of [german, japanese, foreign]) client.updates.length = 0
  await world.loggedIn({}, { lang_code: 'ru', device_model: 'second device' })
  await world.settle()
  expect(notices(german)).toMatchObject([
    { message: expect.stringMatching(/^Neue Anmeldung\. Am 1\. Januar 2026 um 00:00 UTC hat sich/) },
  ])
  expect(notices(german)[0]?.message).toContain('\nGerät: second device, 1, v1\n')
  expect(notices(japanese)).toMatchObject([{ message: expect.stringContaining('2026年1月1日 0:00 UTC') }])
  expect(notices(foreign)).toMatchObject([{ message: expect.stringContaining('January 1, 2026 at 12:00') }])
})

it('in the language of the operator for a program whose own is not spoken here', async () => {
  await using world = await SessionWorld.start({ delivery: { language: 'fr', providers: [mail] } })
  const foreign = await world.loggedIn({}, { lang_code: 'tlh' })
  await world.loggedIn()
  await world.settle()
  expect(notices(foreign)).toMatchObject([{ message: expect.stringContaining('le 1er janvier 2026 à 00:00 UTC') }])
})

it('a request to remove the password is told to the other sessions, each in its language', async () => {
  await using world = await SessionWorld.start()
  const asker = await world.loggedIn()
  const italian = await world.loggedIn({}, { lang_code: 'it' })
  const turkish = await world.loggedIn({}, { lang_code: 'tr' })
  await setPassword(asker, 'correct horse')
  await world.settle()
  for (const client of [italian, turkish]) client.updates.length = 0
  await asker.call('account.resetPassword')
  await world.settle()
  expect(notices(italian)).toMatchObject([
    { message: expect.stringContaining('Dalle ore 00:00 UTC del giorno 8 gennaio 2026') },
  ])
  expect(notices(turkish)).toMatchObject([{ message: expect.stringContaining('8 Ocak 2026, 00:00 UTC itibarıyla') }])
})

it('a request to delete the account keeps the link where its mark says', async () => {
  await using world = await SessionWorld.start()
  let owner = await world.loggedIn({}, { lang_code: 'es' })
  await setPassword(owner, 'correct horse')
  await world.pass(8 * 86_400_000)
  owner = await world.again(owner)
  await owner.call('updates.getState')
  const other = await world.connect({}, { lang_code: 'pt-br' })
  await world.logIn(other).catch(() => undefined)
  await world.settle()
  owner.updates.length = 0
  expect(await errorOf(other.call('account.deleteAccount', { reason: 'Forgot password' }))).toMatch(/2FA_CONFIRM_WAIT/)
  await world.settle()
  const [notice] = notices(owner)
  expect(notice?.message).toMatch(/^Alguien que ha recibido un código de acceso/)
  const [mark] = notice?.entities ?? []
  expect(notice?.message.slice(mark?.offset).slice(0, mark?.length)).toMatch(
    /^https:\/\/t\.me\/confirmphone\?phone=\d+&hash=[\da-f]+$/,
  )
})

it('and that a login e-mail is said to be lost', async () => {
  await using world = await EmailWorld.start()
  const owner = await world.loggedIn()
  await owner.init('help.getConfig', {}, { lang_code: 'uk' })
  owner.updates.length = 0
  await (await world.begin()).reset()
  await expect.poll(() => notices(owner)).toMatchObject([{ message: expect.stringContaining('пошту для входу') }])
})

it.each(languageTags)('an error 406 is explained in %s', async lang_code => {
  await using world = await SessionWorld.start()
  const client = await world.connect({}, { lang_code })
  const request = { phone_number: 'hello', api_id: world.dc.api_id, api_hash: world.dc.api_hash }
  await errorOf(client.call<auth.SentCode>('auth.sendCode', { ...request, settings: { _: 'codeSettings' } }))
  await world.settle()
  const { refusals } = (await import(`../src/delivery/texts/${lang_code}.ts`))[lang_code]
  expect(told(client)).toMatchObject([{ popup: true, message: refusals.PHONE_NUMBER_INVALID }])
})

it('the form of a paid login is named in the language of the program that shows it', async () => {
  await using world = await paidWorld()
  const { client, phone_code_hash } = await unpaidClient(world)
  const open = () => client.call<payments.paymentForm>('payments.getPaymentForm', { invoice: invoice(phone_code_hash) })
  expect(await open()).toMatchObject({
    title: 'Premium for 7 days',
    description: 'Includes the text message with your login code.',
    invoice: { prices: [{ label: 'Premium for 7 days' }] },
  })
  await client.init('help.getConfig', {}, { lang_code: 'pl' })
  expect(await open()).toMatchObject({
    title: 'Premium na 7 dni',
    description: expect.stringContaining('Obejmuje SMS'),
  })
})
