import type { auth } from '@chappe/schema/api'
import { type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { known, plain, type Row, row, sent, signIn, unknown } from './row.ts'

/** Two data centers; the account is at home at the one that clients of the world come to, or at the other. */
const homeHere: DataCenterOptions = {
  dcs: [{ id: 2 }, { id: 3 }],
  accounts: [{ phone_number: known, first_name: 'Ada', dc: 2 }],
}
const homeElsewhere: DataCenterOptions = {
  dcs: [{ id: 2 }, { id: 3 }],
  accounts: [{ phone_number: known, first_name: 'Ada', dc: 3 }],
}

/** A client of the second data center. */
async function elsewhere({ dc, clock }: SessionWorld): Promise<RawClient> {
  const [, address = dc.address] = dc.dcs
  const { publicKey, api_id, api_hash } = dc
  const client = await RawClient.connect({ address, dcId: 3, publicKey, api_id, api_hash }, { clock })
  await client.init('help.getConfig')
  return client
}

const exportTo = (client: RawClient, dc_id: number) =>
  client.call<auth.exportedAuthorization>('auth.exportAuthorization', { dc_id })
const importTo = (client: RawClient, { id, bytes }: auth.exportedAuthorization) =>
  client.call('auth.importAuthorization', { id, bytes })

const exportsTo = (dc_id: number) => async (world: SessionWorld) => {
  const client = await world.loggedIn()
  return () => exportTo(client, dc_id)
}

/** https://core.telegram.org/api/datacenter, /api/errors#303-see-other */
export const dcRows: readonly Row[] = [
  row(
    'auth.sendCode',
    '303 PHONE_MIGRATE_X',
    'the account of the number is at home elsewhere',
    async world => {
      const client = await world.connect()
      return () => client.call('auth.sendCode', { phone_number: known, ...plain })
    },
    homeElsewhere,
  ),
  row(
    'auth.sendCode',
    '303 NETWORK_MIGRATE_X',
    'the number has no account and its address belongs elsewhere',
    async world => {
      const client = await world.connect()
      return () => client.call('auth.sendCode', { phone_number: unknown, ...plain })
    },
    { ...homeHere, policy: { homes: { networks: [{ network: '127.0.0.0/8', dc: 3 }] } } },
  ),
  row(
    'auth.signIn',
    '303 PHONE_MIGRATE_X',
    'the account was moved after the code was sent',
    async world => {
      const code = await sent(world)
      await world.dc.accounts.move(known, 3)
      return () => signIn(code)
    },
    homeHere,
  ),
  row(
    'auth.importBotAuthorization',
    '303 USER_MIGRATE_X',
    'the bot is at home elsewhere',
    async world => {
      const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot', dc: 3 })
      const client = await world.connect()
      return () => client.call('auth.importBotAuthorization', { flags: 0, ...defaultApp, bot_auth_token: token })
    },
    homeHere,
  ),
  row(
    'users.getUsers',
    '303 USER_MIGRATE_X',
    'the account was moved',
    async world => {
      const client = await world.loggedIn()
      await world.dc.accounts.move(known, 3)
      return () => client.call('users.getUsers', { id: [] })
    },
    homeHere,
  ),

  row('auth.exportAuthorization', '400 DC_ID_INVALID', 'it is the present data center', exportsTo(2), homeHere),
  row('auth.exportAuthorization', '400 DC_ID_INVALID', 'there is no such data center', exportsTo(4), homeHere),
  row('auth.exportAuthorization', '400 DC_ID_INVALID', 'there is no other data center', exportsTo(4)),
  row(
    'auth.exportAuthorization',
    '303 USER_MIGRATE_X',
    'the login is one that was taken here from home',
    async world => {
      const away = await elsewhere(world)
      await importTo(away, await exportTo(await world.loggedIn(), 3))
      return () => exportTo(away, 4)
    },
    { ...homeHere, dcs: [{ id: 2 }, { id: 3 }, { id: 4 }] },
  ),
  row('auth.importAuthorization', '400 AUTH_BYTES_INVALID', 'they never were', async world => {
    const client = await world.connect()
    return () => client.call('auth.importAuthorization', { id: 1n, bytes: new Uint8Array(32) })
  }),
  row(
    'auth.importAuthorization',
    '400 AUTH_BYTES_INVALID',
    'they were used',
    async world => {
      const exported = await exportTo(await world.loggedIn(), 3)
      const away = await elsewhere(world)
      await importTo(away, exported)
      return () => importTo(away, exported)
    },
    homeHere,
  ),
  row(
    'auth.importAuthorization',
    '400 AUTH_BYTES_INVALID',
    'their minute is over',
    async world => {
      const exported = await exportTo(await world.loggedIn(), 3)
      const away = await elsewhere(world)
      world.clock.advance(60_000)
      return () => importTo(away, exported)
    },
    homeHere,
  ),
  row(
    'auth.importAuthorization',
    '400 AUTH_BYTES_INVALID',
    'they are for another data center',
    async world => {
      const exported = await exportTo(await world.loggedIn(), 3)
      const client = await world.connect()
      return () => importTo(client, exported)
    },
    homeHere,
  ),
  row(
    'auth.importAuthorization',
    '400 USER_ID_INVALID',
    'they are of another account',
    async world => {
      const exported = await exportTo(await world.loggedIn(), 3)
      const away = await elsewhere(world)
      return () => importTo(away, { ...exported, id: exported.id + 1n })
    },
    homeHere,
  ),
]
