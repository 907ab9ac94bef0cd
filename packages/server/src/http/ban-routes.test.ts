import { expect, it } from 'vitest'
import { DataCenter } from '../index.ts'
import { FakeClock } from '../testing/fake-clock.ts'

it('bans numbers, lists them and lifts bans', async () => {
  const clock = new FakeClock()
  await using dc = await DataCenter.start({ httpPort: 0, clock })
  const address = `${dc.http?.url}/api/bans`
  const ban = (body: string) => fetch(address, { method: 'POST', body })
  expect((await ban('{"phone_number":"+999 123 45 67"}')).status).toBe(204)
  expect(await (await fetch(address)).json()).toEqual([
    { phone_number: '9991234567', date: Math.floor(clock.now() / 1000) },
  ])
  expect(await (await ban('{"phone_number":"12"}')).json()).toMatchObject({ error: { code: 'PHONE_NUMBER_INVALID' } })
  expect(await (await ban('{}')).json()).toMatchObject({ error: { code: 'BODY_INVALID' } })
  expect((await ban(' '.repeat(5000))).status).toBe(400)
  const lift = () => fetch(`${address}/9991234567`, { method: 'DELETE' })
  expect((await lift()).status).toBe(204)
  expect((await lift()).status).toBe(404)
  expect(await (await fetch(address)).json()).toEqual([])
})
