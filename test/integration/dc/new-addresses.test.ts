/** Data centers that come back under other addresses; over real TCP, in real time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const phone_number = '+12025550123'

it('a program whose home has moved to another port asks the data center that it was opened with', async () => {
  const session = memorySession()
  const start = () => DataCenter.start({ dataDir: folder, dcs: [{ id: 1 }, { id: 2 }] })
  const open = (dc: DataCenter) =>
    Client.open({
      session,
      api_id: dc.api_id,
      api_hash: dc.api_hash,
      dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
    })
  let before: number | undefined
  {
    await using dc = await start()
    await dc.accounts.create({ phone_number, first_name: 'Ada', dc: 2 })
    await using tg = await open(dc)
    await tg.login.start({ phone_number })
    await tg.login.enterCode(dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
    before = dc.dcs[1]?.port
  }
  expect((await session.load())?.dc).toMatchObject({ id: 2, port: before })
  await using dc = await start()
  await using tg = await open(dc)
  expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
  await tg.close()
  expect((await session.load())?.dc).toMatchObject({ id: 2, port: dc.dcs[1]?.port })
})
