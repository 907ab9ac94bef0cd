import { Client, memorySession } from '@chappe/client/node'
import type { ServeProcess } from './serve-process.ts'

/** Signs a number up over TCP, with the code from the data center's inbox, and ends with the login in place. */
export async function signUpWithOurClient(
  server: ServeProcess,
  phone_number: string,
  first_name: string,
): Promise<{ readonly id: bigint }> {
  await using tg = await openSignedUp(server, phone_number, first_name)
  const { state } = tg.login
  if (state.at !== 'done') throw new Error(`the sign-up ended in state ${state.at}: ${tg.login.describe()}`)
  return { id: BigInt(state.user_id) }
}

/** The same, and hands over the client, which is logged in. */
export async function openSignedUp(server: ServeProcess, phone_number: string, first_name: string): Promise<Client> {
  const tg = await openOurClient(server)
  await tg.login.start({ phone_number })
  const message = (await server.inbox(phone_number)).at(-1)
  await tg.login.enterCode(message!.code)
  await tg.login.signUp({ first_name })
  return tg
}

/** Opens a client of ours that nobody is logged in to. */
export function openOurClient({ report }: Pick<ServeProcess, 'report'>): Promise<Client> {
  const [dc] = report.dcs
  return Client.open({
    session: memorySession(),
    api_id: report.api_id,
    api_hash: report.api_hash,
    dc: { ...dc!, public_key: report.public_key },
  })
}
