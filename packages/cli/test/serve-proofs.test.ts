/** `chappe serve` with files that say how programs prove themselves and how purchases do, and with a login e-mail. */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { defaultApp } from '@chappe/server'
import { createIntegritySigner, createReceiptSigner } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionReport } from '../src/connection-file.ts'
import { makePlace, type Place, type Running, run, runChappe } from './support/chappe.ts'

const phone_number = '12025550101'
const api_id = defaultApp.api_id

let place: Place
let server: Running | undefined

beforeEach(() => {
  place = makePlace()
})

afterEach(async () => {
  server?.child.kill('SIGTERM')
  await server?.ended()
  server = undefined
  place[Symbol.dispose]()
})

/** Starts a data center whose options are these words and files. */
async function serve(words: readonly string[], files: object, environment: object = {}): Promise<ConnectionReport> {
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(place.folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const env = { ...place.env, ...environment }
  server = runChappe({ ...place, env }, ['serve', '--port', '0', '--http-port', '0', '--json', ...words])
  await server.printed(/\}\n/)
  return JSON.parse(server.stdout()) as ConnectionReport
}

/** Calls a method by the command, as the one program that is under way here. */
async function call(method: string, parameters: object): Promise<Record<string, unknown>> {
  const command = run(place, `chappe call ${method} --json -`)
  command.type(JSON.stringify(parameters))
  await command.ended()
  return JSON.parse(command.stdout()) as Record<string, unknown>
}

const sendCode = (settings: object = {}): Promise<Record<string, unknown>> =>
  call('auth.sendCode', { phone_number, settings: { _: 'codeSettings', ...settings } })

async function codes({
  http,
}: ConnectionReport): Promise<readonly { readonly medium: string; readonly email?: string }[]> {
  return (await (await fetch(`${http}/api/inbox`)).json()) as { medium: string }[]
}

describe('--integrity', () => {
  it('takes the word of Play Integrity for a program, and sends the code then', { timeout: 60_000 }, async () => {
    const signer = await createIntegritySigner([api_id])
    const { playIntegrity, safetyNet: _, ...programs } = signer.options
    const { decryptionKey, projectId, verificationKeys } = playIntegrity ?? {}
    const google = { projectId: String(projectId), verificationKeys, decryptionKeyEnv: 'PLAY_KEY' }
    const files = { 'integrity.json': { ...programs, playIntegrity: google } }
    const report = await serve(['--integrity', 'integrity.json'], files, { PLAY_KEY: decryptionKey })

    const sent = await sendCode({ allow_firebase: true })
    const { play_integrity_nonce = '', ...type } = sent['type'] as Record<string, string>
    expect(type).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms', play_integrity_project_id: '1234567890' })
    expect(await codes(report)).toEqual([])
    const nonce = Buffer.from(play_integrity_nonce, 'base64')
    const play_integrity_token = await signer.playIntegrityToken(nonce, Date.now())
    expect(await call('auth.requestFirebaseSms', { play_integrity_token })).toBe(true)
    expect(await codes(report)).toMatchObject([{ medium: 'firebaseSms' }])
  })

  it('wakes a program on iOS by the key of a file', { timeout: 60_000 }, async () => {
    const pushes: { readonly path: string | undefined; readonly payload: Record<string, string> }[] = []
    const apple = createServer((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', part => {
        text += part
      })
      request.on('end', () => {
        pushes.push({ path: request.headers[':path'], payload: JSON.parse(text) })
        response.end()
      })
    })
    apple.listen(0, '127.0.0.1')
    await once(apple, 'listening')
    const url = `http://127.0.0.1:${(apple.address() as AddressInfo).port}`
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = { topic: 'org.example.messenger', keyId: 'KEY0000001', teamId: 'TEAM000001', privateKeyFile: 'key.p8' }
    const report = await serve(['--integrity', 'integrity.json'], {
      'key.p8': privateKey.export({ format: 'pem', type: 'pkcs8' }),
      'integrity.json': { api_ids: [api_id], apns: { ...key, url } },
    })

    const token = 'ab'.repeat(32)
    const sent = await sendCode({ allow_firebase: true, token, app_sandbox: false })
    expect(sent['type']).toMatchObject({ _: 'auth.sentCodeTypeFirebaseSms', push_timeout: 15 })
    expect(pushes).toHaveLength(1)
    expect(pushes[0]?.path).toBe(`/3/device/${token}`)
    const ios_push_secret = pushes[0]?.payload['ios_push_secret']
    expect(await call('auth.requestFirebaseSms', { ios_push_secret })).toBe(true)
    expect(await codes(report)).toMatchObject([{ medium: 'firebaseSms' }])
    apple.close()
  })
})

it('--receipts takes the receipt of a store for a login that has to be paid for', { timeout: 60_000 }, async () => {
  const stores = await createReceiptSigner()
  const offer = { store_product: 'week', currency: 'USD', amount: 499, premium_days: 7 }
  const report = await serve(['--policy', 'policy.json', '--receipts', 'receipts.json'], {
    'policy.json': { payment: { offers: [offer] } },
    'receipts.json': { appStore: stores.options.appStore },
  })

  const { _, phone_code_hash } = await sendCode()
  expect(_).toBe('auth.sentCodePaymentRequired')
  const pay = async (product: string): Promise<Record<string, unknown>> =>
    call('payments.assignAppStoreTransaction', {
      receipt: Buffer.from(await stores.appStore(product, Date.now())).toString('base64'),
      purpose: {
        _: 'inputStorePaymentAuthCode',
        phone_number,
        phone_code_hash,
        currency: 'USD',
        amount: 499,
        premium_days: 7,
      },
    })
  expect(await pay('another')).toHaveProperty('error')
  expect(await codes(report)).toEqual([])
  const { updates } = await pay('week')
  expect(updates).toMatchObject([{ _: 'updateSentPhoneCode', sent_code: { _: 'auth.sentCode' } }])
  expect(await codes(report)).toMatchObject([{ medium: 'sms' }])
})

it('--account gives an account its login e-mail', { timeout: 60_000 }, async () => {
  const report = await serve(['--dcs', '2', '--account', `+${phone_number}:Ada::ada@mail.example@2`], {})
  expect(await sendCode()).toMatchObject({
    type: { _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***a@mail.example' },
  })
  expect(await codes(report)).toMatchObject([{ medium: 'email', email: 'ada@mail.example' }])
})
