/** `chappe serve --delivery`: a code leaves the process by a gateway, and by no other way. */

import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePlace, run, runChappe } from './support/chappe.ts'

it('hands codes to the gateway of the file; nothing it prints or keeps has a code or credential', {
  timeout: 60_000,
}, async () => {
  const bodies: { readonly code: string; readonly text: string }[] = []
  const gateway = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    bodies.push(JSON.parse(Buffer.concat(parts).toString('utf8')))
    // Fails twice first.
    response.writeHead(bodies.length > 2 ? 204 : 503).end()
  })
  gateway.listen(0, '127.0.0.1')
  await once(gateway, 'listening')
  using place = makePlace()
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`
  const provider = { kind: 'webhook', name: 'sms', url, media: ['sms'], secretEnv: 'HOOK_SECRET' }
  writeFileSync(join(place.folder, 'delivery.json'), JSON.stringify({ providers: [provider] }))
  const secret = 'a-secret-of-the-webhook'
  const words = ['serve', '--port', '0', '--http-port', '0', '--log', 'debug', '--delivery', 'delivery.json']
  const server = runChappe({ ...place, env: { ...place.env, HOOK_SECRET: secret } }, words)
  await server.printed('END RSA PUBLIC KEY')
  const send = run(place, "chappe call auth.sendCode --phone_number +12025550101 --settings '{}' --json")
  expect(await send.ended()).toBe(0)
  await server.printed('delivery.attempted')
  server.child.kill('SIGTERM')
  expect(await server.ended()).toBe(0)
  gateway.close()

  expect(bodies).toHaveLength(3)
  const code = bodies[0]?.code ?? ''
  expect(code).toMatch(/^\d{5}$/)
  expect(bodies[0]?.text).toBe(`Telegram code: ${code}. Do not share it with anyone.`)
  const said = server.stdout() + server.stderr() + send.stdout() + send.stderr()
  const data = join(place.folder, '.chappe')
  const kept = readdirSync(data)
    .map(name => readFileSync(join(data, name), 'latin1'))
    .join('')
  expect(said).toMatch(/delivery\.attempted medium=sms provider=sms outcome=accepted/)
  for (const text of [said, kept]) {
    expect(text).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`))
    expect(text).not.toContain(secret)
  }
})
