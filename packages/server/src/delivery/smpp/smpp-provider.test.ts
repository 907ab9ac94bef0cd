import { afterEach, describe, expect, it, vi } from 'vitest'
import { deliveryMessage } from '../../../test/support/delivery-message.ts'
import { type SmppPeer, type SmppPeerOptions, smppPeer } from '../../../test/support/smpp-peer.ts'
import { type Clock, systemClock } from '../../clock.ts'
import { silentLog } from '../../log.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import type { SmppPlan } from '../config/delivery-plan.ts'
import { Secret } from '../config/secret.ts'
import { DeliveryLog } from '../delivery-log.ts'
import { createSmppProvider, type SmppProvider } from './smpp-provider.ts'

const open: SmppProvider[] = []
afterEach(() => {
  for (const provider of open.splice(0)) provider.close()
})

function providerTo(port: number, changes: Partial<SmppPlan> = {}, clock: Clock = systemClock) {
  const plan: SmppPlan = {
    kind: 'smpp',
    name: 'sms',
    host: '127.0.0.1',
    port,
    tls: false,
    bind: 'transceiver',
    systemId: 'chappe',
    password: new Secret('p4ssw0rd'),
    systemType: '',
    source: { address: 'Chappe', ton: 5, npi: 0 },
    destination: { ton: 1, npi: 1 },
    longMessages: 'udh',
    receipts: true,
    validitySeconds: 300,
    enquireLinkSeconds: 30,
    windowMax: 10,
    media: ['sms'],
    paid: true,
    timeoutMs: 10_000,
    ...changes,
  }
  const deliveries = new DeliveryLog()
  const provider = createSmppProvider(plan, { clock, deliveries, log: silentLog })
  open.push(provider)
  const deliver = (text: string, signal = AbortSignal.timeout(30_000)): Promise<string | undefined> =>
    provider.deliver(deliveryMessage({ text }), signal).then(
      () => undefined,
      (error: Error) => error.message,
    )
  return { provider, deliveries, deliver }
}

async function connected(options: SmppPeerOptions = {}, changes: Partial<SmppPlan> = {}, clock?: Clock) {
  const peer = await smppPeer(options)
  return { peer, ...providerTo(peer.port, changes, clock) }
}

const textOf = (peer: SmppPeer, index: number): unknown => peer.messages[index]?.short_message?.message
/** Waits for what happens over the socket. */
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 30_000, interval: 10 })

describe('a message centre', () => {
  it.each(['transceiver', 'transmitter'] as const)('is bound to as a %s, and takes a message', async bind => {
    const { peer, deliver } = await connected({}, { bind })
    await using _ = peer
    expect(await deliver('Telegram code: 48151. £')).toBeUndefined()
    expect(peer.binds).toMatchObject([{ command: `bind_${bind}`, system_id: 'chappe', password: 'p4ssw0rd' }])
    expect(peer.messages).toMatchObject([
      {
        source_addr: 'Chappe',
        source_addr_ton: 5,
        source_addr_npi: 0,
        destination_addr: '12025550143',
        dest_addr_ton: 1,
        dest_addr_npi: 1,
        data_coding: 0,
        esm_class: 0,
        registered_delivery: 1,
      },
    ])
    expect(textOf(peer, 0)).toBe('Telegram code: 48151. £')
  })

  it('gets other scripts as UCS-2', async () => {
    const { peer, deliver } = await connected()
    await using _ = peer
    await deliver('Код Telegram: 48151')
    expect(peer.messages[0]?.data_coding).toBe(8)
    expect(textOf(peer, 0)).toBe('Код Telegram: 48151')
  })

  it('gets a long message in parts that a phone puts together', async () => {
    const { peer, deliver } = await connected()
    await using _ = peer
    const text = 'Всё хорошо. '.repeat(12).trimEnd()
    await deliver(text)
    expect(peer.messages.map(message => message.esm_class)).toEqual([0x40, 0x40, 0x40])
    const headers = peer.messages.map(message => [...(message.short_message?.udh?.[0] ?? [])])
    expect(headers.map(([, , reference, total, number]) => [reference, total, number])).toEqual([
      [1, 3, 1],
      [1, 3, 2],
      [1, 3, 3],
    ])
    expect(peer.messages.map((_, index) => textOf(peer, index)).join('')).toBe(text)
  })

  it('gets a long message by the optional parameters sar_*, or whole, where that is wanted', async () => {
    const text = 'x'.repeat(200)
    const sar = await connected({}, { longMessages: 'sar' })
    await using _ = sar.peer
    await sar.deliver(text)
    expect(sar.peer.messages).toMatchObject([
      { sar_total_segments: 2, sar_segment_seqnum: 1, esm_class: 0 },
      { sar_total_segments: 2, sar_segment_seqnum: 2, esm_class: 0 },
    ])
    const payload = await connected({}, { longMessages: 'payload' })
    await using __ = payload.peer
    await payload.deliver(text)
    expect(payload.peer.messages).toHaveLength(1)
    expect(payload.peer.messages[0]?.message_payload?.message).toBe(text)
  })

  it('that refuses a message is a failure that names its status', async () => {
    const { peer, deliver } = await connected({ answer: () => 0x0b })
    await using _ = peer
    expect(await deliver('48151')).toBe('[REFUSED] the message centre answered ESME_RINVDSTADR')
  })

  it('that is busy is asked again after a moment', async () => {
    const { peer, deliver } = await connected({ answer: index => (index < 2 ? 0x58 : 0) })
    await using _ = peer
    expect(await deliver('48151')).toBeUndefined()
    expect(peer.messages).toHaveLength(3)
  })

  it('that refuses the password is told of at once, without it', async () => {
    const { peer, deliver } = await connected({ password: 'another' })
    await using _ = peer
    expect(await deliver('48151')).toBe('[NOT_CONNECTED] the bind was refused: ESME_RINVPASWD')
    expect(await deliver('48151')).not.toContain('p4ssw0rd')
  })

  it('takes no more messages at a time than the window allows', async () => {
    const { peer, deliver } = await connected({ answer: () => 'silent' }, { windowMax: 2 })
    await using _ = peer
    const controller = new AbortController()
    const all = [1, 2, 3].map(() => deliver('48151', controller.signal))
    await until(() => expect(peer.messages).toHaveLength(2))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(peer.messages).toHaveLength(2)
    controller.abort(new RangeError('enough'))
    expect(await Promise.all(all)).toEqual(['enough', 'enough', 'enough'])
  })
})

