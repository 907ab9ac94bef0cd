import type { account, help } from '@chappe/schema/api'
import { expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import { SessionWorld } from './support/session-world.ts'

// How a session is shown to its account, over TCP: https://core.telegram.org/constructor/authorization

const app = { ...defaultApp, name: 'Messenger', platform: 'Android' }
const other = { api_id: 99, api_hash: 'f'.repeat(32) }

it('names the program of a session, and shows as official what the policy calls so', async () => {
  const policy = { limits: { codesPerNumber: null }, apps: { official: [app.api_id] } }
  await using world = await SessionWorld.start({ apps: [app, other], policy })
  const owner = await world.loggedIn()
  await world.loggedIn({}, { api_id: other.api_id })
  const { authorizations } = await owner.call<account.authorizations>('account.getAuthorizations')
  const of = (api_id: number) => authorizations.find(session => session.api_id === api_id)
  expect(of(app.api_id)).toMatchObject({ official_app: true, app_name: 'Messenger', platform: 'Android' })
  expect(of(other.api_id)).toMatchObject({ official_app: undefined, app_name: 'App 99', platform: '' })
})

it('tells programs in their configuration that an unconfirmed session confirms itself after a week', async () => {
  await using world = await SessionWorld.start()
  const { config } = await (await world.connect()).call<help.appConfig>('help.getAppConfig', { hash: 0 })
  const settings = config._ === 'jsonObject' ? config.value : []
  const period = settings.find(({ key }) => key === 'authorization_autoconfirm_period')
  expect(period?.value).toEqual({ _: 'jsonNumber', value: 7 * 86_400 })
})
