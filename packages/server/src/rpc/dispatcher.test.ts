import { api } from '@chappe/schema/api'
import { encodeToBytes, TlReader } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import { createAppPolicy, defaultApp } from '../apps.ts'
import { nodeCompression } from '../compression.ts'
import { DomainError } from '../domain/domain-error.ts'
import { createLog, type LogEntry } from '../log.ts'
import type { MethodTable } from '../methods/index.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import type { CallContext, Services } from './call-context.ts'
import { ClientRegistry } from './client-registry.ts'
import { Dispatcher, type IncomingCall } from './dispatcher.ts'

const wrapped = (query: object) => ({
  _: 'invokeWithLayer',
  layer: 227,
  query: {
    _: 'initConnection',
    api_id: defaultApp.api_id,
    device_model: 'd',
    system_version: 's',
    app_version: 'a',
    system_lang_code: 'en',
    lang_pack: '',
    lang_code: 'en',
    query,
  },
})

function make(methods: MethodTable, authorization?: { user_id: bigint; password_pending: boolean }) {
  const log: LogEntry[] = []
  const clock = new FakeClock()
  const sessions = { find: async () => ({ authorization }), setClient: async () => {}, touch: async () => {} }
  const services = {
    store: { sessions },
    keys: { permanentOf: () => 5n },
    homes: { alone: true },
    deviceChecks: { concerns: () => false },
    clock,
    site: { dcId: 2, advertise: undefined, dcs: () => [], country: 'US' },
  } as unknown as Services
  const clients = new ClientRegistry(sessions as never, createAppPolicy('any'), clock)
  const inflate = nodeCompression.gunzip
  const dispatcher = new Dispatcher({ services, clients, methods, inflate, log: createLog('debug', e => log.push(e)) })
  const session = { session_id: 9n, key: { authKey: { auth_key_id: 5n }, dc: 4 } } as unknown as IncomingCall['session']
  const peer = { address: 'a', localAddress: 'b', localPort: 1 }
  const ask = async (query: object, wrap = true): Promise<unknown> => {
    const body = encodeToBytes(api, (wrap ? wrapped(query) : query) as { _: string })
    const outcome = await dispatcher.dispatch({ session, msg_id: 4n, body, peer })
    if ('error' in outcome) return `${outcome.error.error_code} ${outcome.error.error_message}`
    const method = (query as { _: string })._
    return api.decodeResult(new TlReader(outcome.result), method)
  }
  return { ask, log }
}

const cancel = { _: 'auth.cancelCode', phone_number: '1', phone_code_hash: '2' }

describe('Dispatcher', () => {
  it('hands a method its parameters and all that is known of the caller', async () => {
    const seen: { request: unknown; context: CallContext }[] = []
    const { ask } = make({ 'auth.cancelCode': (request, context) => seen.push({ request, context }) > 0 })
    expect(await ask(cancel)).toBe(true)
    expect(seen[0]?.request).toMatchObject({ phone_number: '1', phone_code_hash: '2' })
    expect(seen[0]?.context).toMatchObject({
      key_id: 5n,
      session_id: 9n,
      msg_id: 4n,
      caller: { kind: 'nobody' },
      client: { layer: 227, device_model: 'd' },
      dc: { id: 4, test: false },
    })
  })

  it('answers what the domain refuses by its error', async () => {
    const { ask, log } = make({
      'auth.cancelCode': () => {
        throw new DomainError('PHONE_CODE_EXPIRED', 'gone')
      },
    })
    expect(await ask(cancel)).toBe('400 PHONE_CODE_EXPIRED')
    expect(log.some(entry => entry.level === 'error')).toBe(false)
  })

  it('answers 500 to a fault of its own and tells the log, not the client, what it was', async () => {
    const { ask, log } = make({
      'auth.cancelCode': async () => {
        throw new TypeError('a secret of the house')
      },
    })
    expect(await ask(cancel)).toBe('500 RPC_CALL_FAIL')
    expect(log.find(entry => entry.level === 'error')).toMatchObject({
      event: 'rpc.fault',
      fields: { method: 'auth.cancelCode', error: 'TypeError: a secret of the house' },
    })
  })

  it('answers 500 when a method gives what its type does not allow, rather than bytes that mean something else', async () => {
    const { ask } = make({ 'auth.cancelCode': () => 'yes' as never })
    expect(await ask(cancel)).toBe('500 RPC_CALL_FAIL')
  })

  it('answers 400 to methods of the schema that have no handler', async () => {
    const { ask } = make({})
    expect(await ask({ _: 'help.getNearestDc' })).toBe('400 METHOD_INVALID')
    expect(await ask({ _: 'auth.logOut' })).toBe('400 METHOD_INVALID')
  })

  it('knows who still owes the password', async () => {
    const pending = make({}, { user_id: 1n, password_pending: true })
    expect(await pending.ask({ _: 'updates.getState' })).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await pending.ask({ _: 'account.getPassword' })).toBe('400 METHOD_INVALID')
    const user = make({}, { user_id: 1n, password_pending: false })
    expect(await user.ask({ _: 'updates.getState' })).toBe('400 METHOD_INVALID')
  })

  it('answers nobody who has not said the layer, whatever the method', async () => {
    const { ask } = make({ 'auth.cancelCode': () => true })
    expect(await ask(cancel, false)).toBe('400 CONNECTION_NOT_INITED')
    expect(await ask(cancel)).toBe(true)
    expect(await ask(cancel, false)).toBe(true)
  })
})
