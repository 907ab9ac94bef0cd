import { describe, expect, it } from 'vitest'
import { deliveryMessage } from '../../test/support/delivery-message.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { Inbox } from './inbox.ts'
import type { DeliveryMessage } from './provider.ts'

function code(text: string, phone_number = '9995551234'): DeliveryMessage {
  return deliveryMessage({ code: text, phone_number })
}

describe('the inbox', () => {
  it('lists what came, oldest first, of all numbers or of one however it is written', async () => {
    const clock = new FakeClock(1_700_000_000_999)
    const inbox = new Inbox(clock)
    await inbox.deliver(code('11111'))
    await inbox.deliver(code('22222', '9995551235'))
    expect(inbox.list().map(message => message.code)).toEqual(['11111', '22222'])
    expect(inbox.list({ phone_number: '+999 555 1235' })).toEqual([
      { id: 2, phone_number: '9995551235', medium: 'sms', code: '22222', text: 'Code 22222', date: 1_700_000_000 },
    ])
    expect(inbox.list({ phone_number: '1' })).toEqual([])
  })

  it('shows the number that rang beside the code that is in it', async () => {
    const inbox = new Inbox(new FakeClock())
    await inbox.deliver(deliveryMessage({ medium: 'missedCall', code: '12345', caller: '9990012345' }))
    await inbox.deliver(code('22222'))
    const [call, text] = inbox.list()
    expect(call).toMatchObject({ medium: 'missedCall', code: '12345', caller: '9990012345' })
    expect(text).not.toHaveProperty('caller')
  })

  it('is emptied of all numbers or of one', async () => {
    const inbox = new Inbox(new FakeClock())
    await inbox.deliver(code('11111'))
    await inbox.deliver(code('22222', '9995551235'))
    inbox.clear({ phone_number: '+9995551234' })
    expect(inbox.list().map(message => message.code)).toEqual(['22222'])
    inbox.clear()
    expect(inbox.list()).toEqual([])
    await inbox.deliver(code('33333'))
    expect(inbox.list().map(message => message.id)).toEqual([3])
  })

  it('gives out each message once, whether it came before or after the question', async () => {
    const inbox = new Inbox(new FakeClock())
    await inbox.deliver(code('11111'))
    expect((await inbox.next('+999 555 12 34')).code).toBe('11111')
    const [second, third] = [inbox.next('9995551234'), inbox.next('9995551234')]
    await inbox.deliver(code('99999', '9995551235'))
    await inbox.deliver(code('22222'))
    await inbox.deliver(code('33333'))
    await inbox.deliver(code('44444'))
    expect((await second).code).toBe('22222')
    expect((await third).code).toBe('33333')
    expect((await inbox.next('9995551234')).code).toBe('44444')
  })

  it('still lists what was given out', async () => {
    const inbox = new Inbox(new FakeClock())
    await inbox.deliver(code('11111'))
    await inbox.next('9995551234')
    expect(inbox.list()).toHaveLength(1)
  })

  it('lets a waiter go when its signal aborts, and keeps the message for the next', async () => {
    const inbox = new Inbox(new FakeClock())
    const controller = new AbortController()
    const waiting = inbox.next('9995551234', { signal: controller.signal })
    const patient = inbox.next('9995551234', { signal: new AbortController().signal })
    const reason = new RangeError('enough')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    await inbox.deliver(code('11111'))
    expect((await patient).code).toBe('11111')
    await expect(inbox.next('9995551234', { signal: controller.signal })).rejects.toBe(reason)
  })

  it('tells followers until they leave', async () => {
    const inbox = new Inbox(new FakeClock())
    const seen: string[] = []
    const leave = inbox.subscribe(message => seen.push(message.code))
    await inbox.deliver(code('11111'))
    leave()
    await inbox.deliver(code('22222'))
    expect(seen).toEqual(['11111'])
  })

  it('holds the latest hundred of a number and ten thousand in all', async () => {
    const inbox = new Inbox(new FakeClock())
    for (let index = 0; index < 150; index++) await inbox.deliver(code(String(10_000 + index)))
    expect(
      inbox
        .list({ phone_number: '9995551234' })
        .map(message => message.code)
        .at(0),
    ).toBe('10050')
    expect(inbox.list()).toHaveLength(100)
    for (let index = 0; index < 10_000; index++) await inbox.deliver(code('77777', String(99_970_000_000 + index)))
    expect(inbox.list()).toHaveLength(10_000)
    expect(inbox.list({ phone_number: '9995551234' })).toEqual([])
  })
})
