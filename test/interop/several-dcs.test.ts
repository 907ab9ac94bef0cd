/** Clients of other projects whose number belongs to another data center than the one they ask. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServeProcess } from '../support/serve-process.ts'
import { openOurClient } from '../support/sign-up.ts'
import { findCage } from './cage.ts'
import { installPeers } from './install-peers.ts'
import { newestMessage, startInteropServer } from './interop-server.ts'
import { Peer } from './peer.ts'
import { Tdlib } from './tdlib.ts'
import { tokenOf } from './token-of.ts'

/** At home at data center 3 or 2, while everybody begins at 1. */
const ada = '+12025550181'
const grace = '+12025550182'
const lise = '+12025550183'

let folder: string
let server: ServeProcess

beforeAll(async () => {
  await installPeers()
  folder = await mkdtemp(join(tmpdir(), 'chappe-dcs-'))
  const accounts = [`${ada}:Ada@3`, `${grace}:Grace@2`, `${lise}:Lise@2`].flatMap(text => ['--account', text])
  server = await startInteropServer(folder, '--dcs', '3', ...accounts)
})

afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
})

const cage = findCage()
if ('reason' in cage) process.stderr.write(`\nTDLIB IS NOT TESTED: ${cage.reason}\n\n`)

describe.skipIf('reason' in cage)('TDLib at one of three data centers', () => {
  let tdlib: Tdlib

  beforeAll(async () => {
    if (!('reason' in cage)) tdlib = await Tdlib.start(cage, server, folder)
  })

  afterAll(async () => {
    await tdlib?.[Symbol.asyncDispose]()
  })

  it('goes where the number belongs, and logs in there', async () => {
    const client = await tdlib.open({ name: 'migrating' })
    await client.until('WaitPhoneNumber')
    await client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: ada })
    await client.untilCodeBy('Sms')
    await client.invoke({ _: 'checkAuthenticationCode', code: (await newestMessage(server, ada)).code })
    await client.until('Ready')
    expect(await client.invoke({ _: 'getMe' })).toMatchObject({ first_name: 'Ada' })
    await client.close()

    const again = await tdlib.open({ name: 'migrating' })
    await again.until('Ready')
    expect(await again.invoke({ _: 'getMe' })).toMatchObject({ first_name: 'Ada' })
    await again.close()
    const home = server.report.dcs.find(({ id }) => id === 3)
    expect(await tdlib.addresses()).toContain(`127.0.0.1:${home?.port}`)
  })

  it('follows its QR code to the data center of who accepts it', async () => {
    await using tg = await openOurClient(server)
    await tg.login.start({ phone_number: lise })
    expect(await tg.login.enterCode((await newestMessage(server, lise)).code)).toMatchObject({ at: 'done' })
    const client = await tdlib.open({ name: 'qr' })
    await client.until('WaitPhoneNumber')
    await client.invoke({ _: 'requestQrCodeAuthentication', other_user_ids: [] })
    const { link } = await client.until('WaitOtherDeviceConfirmation')
    await tg.auth.acceptLoginToken({ token: tokenOf(String(link)) })
    await client.until('Ready')
    expect(await client.invoke({ _: 'getMe' })).toMatchObject({ first_name: 'Lise' })
    await client.close()
  })
})

describe('mtcute at one of three data centers', () => {
  let peer: Peer

  beforeAll(() => {
    peer = new Peer('mtcute-peer.js')
  })

  afterAll(async () => {
    await peer?.[Symbol.asyncDispose]()
  })

  it('goes where the number belongs, and logs in there', async () => {
    const name = 'migrating'
    await peer.call('open', { name, report: server.report, usePfs: false, testMode: false, disableUpdates: true })
    const invoke = <Result>(method: string, ...parameters: unknown[]): Promise<Result> =>
      peer.call<Result>('invoke', { name, method, parameters })
    const { phoneCodeHash } = await invoke<{ phoneCodeHash: string }>('sendCode', { phone: grace })
    const phoneCode = (await newestMessage(server, grace)).code
    expect(await invoke('signIn', { phone: grace, phoneCodeHash, phoneCode })).toMatchObject({
      isSelf: true,
      phoneNumber: grace.slice(1),
    })
    expect(await invoke('getMe')).toMatchObject({ isSelf: true })
    await peer.call('close', { name })
  })

  it('follows its QR code to the data center of who accepts it', async () => {
    await using tg = await openOurClient(server)
    await tg.login.start({ phone_number: lise })
    await tg.login.enterCode((await newestMessage(server, lise)).code)
    const name = 'qr'
    await peer.call('open', { name, report: server.report, usePfs: false, testMode: false, disableUpdates: false })
    const link = new Promise<string>(resolve =>
      peer.onEvent(event => event['name'] === name && resolve(String(event['link']))),
    )
    const user = peer.call('signInQr', { name })
    await tg.auth.acceptLoginToken({ token: tokenOf(await link) })
    expect(await user).toMatchObject({ phoneNumber: lise.slice(1), isSelf: true })
    expect(await peer.call('invoke', { name, method: 'getMe', parameters: [] })).toMatchObject({ isSelf: true })
    await peer.call('close', { name })
  })
})
