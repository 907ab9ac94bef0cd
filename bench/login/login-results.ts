import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPeers as installInteropPeers, peersFolder } from '../../test/interop/install-peers.ts'
import { type BenchResult, median } from '../harness.ts'
import { type LoginCosts, measureLogins, type Step, type StepTimes } from './measure-logins.ts'
import { SideProcess } from './process.ts'

/** Logins at once. More of them, and mtcute's key exchanges run into its limit of 5 s. */
const loginsPerRound = 50
/** Rounds that do not count, so that code is compiled. */
const warmRounds = 4

/**
 * Measures what a login (auth.sendCode, auth.resendCode, auth.signIn) costs both sides in processor time: the data
 * center in memory and in a directory, and the client beside mtcute.
 */
export async function loginResults(_modules: string, { rounds }: { readonly rounds: number }): Promise<BenchResult[]> {
  await installInteropPeers()
  const folder = mkdtempSync(join(tmpdir(), 'chappe-logins-'))
  try {
    const memory = await measureBoth(rounds)
    const directory = await measureOurs(rounds, join(folder, 'data'))
    return [
      ...serverRates('in memory', memory.ours),
      ...serverRates('on disk', directory),
      ...serverParts(memory.ours),
      ...clientCosts(memory.ours, memory.mtcute),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const loginSteps = ['sendCode', 'resendCode', 'signIn'] as const satisfies readonly Step[]

async function measureBoth(rounds: number): Promise<{ ours: LoginCosts[]; mtcute: LoginCosts[] }> {
  await using server = await SideProcess.start('server.ts')
  const facts = JSON.stringify((await server.run('facts')).result)
  await using chappe = await SideProcess.start('chappe.ts', facts)
  await using mtcute = await SideProcess.start('mtcute.js', facts, join(peersFolder, 'node_modules'))
  const costs = { ours: [] as LoginCosts[], mtcute: [] as LoginCosts[] }
  for (let round = -warmRounds; round < rounds; round++) {
    const first = (round + warmRounds) * 2 * loginsPerRound
    const sides = [
      { into: costs.ours, run: () => measureLogins(server, chappe, first, loginsPerRound) },
      { into: costs.mtcute, run: () => measureLogins(server, mtcute, first + loginsPerRound, loginsPerRound) },
    ]
    if (round % 2 !== 0) sides.reverse()
    for (const { into, run } of sides) {
      const cost = await run()
      if (round >= 0) into.push(cost)
    }
  }
  return costs
}

async function measureOurs(rounds: number, dataDir: string): Promise<LoginCosts[]> {
  await using server = await SideProcess.start('server.ts', dataDir)
  const facts = JSON.stringify((await server.run('facts')).result)
  await using chappe = await SideProcess.start('chappe.ts', facts)
  const costs: LoginCosts[] = []
  for (let round = -warmRounds; round < rounds; round++) {
    const cost = await measureLogins(server, chappe, (round + warmRounds) * loginsPerRound, loginsPerRound)
    if (round >= 0) costs.push(cost)
  }
  return costs
}

function serverRates(where: string, costs: readonly LoginCosts[]): BenchResult[] {
  const rate = (steps: readonly Step[]) => median(costs.map(({ server }) => 1_000_000 / sum(server, steps)))
  return [
    alone(`data center ${where}: logins over existing keys`, 'per second and core', 'higher', rate(loginSteps)),
    alone(
      `data center ${where}: logins from key exchange on`,
      'per second and core',
      'higher',
      rate(['open', ...loginSteps]),
    ),
  ]
}

/** What the rates above are made of. */
function serverParts(costs: readonly LoginCosts[]): BenchResult[] {
  const time = (read: (times: StepTimes) => number) => median(costs.map(({ server }) => read(server) / 1000))
  const part = (name: string, read: (times: StepTimes) => number) =>
    alone(`data center in memory: ${name}`, 'ms', 'lower', time(read))
  return [
    part('connection, key exchange and first call', ({ open }) => open),
    part('three calls that ask for nothing (the wire of a login)', ({ cheap }) => 3 * cheap),
    part('auth.sendCode', ({ sendCode }) => sendCode),
    part('auth.resendCode', ({ resendCode }) => resendCode),
    part('auth.signIn', ({ signIn }) => signIn),
  ]
}

function clientCosts(ours: readonly LoginCosts[], mtcute: readonly LoginCosts[]): BenchResult[] {
  return [
    { name: 'client: login over an existing key', steps: loginSteps },
    { name: 'client: login from key exchange on', steps: ['open', ...loginSteps] as const },
  ].map(({ name, steps }) => {
    const times = (costs: readonly LoginCosts[]) => costs.map(({ client }) => sum(client, steps) / 1000)
    const own = times(ours)
    const theirs = times(mtcute)
    return {
      ...alone(name, 'ms', 'lower', median(own)),
      peers: { '@mtcute/node': round(median(theirs)) },
      ratio: Number(median(own.map((time, at) => (theirs[at] ?? 0) / time)).toFixed(2)),
    }
  })
}

/** A figure that no peer has. */
function alone(name: string, unit: string, better: BenchResult['better'], ours: number): BenchResult {
  return { name, unit, better, ours: round(ours), peers: {}, ratio: undefined, goal: undefined, met: undefined }
}

function sum(times: StepTimes, steps: readonly Step[]): number {
  return steps.reduce((total, step) => total + times[step], 0)
}

/** Three digits are more than the noise of a shared machine leaves. */
function round(value: number): number {
  return Number(value.toPrecision(3))
}
