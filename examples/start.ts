/**
 * A login in one call, to a data center in this process. At a terminal you are asked: log in with a number such as
 * +999661 2345, whose code is always 11111. Elsewhere environment variables answer:
 *
 *     CHAPPE_PHONE_NUMBER=+9996612345 CHAPPE_PHONE_CODE=11111 CHAPPE_FIRST_NAME=Ada node examples/start.ts < /dev/null
 */
import { answersFromEnvironment, Client, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'
import { startOnTerminal } from '@chappe/terminal'

await using dc = await DataCenter.start()
await using tg = await Client.open({
  session: memorySession(),
  api_id: dc.api_id,
  api_hash: dc.api_hash,
  dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
})

const answers = answersFromEnvironment(process.env)
const isTerminal = process.stdin.isTTY && process.stdout.isTTY
const me = isTerminal ? await startOnTerminal(tg, { answers }) : await tg.start(answers)

console.log(`${me.first_name} is user ${me.id}`)
