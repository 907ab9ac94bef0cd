import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makePlace, type Place, run, runChappe } from './support/chappe.ts'
import { matches, parseScript, type ScriptStep } from './support/script.ts'

const folder = join(import.meta.dirname, 'scripts')

/** Every script has a data center of its own, on free ports, in the folder `.chappe` of its working directory. */
describe('chappe, as the scripts say', () => {
  for (const name of readdirSync(folder).filter(file => file.endsWith('.txt'))) {
    it(name, { timeout: 120_000 }, async () => {
      using place = makePlace()
      await using server = await serve(place)
      for (const step of parseScript(readFileSync(join(folder, name), 'utf8'))) await runStep(step, name, place, server)
    })
  }
})

describe('a script', () => {
  it('expects text exactly but where it says "…"', () => {
    expect(matches('a.b\n', ['a.b'])).toBe(true)
    expect(matches('axb\n', ['a.b'])).toBe(false)
    expect(matches('a 12 b\nc\n', ['a … b', '…', 'c'])).toBe(true)
    expect(matches('a\nx\ny\nb\n\n', ['a', '…', 'b'])).toBe(true)
    expect(matches('a\nb\n', ['a'])).toBe(false)
    expect(matches('', [])).toBe(true)
  })
})

interface Server extends AsyncDisposable {
  /** Waits for a code to the number that was not given out before. */
  nextCode(phone_number: string): Promise<string>
}

async function serve(place: Place): Promise<Server> {
  const words = ['serve', '--port', '0', '--http-port', '0', '--json', '--log', 'silent', '--resend-after', '1']
  const server = runChappe(place, [...words, '--account', '+12025550100:Ada:Lovelace'])
  await server.printed(/\}\n/)
  const { http } = JSON.parse(server.stdout()) as { http: string }
  let lastId = 0
  return {
    async nextCode(phone_number) {
      for (const deadline = Date.now() + 45_000; Date.now() < deadline; ) {
        const response = await fetch(`${http}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`)
        const messages = (await response.json()) as { id: number; code: string }[]
        const message = messages.find(({ id }) => id > lastId)
        if (message !== undefined) {
          lastId = message.id
          return message.code
        }
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      throw new Error(`no code came to ${phone_number}`)
    },
    async [Symbol.asyncDispose]() {
      server.child.kill('SIGTERM')
      await server.ended()
    },
  }
}

async function runStep(step: ScriptStep, name: string, place: Place, server: Server): Promise<void> {
  const command = run(place, step.command)
  for (const answer of step.answers) {
    const number = /^\$code (\S+)$/.exec(answer)?.[1]
    command.type(number === undefined ? answer : await server.nextCode(number))
  }
  const exit = await command.ended()
  const printed = { stdout: command.stdout(), stderr: command.stderr(), exit }
  const isRight = exit === step.exit && matches(printed.stdout, step.stdout) && matches(printed.stderr, step.stderr)
  if (isRight) return
  // Shown as a difference between what stands in the script and what was printed.
  expect(asText(printed), `${name}, line ${step.line}: ${step.command}`).toBe(
    asText({ stdout: step.stdout.join('\n'), stderr: step.stderr.join('\n'), exit: step.exit }),
  )
}

function asText({ stdout, stderr, exit }: { stdout: string; stderr: string; exit: number | string }): string {
  const errors = stderr
    .trimEnd()
    .split('\n')
    .map(line => (line === '' ? '' : `! ${line}\n`))
    .join('')
  return `${stdout.trimEnd()}\n${errors}exit ${exit}`
}
