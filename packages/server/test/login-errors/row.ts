import type { auth } from '@chappe/schema/api'
import { type DataCenterOptions, defaultApp } from '../../src/index.ts'
import type { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'

/** One line of an error table: a method, an error it answers, and when. */
export interface Row {
  readonly method: string
  /** Code and name; `X` stands for a number: `420 FLOOD_WAIT_X`. */
  readonly error: string
  readonly when: string
  /** The data center in which it can happen, where that is not any. */
  readonly options?: DataCenterOptions
  /** Brings the situation about, and resolves with the call that is to be refused. */
  readonly arrange: (world: SessionWorld) => Promise<() => Promise<unknown>>
}

/** Makes a line. */
export function row(
  method: string,
  error: string,
  when: string,
  arrange: Row['arrange'],
  options?: DataCenterOptions,
): Row {
  return { method, error, when, arrange, ...(options !== undefined && { options }) }
}

/** The account of the world, and a number that nobody has. */
export const known = '+999 123 45 67'
export const unknown = '+999 765 43 21'

/** What `auth.sendCode` takes besides the number. */
export const plain: typeof defaultApp & { readonly settings: { readonly _: 'codeSettings' } } = {
  ...defaultApp,
  settings: { _: 'codeSettings' },
}

/** A code that a client was sent, and the call that enters it. */
export interface Sent {
  readonly client: RawClient
  readonly phone_number: string
  readonly phone_code_hash: string
  readonly code: string
}

/** Has a code sent to a number, by a client of its own. */
export async function sent(world: SessionWorld, phone_number: string = known, client?: RawClient): Promise<Sent> {
  const by = client ?? (await world.connect())
  const { phone_code_hash } = await by.call<auth.sentCode>('auth.sendCode', { phone_number, ...plain })
  const code = world.dc.inbox.list({ phone_number }).at(-1)?.code ?? ''
  return { client: by, phone_number, phone_code_hash, code }
}

/** Enters a code. */
export function signIn(
  { client, phone_number, phone_code_hash, code }: Sent,
  phone_code: string = code,
): Promise<unknown> {
  return client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
}

/** Digits that are not the code. */
export function wrong(code: string): string {
  return code === '11111' ? '22222' : '11111'
}

/** A code of a new number that was entered: a name is awaited. */
export async function proven(world: SessionWorld): Promise<Sent> {
  const code = await sent(world, unknown)
  await signIn(code)
  return code
}
