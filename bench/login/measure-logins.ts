import type { SideProcess } from './process.ts'

/** Steps of a login, as they are measured. */
export type Step = 'open' | 'cheap' | 'sendCode' | 'resendCode' | 'signIn'

/** Microseconds of processor time per login, by step. */
export type StepTimes = Readonly<Record<Step, number>>

/** What one round of logins cost each side. */
export interface LoginCosts {
  readonly client: StepTimes
  readonly server: StepTimes
}

/**
 * Logs so many people in at once, step by step, and tells what each step cost both processes. `open` agrees on a key and
 * makes the first call; `cheap` is a call that costs the server nothing but to be answered.
 *
 * @param first - a number that no account has yet; the ones after it are taken, too
 */
export async function measureLogins(
  server: SideProcess,
  client: SideProcess,
  first: number,
  count: number,
): Promise<LoginCosts> {
  const numbers = Array.from({ length: count }, (_, index) => `999${String(first + index).padStart(9, '0')}`)
  await server.run('createAccounts', numbers)
  const clientTimes = new Map<Step, number>()
  const serverTimes = new Map<Step, number>()
  const step = async (name: Step, ...words: readonly unknown[]): Promise<unknown> => {
    const before = (await server.run('total')).result as number
    const { result, cpu } = await client.run(name, ...words)
    const after = (await server.run('total')).result as number
    clientTimes.set(name, cpu / count)
    serverTimes.set(name, (after - before) / count)
    return result
  }
  await step('open', count)
  await step('cheap')
  const hashes = await step('sendCode', numbers)
  await step('resendCode', numbers, hashes)
  const codes = (await server.run('codes', numbers)).result
  const entered = await step('signIn', numbers, hashes, codes)
  await client.run('close')
  if (entered !== count) throw new Error(`${entered} of ${count} logins ended right`)
  return {
    client: Object.fromEntries(clientTimes) as StepTimes,
    server: Object.fromEntries(serverTimes) as StepTimes,
  }
}
