import { resolveLayer } from '@chappe/schema/layers'
import type { Clock } from '../clock.ts'
import type { SessionRepository } from '../domain/repositories.ts'
import type { ClientFacts } from '../domain/session.ts'
import { type AppPolicy, checkInitConnection, type InitConnection } from './init-connection.ts'
import { rpcError } from './rpc-errors.ts'
import type { Wrappers } from './wrappers.ts'

/**
 * Remembers, per permanent key, the layer and the program that `invokeWithLayer` and `initConnection` told of. They may
 * come with every call or once for ever; the latest word holds, also after a restart.
 *
 * @see {@link https://core.telegram.org/api/invoking}
 */
export class ClientRegistry {
  readonly #sessions: SessionRepository
  readonly #apps: AppPolicy
  readonly #clock: Clock
  readonly #known: Map<bigint, Promise<Entry>> = new Map()

  constructor(sessions: SessionRepository, apps: AppPolicy, clock: Clock) {
    this.#sessions = sessions
    this.#apps = apps
    this.#clock = clock
  }

  /**
   * Takes in what the wrappers of a call say and gives what is known of the program now; undefined when nothing is.
   * Anything new is durable when this resolves. Calls of one key see each other's wrappers in the order of arrival.
   *
   * @throws {RpcError} 400 `CONNECTION_LAYER_INVALID` for a layer below all that are known, or an `initConnection`
   *   without any layer; and whatever `checkInitConnection` finds
   */
  async learn(key_id: bigint, wrappers: Wrappers): Promise<ClientFacts | undefined> {
    const entry = await this.#entry(key_id)
    const client = merge(entry.client, wrappers, this.#apps)
    if (client !== undefined && !same(client, entry.client)) {
      entry.client = client
      entry.stored = this.#store(key_id, client, entry.stored)
    }
    await entry.stored
    return client
  }

  /** Notes that a key was used, once a minute at most. A key that nothing is known of leaves no trace. */
  async touch(key_id: bigint | undefined, address: string): Promise<void> {
    const entry = key_id === undefined ? undefined : await this.#known.get(key_id)
    const now = this.#clock.now()
    if (key_id === undefined || entry?.client === undefined || now - entry.touchedAtMs < TOUCH_EVERY_MS) return
    entry.touchedAtMs = now
    await this.#sessions.touch(key_id, now, address)
  }

  /** Forgets a key that was deleted. */
  forget(key_id: bigint): void {
    this.#known.delete(key_id)
  }

  #entry(key_id: bigint): Promise<Entry> {
    const known = this.#known.get(key_id)
    if (known !== undefined) {
      // Move it to the end: the first entry is the one that was used the longest time ago.
      this.#known.delete(key_id)
      this.#known.set(key_id, known)
      return known
    }
    const entry = this.#load(key_id)
    this.#known.set(key_id, entry)
    entry.catch(() => this.#known.delete(key_id))
    if (this.#known.size > KEYS_MAX) {
      const [oldest] = this.#known.keys()
      if (oldest !== undefined) this.#known.delete(oldest)
    }
    return entry
  }

  /** Stores after what was stored before, so that the latest word is the one that stays. */
  async #store(key_id: bigint, client: ClientFacts, before: Promise<void>): Promise<void> {
    try {
      await before
      await this.#sessions.setClient(key_id, client, this.#clock.now())
    } catch (error) {
      // What is remembered here is not what is stored: the next call reads it again.
      this.#known.delete(key_id)
      throw error
    }
  }

  async #load(key_id: bigint): Promise<Entry> {
    const session = await this.#sessions.find(key_id)
    return { client: session?.client, stored: Promise.resolve(), touchedAtMs: Number.NEGATIVE_INFINITY }
  }
}

/** Keys remembered at once, about 500 bytes each; others are read from the store again. */
const KEYS_MAX = 20_000

/** A write per call would be too much for a time that is shown in minutes. */
const TOUCH_EVERY_MS = 60_000

interface Entry {
  client: ClientFacts | undefined
  /** The last write of these facts. */
  stored: Promise<void>
  touchedAtMs: number
}

function merge(known: ClientFacts | undefined, wrappers: Wrappers, apps: AppPolicy): ClientFacts | undefined {
  const layer = wrappers.layer === undefined ? known?.layer : checkLayer(wrappers.layer)
  const init: InitConnection | undefined =
    wrappers.init === undefined ? known : checkInitConnection(wrappers.init, apps)
  if (init === undefined) return undefined
  if (wrappers.layer === undefined && wrappers.init === undefined) return known
  if (layer === undefined) throw rpcError('CONNECTION_LAYER_INVALID')
  const { api_id, device_model, system_version, app_version, system_lang_code, lang_pack, lang_code } = init
  return { layer, api_id, device_model, system_version, app_version, system_lang_code, lang_pack, lang_code }
}

/**
 * Accepts a layer that can be answered: one above the newest is served the newest.
 *
 * @throws {RpcError} 400 `CONNECTION_LAYER_INVALID` for one below the oldest
 */
export function checkLayer(layer: number): number {
  try {
    resolveLayer(layer)
    return layer
  } catch {
    throw rpcError('CONNECTION_LAYER_INVALID')
  }
}

function same(a: ClientFacts, b: ClientFacts | undefined): boolean {
  return (
    b !== undefined &&
    a.layer === b.layer &&
    a.api_id === b.api_id &&
    a.device_model === b.device_model &&
    a.system_version === b.system_version &&
    a.app_version === b.app_version &&
    a.system_lang_code === b.system_lang_code &&
    a.lang_pack === b.lang_pack &&
    a.lang_code === b.lang_code
  )
}
