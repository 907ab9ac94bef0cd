import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { auth } from '@chappe/schema/api'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { readDelivery } from '../src/delivery/config/read-delivery.ts'
import { openCourier } from '../src/delivery/open-courier.ts'
import { createLog, DataCenter, type DeliveryConfig, defaultApp, formatLogEntry } from '../src/index.ts'
import { resolvePolicy } from '../src/policy/resolve-policy.ts'
import { systemRandom } from '../src/random.ts'
import { httpPeer } from './support/http-peer.ts'
import { errorOf, RawClient } from './support/raw-client.ts'
import { privateKey } from './support/server-key.ts'
import { smppPeer } from './support/smpp-peer.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Everything that a run leaves behind or says, searched for everything that it must not: peers repeat codes and
// passwords in their refusals, as real ones do.

const credentials = {
  SMPP_PASSWORD: 'smpp-pwd',
  HOOK_SECRET: 'hook-secret-0123456',
  TOKEN: 'token-of-a-gateway',
  SMTP_PASSWORD: 'smtp-password',
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('no code and no credential is in any output, log, answer or file', { timeout: 30_000 }, async () => {
  for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value)
  const output: string[] = []
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation(chunk => output.push(String(chunk)) > 0)
  }
  await using directory = await temporaryDirectory()
  const log = createLog('debug', entry => output.push(formatLogEntry(entry, 0)))

  const codes = new Set<string>()
  // While it runs, with what is not yet in the database proper, and after.
  const files: string[] = []
  let busy = false
  await using messages = await smppPeer({ password: credentials.SMPP_PASSWORD, answer: () => (busy ? 0x45 : 0) })
  // A gateway that says back all it was told, credentials included.
  await using rude = await httpPeer({ status: 400 })
  await using echo = await echoServer()
  const delivery: DeliveryConfig = {
    providers: [
      {
        kind: 'webhook',
        name: 'echo',
        url: `${echo.url}/`,
        secretEnv: 'HOOK_SECRET',
        media: ['sms', 'call'],
        attemptsMax: 1,
      },
      { kind: 'vonage-sms', name: 'vonage', account: 'AC1', from: 'Chappe', secretEnv: 'TOKEN', baseUrl: echo.url },
      { kind: 'telnyx-sms', name: 'telnyx', from: 'Chappe', secretEnv: 'TOKEN', baseUrl: rude.url },
      {
        kind: 'smpp',
        name: 'sms',
        host: '127.0.0.1',
        port: messages.port,
        systemId: 'chappe',
        passwordEnv: 'SMPP_PASSWORD',
        source: { address: 'Chappe' },
      },
    ],
  }
  const dc = await DataCenter.start({
    privateKey,
    dataDir: directory.path,
    log,
    delivery,
    httpPort: 0,
    policy: { media: { sms: { timeoutSeconds: 0, length: 7 }, call: { length: 7 } } },
  })
  {
    await using _ = dc
    using client = await RawClient.connect(dc)
    await client.init('help.getConfig')
    for (let index = 0; index < 4; index++) {
      const phone_number = `1202555010${index}`
      busy = index === 3
      const sending = client.call<auth.sentCode>('auth.sendCode', {
        phone_number,
        ...defaultApp,
        settings: { _: 'codeSettings' },
      })
      if (busy) {
        expect(await errorOf(sending)).toBe('400 SMS_CODE_CREATE_FAILED')
        continue
      }
      const { phone_code_hash } = await sending
      const text = String(messages.messages.at(-1)?.short_message?.message)
      const phone_code = /\d+/.exec(text)?.[0] ?? ''
      messages.deliver({
        esm_class: 4,
        short_message: `id:m${messages.messages.length} stat:UNDELIV err:001 text:${text}`,
      })
      const reason = `the code is ${[...phone_code].join(' ')}`
      expect(await errorOf(client.call('auth.resendCode', { phone_number, phone_code_hash, reason }))).toBe(
        '400 SMS_CODE_CREATE_FAILED',
      )
      codes.add(phone_code)
      await client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
    }
    // Ids in a body are hexadecimal and may begin with seven digits, too.
    for (const body of echo.bodies) codes.add(/(?<![\da-f])\d{7}(?![\da-f])/.exec(body)?.[0] ?? '')
    await expect.poll(() => dc.deliveries.list().some(({ outcome }) => outcome === 'undelivered')).toBe(true)
    files.push(...filesIn(directory.path))
    output.push(JSON.stringify(dc.deliveries.list()), inspect(dc, { depth: 8, showHidden: true }))
  }
  await letter(credentials.SMTP_PASSWORD, codes, output, log)
  files.push(...filesIn(directory.path))

  expect(codes.size).toBeGreaterThanOrEqual(4)
  expect([...codes].every(code => /^\d{6,7}$/.test(code))).toBe(true)
  const said = output.join('\n')
  expect(said).toContain('delivery.attempted')
  expect(said).toContain('*****')
  expect(files.join('').length).toBeGreaterThan(10_000)
  for (const code of codes) {
    // Spelt out, too.
    expect(said).not.toMatch(new RegExp(`(?<!\\d)${[...code].join('[\\s,-]*')}(?!\\d)`))
    expect(files.join('')).not.toContain(code)
  }
  for (const credential of Object.values(credentials)) {
    for (const form of [credential, Buffer.from(credential).toString('base64')]) {
      expect(said).not.toContain(form)
      expect(files.join('')).not.toContain(form)
    }
  }
})

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).map(name => readFileSync(join(folder, name), 'latin1'))
}

/** An HTTP server that refuses everything with what it was told. */
async function echoServer() {
  const bodies: string[] = []
  const { createServer } = await import('node:http')
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString('utf8')
    bodies.push(body)
    response
      .writeHead(400)
      .end(`${request.headers.authorization ?? ''} ${/(?:text|code)\W.*/.exec(body)?.[0] ?? ''} ${body}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Sends two letters: one that is taken, one that is refused with everything in the refusal. */
async function letter(
  password: string,
  codes: Set<string>,
  output: string[],
  log: ReturnType<typeof createLog>,
): Promise<void> {
  let refuse = false
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (login, _, done) =>
      done(refuse ? new Error(`${login.username} ${login.password}`) : null, { user: 'chappe' }),
    onData(stream, _, done) {
      stream.resume()
      stream.on('end', () => done(new Error(`refused: ${[...codes].at(-1)}`)))
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const config = {
    providers: [
      {
        kind: 'smtp',
        name: 'mail',
        host: '127.0.0.1',
        port,
        security: 'none',
        user: 'chappe',
        passwordEnv: 'SMTP_PASSWORD',
        from: 'login@example.org',
      },
    ],
  }
  const plan = readDelivery(config, { SMTP_PASSWORD: password })
  const { openStore } = await import('../src/store/open-store.ts')
  const { ServerSecret } = await import('../src/store/server-secret.ts')
  await using store = await openStore({ file: ':memory:', secret: ServerSecret.create() })
  for (const code of ['604218', '731905']) {
    codes.add(code)
    const courier = await openCourier({
      plan,
      spending: resolvePolicy().spending,
      store,
      clock: systemClock,
      random: systemRandom,
      log,
    })
    const mail = {
      kind: 'recoverPassword',
      address: 'ada@example.com',
      phone_number: '12025550100',
      code,
      lang_code: 'en',
    } as const
    expect(await courier.mailer.mail(mail)).toBe('failed')
    output.push(JSON.stringify(courier.deliveries.list()), inspect(plan, { depth: 8, showHidden: true }))
    courier.close()
    refuse = true
  }
  await new Promise<void>(resolve => server.close(() => resolve()))
}