describe('a link', () => {
  it('that broke refuses what waits, and is made anew', async () => {
    const { peer, deliver } = await connected({ answer: index => (index === 0 ? 'silent' : 0) })
    await using _ = peer
    const lost = deliver('48151')
    await until(() => expect(peer.messages).toHaveLength(1))
    peer.breakOff()
    expect(await lost).toBe('[CONNECTION_LOST] the message centre closed the connection')
    // At once there is no link; the code goes another way.
    expect(await deliver('48151')).toMatch('[NOT_CONNECTED]')
    await until(() => expect(peer.binds).toHaveLength(2))
    expect(await deliver('48151')).toBeUndefined()
  })

  it('to nobody fails at once after the first try, and waits longer from try to try', async () => {
    const gone = await smppPeer()
    await gone[Symbol.asyncDispose]()
    const clock = new FakeClock()
    const { deliver } = providerTo(gone.port, {}, clock)
    expect(await deliver('48151')).toBe('[NOT_CONNECTED] ECONNREFUSED')
    await using peer = await smppPeer({ port: gone.port })
    clock.advance(999)
    expect(await deliver('48151')).toBe('[NOT_CONNECTED] ECONNREFUSED')
    clock.advance(1)
    expect(await deliver('48151')).toBeUndefined()
    expect(peer.messages).toHaveLength(1)
  })

  it('is checked when nothing was heard for a while', async () => {
    const clock = new FakeClock()
    const { peer, deliver } = await connected({}, { enquireLinkSeconds: 30 }, clock)
    await using _ = peer
    await deliver('48151')
    clock.advance(30_000)
    await until(() => expect(peer.enquiries).toBe(1))
    await new Promise(resolve => setTimeout(resolve, 50))
    clock.advance(10_000)
    clock.advance(30_000)
    await until(() => expect(peer.enquiries).toBe(2))
    expect(peer.binds).toHaveLength(1)
  })

  it('that fell silent is given up and made anew', async () => {
    const clock = new FakeClock()
    const { peer, deliver } = await connected({ deaf: true }, {}, clock)
    await using _ = peer
    await deliver('48151')
    clock.advance(30_000)
    await until(() => expect(peer.enquiries).toBe(1))
    clock.advance(10_000)
    expect(await deliver('48151')).toBe('[NOT_CONNECTED] the message centre fell silent')
    clock.advance(1_000)
    await until(() => expect(peer.binds).toHaveLength(2))
    expect(await deliver('48151')).toBeUndefined()
  })

  it('that was closed stays closed', async () => {
    const { peer, provider, deliver } = await connected()
    await using _ = peer
    await deliver('48151')
    provider.close()
    expect(await deliver('48151')).toBe('[NOT_CONNECTED] the link was closed')
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(peer.binds).toHaveLength(1)
  })
})

describe('a delivery receipt', () => {
  const receipt = (text: string) => ({ esm_class: 4, source_addr: '12025550143', short_message: text })

  it('is noted in the log, and nothing of the message that it repeats', async () => {
    const { peer, deliveries, deliver } = await connected()
    await using _ = peer
    await deliver('48151')
    await deliver('48152')
    peer.deliver(
      receipt('id:m1 sub:001 dlvrd:001 submit date:2601010000 done date:2601010001 stat:DELIVRD err:000 text:48151'),
    )
    peer.deliver(receipt('id:m2 sub:001 dlvrd:000 stat:UNDELIV err:069 Text:48152'))
    peer.deliver(receipt('id:unknown stat:DELIVRD err:000'))
    peer.deliver({ source_addr: '12025550143', short_message: 'id:m1 stat:DELIVRD, says a person' })
    await until(() => expect(deliveries.list()).toHaveLength(2))
    expect(deliveries.list()).toMatchObject([
      { provider: 'sms', medium: 'sms', phone_number: '12025550143', outcome: 'delivered', failure: undefined },
      { outcome: 'undelivered', failure: 'UNDELIV 069' },
    ])
    expect(JSON.stringify(deliveries.list())).not.toMatch(/4815[12]/)
  })

  it('counts when it comes for the last part', async () => {
    const { peer, deliveries, deliver } = await connected()
    await using _ = peer
    await deliver('x'.repeat(200))
    peer.deliver(receipt('id:m2 stat:DELIVRD err:000'))
    peer.deliver(receipt('id:m1 stat:ENROUTE err:000'))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(deliveries.list()).toEqual([])
    peer.deliver(receipt('id:m1 stat:DELIVRD err:000'))
    await until(() => expect(deliveries.list()).toMatchObject([{ outcome: 'delivered' }]))
  })
})
