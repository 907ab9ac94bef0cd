// What a test and a peer say to each other: one JSON object a line. The test asks `{ id, command, parameters }`; the peer
// answers `{ id, result }` or `{ id, error: { code, message } }`, and tells of itself `{ event, … }` in between.

import { createInterface } from 'node:readline'

// Standard output is the conversation; what a client says about itself goes to standard error.
for (const name of ['log', 'info', 'debug', 'warn']) console[name] = console.error

/** Serves commands from standard input until it ends or `quit` is asked for. */
export async function serveCommands(commands) {
  let running = Promise.resolve()
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, command, parameters } = JSON.parse(line)
    running = answer(id, commands[command], parameters)
  }
  await running
  process.exit(0)
}

/** Tells the test what it did not ask for. */
export function tell(event, facts) {
  print({ event, ...facts })
}

async function answer(id, command, parameters) {
  try {
    print({ id, result: (await command(parameters)) ?? null })
  } catch (error) {
    print({ id, error: { code: error.code, message: error.text ?? error.message } })
    if (typeof error.code !== 'number') console.error(error)
  }
}

function print(message) {
  process.stdout.write(`${JSON.stringify(message, plain)}\n`)
}

function plain(_name, value) {
  if (typeof value === 'bigint') return String(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
