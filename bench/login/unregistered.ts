/**
 * `node bench/login/unregistered.ts [rounds]`: what auth.sendCode and auth.signIn with a wrong code take of the data
 * center's processor for a number that has an account, and for one that has none. Whoever could tell the two apart by time
 * would know who is registered.
 */
import { median } from '../harness.ts'
import { SideProcess } from './process.ts'

/** Calls at once. */
const batch = 50
/** Rounds that do not count, so that code is compiled. */
const warmRounds = 6
const calls = ['auth.sendCode', 'auth.signIn'] as const
type Times = Record<(typeof calls)[number], number[]>

const rounds = Number(process.argv[2] ?? 41)
await using server = await SideProcess.start('server.ts')
await using client = await SideProcess.start('chappe.ts', JSON.stringify((await server.run('facts')).result))
await client.run('open', batch)

const registered: Times = { 'auth.sendCode': [], 'auth.signIn': [] }
const unregistered: Times = { 'auth.sendCode': [], 'auth.signIn': [] }
for (let round = -warmRounds; round < rounds; round++) {
  const first = (round + warmRounds) * 2 * batch
  const mine = numbersFrom(first)
  const nobodys = numbersFrom(first + batch)
  await server.run('createAccounts', mine)
  // In an order that turns, so that neither is always the second.
  const sides = [
    { numbers: mine, times: registered },
    { numbers: nobodys, times: unregistered },
  ]
  for (const { numbers, times } of round % 2 === 0 ? sides : sides.toReversed()) {
    const sent = await timed('sendCode', numbers)
    const guessed = await timed('guess', numbers, sent.result)
    if (guessed.result !== batch) throw new Error(`${guessed.result} of ${batch} wrong codes were refused`)
    await server.run('codes', numbers)
    if (round < 0) continue
    times['auth.sendCode'].push(sent.microseconds)
    times['auth.signIn'].push(guessed.microseconds)
  }
}

const lines = calls.map(call => {
  const ratios = registered[call].map((time, at) => time / (unregistered[call][at] ?? 0))
  const figures = [median(registered[call]), median(unregistered[call])].map(time => (time / 1000).toFixed(3))
  const quartiles = [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)].map(ratio => ratio.toFixed(3))
  return `| ${call}${call === 'auth.signIn' ? ', wrong code' : ''} | ${figures.join(' | ')} | ${quartiles[1]} | ${quartiles[0]} to ${quartiles[2]} |`
})
process.stdout.write(
  `| call | with an account, ms | without, ms | ratio, median of rounds | its middle half |\n|---|---|---|---|---|\n${lines.join('\n')}\n`,
)

function numbersFrom(first: number): readonly string[] {
  return Array.from({ length: batch }, (_, index) => `999${String(first + index).padStart(9, '0')}`)
}

/** Makes one call for each number, and tells what each took of the data center's processor. */
async function timed(command: string, ...words: readonly unknown[]) {
  const before = (await server.run('total')).result as number
  const { result } = await client.run(command, ...words)
  const after = (await server.run('total')).result as number
  return { result, microseconds: (after - before) / batch }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}
