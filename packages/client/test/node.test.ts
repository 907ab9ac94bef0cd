import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '../src/clock.ts'
import { nodeCompression } from '../src/node/compression.ts'
import { packageVersion } from '../src/node/device.ts'
import { Client, memorySession, type NodeClientOptions, nodeEnv, openClientOver } from '../src/node/index.ts'
import { systemClock } from '../src/node/system-clock.ts'
import { listenOverTcp, type TcpListener } from './support/listen-over-tcp.ts'
import { nearestDc } from './support/open-test-client.ts'
import { ScriptedServer } from './support/scripted-server.ts'

describe('Client.open over TCP', () => {
  let script: ScriptedServer
  let listener: TcpListener
  let folder: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'client-'))
    script = await ScriptedServer.start(systemClock, () => nearestDc)
    listener = await listenOverTcp(script)
  })

  afterEach(async () => {
    await listener.close()
    rmSync(folder, { recursive: true })
  })

  const options = (): NodeClientOptions => ({
    session: memorySession(),
    api_id: 1,
    api_hash: '0123456789abcdef0123456789abcdef',
    dc: { id: 2, host: '127.0.0.1', port: listener.port, public_key: script.publicKey },
  })

  it.each<Partial<NodeClientOptions>>([
    { transport: 'abridged' },
    { transport: 'intermediate' },
    { transport: 'paddedIntermediate' },
    { transport: 'full' },
    { transport: 'abridged', obfuscated: true },
    { transport: 'intermediate', obfuscated: true },
    { transport: 'paddedIntermediate', obfuscated: true },
  ])('calls over %j', async choice => {
    await using tg = await Client.open({ ...options(), ...choice })
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })

  it('takes the path of a session file, and goes on with its key', async () => {
    const session = join(folder, 'a.session')
    for (let run = 0; run < 2; run++) {
      await using tg = await Client.open({ ...options(), session })
      expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    }
    expect(script.keys.size).toBe(1)
  })

  it('comes back after the socket was cut', async () => {
    await using tg = await Client.open(options())
    await tg.help.getNearestDc()
    listener.cut()
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })

  it('says what to look at when nothing listens', async () => {
    const closed = options()
    await listener.close()
    await using tg = await openClientOver({ ...nodeEnv, clock: hurriedClock }, { ...closed, session: memorySession() })
    await expect(tg.help.getNearestDc()).rejects.toThrow(/\[CONNECT_FAILED\].+Is the server running/)
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['a session', { session: undefined }, 'OPTION_INVALID'],
    ['an api_id', { api_id: '1' }, 'OPTION_INVALID'],
    ['an api_hash', { api_hash: '' }, 'OPTION_INVALID'],
    ['a data center', { dc: 'moon' }, 'DC_UNKNOWN'],
    ['a port', { dc: { id: 2, host: 'x', port: 0, public_key: 'x' } }, 'ADDRESS_INVALID'],
    ['a key', { dc: { id: 2, host: 'x', port: 1 } }, 'ADDRESS_INVALID'],
  ])('needs %s and says what it is', async (_what, wrong, code) => {
    await expect(Client.open({ ...options(), ...wrong } as NodeClientOptions)).rejects.toMatchObject({ code })
  })
})

/** Every wait takes a hundredth of its time. */
const hurriedClock: Clock = {
  ...systemClock,
  setTimer: (atMs, task, options) => {
    const now = systemClock.now()
    return systemClock.setTimer(now + (atMs - now) / 100, task, options)
  },
}

describe('nodeCompression', () => {
  const text = new TextEncoder().encode('a word and a word and a word and a word')

  it('reads gzip and zlib streams', () => {
    expect(nodeCompression.gunzip(gzipSync(text), 100)).toEqual(Buffer.from(text))
    expect(nodeCompression.gunzip(deflateSync(text), 100)).toEqual(Buffer.from(text))
    expect(nodeCompression.gunzip(nodeCompression.gzip(text), 100)).toEqual(Buffer.from(text))
  })

  it('stops at its bound', () => {
    expect(() => nodeCompression.gunzip(gzipSync(new Uint8Array(1_000_000)), 1000)).toThrow()
  })
})

describe('packageVersion', () => {
  it('is that of package.json', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(packageVersion).toBe(manifest.version)
  })
})
