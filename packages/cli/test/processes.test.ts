/** The command as a process: signals, ports, streams that close, an older Node in front. */

import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ConnectionReport } from '../src/connection-file.ts'
import { makePlace, type Place, type Running, run, runChappe } from './support/chappe.ts'

const freePorts = ['--port', '0', '--http-port', '0']
const timeout = 60_000

async function serve(place: Place, ...more: string[]): Promise<{ server: Running; report: ConnectionReport }> {
  const server = runChappe(place, ['serve', ...freePorts, '--json', '--log', 'silent', ...more])
  await server.printed(/\}\n/)
  return { server, report: JSON.parse(server.stdout()) as ConnectionReport }
}

describe('chappe serve', () => {
  it('reports as one JSON object on one line, and says nothing else on stdout', { timeout }, async () => {
    using place = makePlace()
    const { server, report } = await serve(place)
    const keys = ['dcs', 'http', 'public_key', 'fingerprint', 'api_id', 'api_hash', 'test_numbers']
    expect(Object.keys(report)).toEqual(keys)
    expect(report).toMatchObject({
      dcs: [{ id: 2, host: '127.0.0.1', port: expect.any(Number) }],
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      public_key: expect.stringMatching(/^-----BEGIN RSA PUBLIC KEY-----\n[\s\S]+-----END RSA PUBLIC KEY-----\n$/),
      fingerprint: expect.stringMatching(/^[\da-f]{16}$/),
      api_id: expect.any(Number),
      api_hash: expect.stringMatching(/^[\da-f]{32}$/),
      test_numbers: true,
    })
    const send = run(place, "chappe call auth.sendCode --phone_number +12025550101 --settings '{}' --json")
    expect(await send.ended()).toBe(0)
    server.child.kill('SIGTERM')
    expect(await server.ended()).toBe(0)
    expect(server.stdout()).toBe(`${JSON.stringify(report)}\n`)
    expect(server.stderr()).toMatch(/SMS to \+12025550101: Telegram code: \d{5}/)
  })

  it('answers the inbox over HTTP, oldest first, and empties it', { timeout }, async () => {
    using place = makePlace()
    const { server, report } = await serve(place, '--resend-after', '0')
    const inbox = `${report.http}/api/inbox`
    const send = run(
      place,
      "chappe call auth.sendCode --phone_number +12025550101 --settings '{}' && chappe call auth.resendCode",
    )
    expect(await send.ended()).toBe(0)
    const messages = (await (await fetch(`${inbox}?phone_number=%2B12025550101`)).json()) as object[]
    expect(messages).toMatchObject([{ medium: 'sms' }, { medium: 'call' }])
    expect(Object.keys(messages[0]!)).toEqual(['id', 'phone_number', 'medium', 'code', 'text', 'date'])
    expect(await (await fetch(`${inbox}?phone_number=%2B12025550102`)).json()).toEqual([])
    expect((await fetch(inbox, { method: 'DELETE' })).ok).toBe(true)
    expect(await (await fetch(inbox)).json()).toEqual([])
    server.child.kill('SIGTERM')
    await server.ended()
  })

  it('shows people how to connect and every code that is sent', { timeout }, async () => {
    using place = makePlace()
    const server = run(place, `exec chappe serve ${freePorts.join(' ')} --log silent --account '+12025550100:Ada'`)
    await server.printed('END RSA PUBLIC KEY')
    const send = run(place, 'chappe call auth.sendCode --phone_number +12025550100 --settings codeSettings')
    expect(await send.ended()).toBe(0)
    await server.printed(/^\d\d:\d\d:\d\d {2}SMS to \+12025550100: Telegram code: \d{5}\. /m)
    server.child.kill('SIGINT')
    expect(await server.ended()).toBe(0)
    expect(server.stdout()).toMatch(/address +127\.0\.0\.1:\d+\n/)
    expect(server.stderr()).toBe('stopping\n')
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends on %s whoever is connected, takes its description away, and can be started again',
    { timeout },
    async signal => {
      using place = makePlace()
      const { server, report } = await serve(place)
      const description = join(place.folder, '.chappe/connection.json')
      expect(JSON.parse(readFileSync(description, 'utf8'))).toEqual(report)
      expect(statSync(description).mode & 0o777).toBe(0o600)
      // A client that stays connected does not hold it up: it ends after the data center.
      const client = run(place, 'chappe login')
      await client.printed('Phone number:')
      server.child.kill(signal)
      server.child.kill(signal)
      expect(await server.ended()).toBe(0)
      expect(existsSync(description)).toBe(false)
      expect(await client.ended()).toBe(2)

      const again = await serve(place)
      expect(again.report.fingerprint).toBe(report.fingerprint)
      again.server.child.kill(signal)
      await again.server.ended()
    },
  )

  it('describes itself also when it keeps everything in memory, but not in the place of another', {
    timeout,
  }, async () => {
    using place = makePlace()
    const { server, report } = await serve(place, '--memory')
    const call = run(place, 'chappe call help.getNearestDc --json')
    expect(await call.ended()).toBe(0)
    const second = runChappe(place, ['serve', ...freePorts, '--memory', '--json', '--log', 'silent'])
    await second.printed('Another data center runs in .chappe: "login" and "call" go there.')
    const description = join(place.folder, '.chappe/connection.json')
    expect(JSON.parse(readFileSync(description, 'utf8'))).toEqual(report)
    second.child.kill('SIGTERM')
    expect(await second.ended()).toBe(0)
    server.child.kill('SIGKILL')
    await server.ended()
    // What was left behind by force is in nobody's way.
    const third = await serve(place, '--memory')
    expect(JSON.parse(readFileSync(description, 'utf8'))).toEqual(third.report)
    third.server.child.kill('SIGTERM')
    await third.server.ended()
    expect(existsSync(description)).toBe(false)
    expect(existsSync(join(place.folder, '.chappe/chappe.sqlite'))).toBe(false)
  })

  it('keeps everything in memory where no folder can be written', { timeout }, async () => {
    using place = makePlace()
    const { server } = await serve(place, '--memory', '--data', '/dev/null/data')
    await server.printed('"login" and "call" will not find it, since /dev/null/data cannot be used: ENOTDIR')
    server.child.kill('SIGTERM')
    expect(await server.ended()).toBe(0)
  })

  it('prints a token of the console that it made up itself, and none that it was given', { timeout }, async () => {
    using place = makePlace()
    const token = 'a-token-of-the-console'
    const words = ['serve', ...freePorts, '--memory', '--log', 'silent', '--http-host', '0.0.0.0']
    const given = runChappe({ ...place, env: { ...place.env, CHAPPE_HTTP_TOKEN: token } }, words)
    const made = runChappe(place, [...words, '--data', 'made'])
    await given.printed('END RSA PUBLIC KEY')
    await made.printed('END RSA PUBLIC KEY')
    expect(given.stdout()).toContain('Authorization: Bearer …  (the token of --http-token or CHAPPE_HTTP_TOKEN)')
    expect(given.stdout() + given.stderr()).not.toContain(token)
    expect(made.stdout()).toMatch(/Authorization: Bearer [\w-]{16,}\n/)
    for (const { child } of [given, made]) child.kill('SIGTERM')
    await Promise.all([given.ended(), made.ended()])
  })

  it('may be started anew while somebody reads a code', { timeout }, async () => {
    using place = makePlace()
    const first = await serve(place, '--account', '+12025550100:Ada')
    const { port } = first.report.dcs[0]!
    const login = run(place, 'chappe login --phone +12025550100')
    await login.printed('Code (r resends, c cancels):')
    const messages = (await (await fetch(`${first.report.http}/api/inbox`)).json()) as { code: string }[]
    first.server.child.kill('SIGTERM')
    await first.server.ended()
    // Long enough for a refused connection.
    await new Promise(resolve => setTimeout(resolve, 2000))
    expect(login.child.exitCode).toBeNull()
    const second = await serve(place, '--port', String(port))
    login.type(messages[0]!.code)
    expect(await login.ended()).toBe(0)
    expect(login.stdout()).toContain('Logged in as Ada')
    second.server.child.kill('SIGTERM')
    await second.server.ended()
  })

  it('names the port that is in use, and the option for another one', { timeout }, async () => {
    using place = makePlace()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const serving = (words: string) => run(place, `chappe serve --memory --log silent ${words}`)
    const first = serving(`--port ${port} --http-port 0`)
    const second = serving(`--port 0 --http-port ${port}`)
    const third = serving(`--port ${port} --http-port 0 --json`)
    expect([await first.ended(), await second.ended(), await third.ended()]).toEqual([1, 1, 1])
    expect(first.stderr()).toBe(`error: port ${port} is in use\nName another one with --port; 0 picks a free one.\n`)
    expect(second.stderr()).toContain('Name another one with --http-port')
    expect(JSON.parse(third.stdout())).toMatchObject({ error: { code: 'EADDRINUSE' } })
    other.close()
  })

  it('runs several data centers, whose homes programs find by themselves', { timeout }, async () => {
    using place = makePlace()
    const several = ['--dcs', '3', '--account', '+12025550101:Ada@2']
    const { server, report } = await serve(place, ...several)
    expect(report.dcs.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(new Set(report.dcs.map(({ port }) => port)).size).toBe(3)
    const call = run(place, "chappe call auth.sendCode --phone_number +12025550101 --settings '{}'")
    expect(await call.ended()).toBe(0)
    expect(call.stdout()).toContain('auth.sentCode ')
    expect(await (await fetch(`${report.http}/api/inbox`)).json()).toMatchObject([{ phone_number: '12025550101' }])
    server.child.kill('SIGTERM')
    await server.ended()
    const shown = runChappe(place, ['serve', ...freePorts, '--memory', '--dcs', '2'])
    await shown.printed(/Data centers 1 and 2 are up\.[\s\S]*DC 1 [\s\S]*DC 2 [\s\S]*END RSA/)
    shown.child.kill('SIGTERM')
    await shown.ended()
  })

  it('goes on when the reader of its output leaves', { timeout }, async () => {
    using place = makePlace()
    const server = run(
      place,
      `(chappe serve ${freePorts.join(' ')} --json & echo $! > pid; wait $!; echo ended $? >&2) | head -1`,
    )
    await server.printed(/\}\n/)
    const call = run(place, "chappe call auth.sendCode --phone_number +12025550101 --settings '{}'")
    expect(await call.ended()).toBe(0)
    process.kill(Number(readFileSync(join(place.folder, 'pid'), 'utf8')), 'SIGTERM')
    await server.ended()
    expect(server.stderr()).toContain('ended 0')
  })

  it('asks for a token on the console when that is not on loopback', { timeout }, async () => {
    using place = makePlace()
    const { server, report } = await serve(place, '--host', '0.0.0.0', '--http-host', '0.0.0.0')
    const token = report.http_token
    expect(report.dcs[0]?.host).toBe('127.0.0.1')
    // Codes that everybody knows are for this machine alone.
    expect(report.test_numbers).toBe(false)
    expect((await fetch(`${report.http}/api/inbox`)).status).toBe(401)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${report.http}/api/inbox`, { headers })).status).toBe(200)
    server.child.kill('SIGTERM')
    await server.ended()
  })
})

describe('chappe call and login', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('end at once on %s with status %i, and the login goes on later', { timeout }, async (signal, status) => {
    using place = makePlace()
    const { server } = await serve(place)
    const login = runChappe(place, ['login', '--phone', '+12025550101'])
    await login.printed('Code (r resends, c cancels):')
    login.child.kill(signal)
    await once(login.child, 'exit')
    expect(await login.ended()).toBe(status)
    expect(login.stderr()).not.toContain('error')
    const resumed = run(place, 'chappe login')
    await resumed.printed('A login is under way; it goes on here')
    await resumed.ended()
    server.child.kill('SIGTERM')
    await server.ended()
  })

  it('end soon when something is asked of a data center that went away', { timeout }, async () => {
    using place = makePlace()
    const { server, report } = await serve(place)
    const login = run(place, 'chappe login --phone +12025550101')
    await login.printed('Code (r resends, c cancels):')
    server.child.kill('SIGKILL')
    await server.ended()
    login.type('12345')
    expect(await login.ended()).toBe(1)
    expect(login.stderr()).toContain(
      `error: no data center listens on 127.0.0.1:${report.dcs[0]?.port} any more\n` +
        'Start it again with "chappe serve"; a login under way then goes on where it was.\n',
    )
    // Left behind by force, the description leads nowhere: that is said at once.
    const call = run(place, 'chappe call help.getConfig')
    expect(await call.ended()).toBe(1)
    expect(call.stderr()).toContain('Start one with "chappe serve"')
  })

  it('give up after --timeout when nobody answers', { timeout }, async () => {
    using place = makePlace()
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    const { server } = await serve(place)
    const edit = `s/"port": [0-9]*/"port": ${port}/`
    const folder = `mkdir other && sed '${edit}' .chappe/connection.json > other/connection.json`
    const call = run(place, `${folder} && chappe call help.getConfig --data other --timeout 1`)
    expect(await call.ended()).toBe(1)
    expect(call.stderr()).toBe(
      'error: help.getConfig was not answered within 1 s\nWait longer with --timeout <seconds>.\n',
    )
    silent.close()
    server.child.kill('SIGTERM')
    await server.ended()
  })

  it('find the data center again on another port', { timeout }, async () => {
    using place = makePlace()
    const first = await serve(place, '--account', '+12025550100:Ada')
    const login = run(place, 'chappe login --phone +12025550100')
    await login.printed('Code (r resends, c cancels):')
    const messages = (await (await fetch(`${first.report.http}/api/inbox`)).json()) as { code: string }[]
    login.type(messages[0]!.code)
    expect(await login.ended()).toBe(0)
    first.server.child.kill('SIGTERM')
    await first.server.ended()
    const second = await serve(place)
    const call = run(place, 'chappe call users.getUsers --id inputUserSelf --json')
    expect(await call.ended()).toBe(0)
    expect(call.stdout()).toContain('"first_name":"Ada"')
    second.server.child.kill('SIGTERM')
    await second.server.ended()
  })

  it('say what to do when the folder was emptied, but the session was kept', { timeout }, async () => {
    using place = makePlace()
    const first = await serve(place, '--account', '+12025550100:Ada')
    const login = run(place, 'chappe login --phone +12025550100')
    await login.printed('Code (r resends, c cancels):')
    const messages = (await (await fetch(`${first.report.http}/api/inbox`)).json()) as { code: string }[]
    login.type(messages[0]!.code)
    expect(await login.ended()).toBe(0)
    first.server.child.kill('SIGTERM')
    await first.server.ended()
    expect(await run(place, 'rm .chappe/chappe.sqlite* .chappe/secret').ended()).toBe(0)
    const second = await serve(place)
    const call = run(place, 'chappe call users.getUsers --id inputUserSelf')
    expect(await call.ended()).toBe(1)
    expect(call.stderr()).toBe(
      'error: this data center does not know the login in the session file\n' +
        'Was its folder emptied, or did it run with --memory? Then delete .chappe/local.session and log in again.\n',
    )
    second.server.child.kill('SIGTERM')
    await second.server.ended()
  })
})

describe('chappe tour', () => {
  it('shows a login step by step and ends with --once', { timeout }, async () => {
    using place = makePlace()
    const tour = run(place, 'chappe tour --once')
    expect(await tour.ended()).toBe(0)
    const titles = tour.stdout().match(/^\d+\. .*$/gm)
    expect(titles).toEqual([
      "1. Ada's phone signs up",
      "2. Ada's laptop asks for a code",
      '3. Not seen? Too early',
      '4. Now by SMS',
      '5. And by a call',
      '6. No way is left',
      '7. The code is typed in',
    ])
    const order = [
      'type: auth.sentCodeTypeApp { length: 5 }',
      'Telegram message from 777000 to +1202555',
      'rpc_error 420 FLOOD_WAIT_3',
      'type: auth.sentCodeTypeSms { length: 5 }',
      'SMS to +1202555',
      'type: auth.sentCodeTypeCall { length: 5 }',
      'Voice call to +1202555',
      'rpc_error 406 SEND_CODE_UNAVAILABLE',
      'auth.authorization {',
      '✓ Logged in as user',
    ].map(text => tour.stdout().indexOf(text))
    expect(order.toSorted((a, b) => a - b)).toEqual(order)
    expect(order).not.toContain(-1)
    // With the token somebody could log in to the account without a code.
    expect(tour.stdout()).toMatch(/future_auth_token: <\d+ bytes, hidden>/)
    expect(tour.stdout()).not.toMatch(/0x[\da-f]{8}/)
    expect(tour.stderr()).toBe('')
  })

  it('stays up, says how to connect, and ends on Ctrl-C', { timeout }, async () => {
    using place = makePlace()
    const tour = runChappe(place, ['tour'])
    await tour.printed('Ctrl-C stops it.')
    const call = run(place, 'chappe call help.getNearestDc --json')
    expect(await call.ended()).toBe(0)
    tour.child.kill('SIGINT')
    expect(await tour.ended()).toBe(0)
    for (const fact of ['address', 'api_id', 'api_hash', 'BEGIN RSA PUBLIC KEY', 'npx chappe login']) {
      expect(tour.stdout()).toContain(fact)
    }
  })

  it('ends at once when it is stopped in the middle', { timeout }, async () => {
    using place = makePlace()
    const tour = runChappe(place, ['tour'])
    await tour.printed('… SMS in')
    tour.child.kill('SIGINT')
    await once(tour.child, 'exit')
    expect(await tour.ended()).toBe(130)
  })
})
