import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServeProcess, startServeProcess } from '../support/serve-process.ts'
import { signUpWithOurClient } from '../support/sign-up.ts'
import { installPeers } from './install-peers.ts'
import { runPeer } from './run-peer.ts'

interface Outcome {
  readonly sent: { type: string; length: number; nextType: string; hash: string; timeout: number }
  readonly resent: { type: string; length: number; nextType: string; hash: string }
  readonly tooEarly: string
  readonly wrong: string
  readonly user: { id: number; phone: string; isSelf: boolean }
  readonly me: { id: number; isSelf: boolean }
}

describe('mtcute against chappe serve', () => {
  let folder: string
  let server: ServeProcess

  beforeAll(async () => {
    await installPeers()
    folder = await mkdtemp(join(tmpdir(), 'chappe-mtcute-'))
    server = await startServeProcess(folder, '--resend-after', '1')
  })

  afterAll(async () => {
    await server?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it('logs in with a resend in between, after our client has signed the number up', async () => {
    const phone_number = '+12025550148'
    const account = await signUpWithOurClient(server, phone_number, 'Claude')

    const { report } = server
    const outcome = await runPeer<Outcome>('mtcute-login.js', {
      dc: report.dcs[0],
      http: report.http,
      public_key: report.public_key,
      api_id: report.api_id,
      api_hash: report.api_hash,
      phone_number,
      usePfs: false,
    })

    expect(outcome.sent).toMatchObject({ type: 'app', length: 5, nextType: 'sms' })
    expect(outcome.resent).toMatchObject({ type: 'sms', length: 5, nextType: 'call', hash: outcome.sent.hash })
    expect(outcome.tooEarly).toMatch(/^420 FLOOD_WAIT_/)
    expect(outcome.wrong).toBe('400 PHONE_CODE_INVALID')
    expect(outcome.user).toEqual({ id: Number(account.id), phone: '12025550148', isSelf: true })
    expect(outcome.me).toEqual({ id: Number(account.id), isSelf: true })
  })
})
