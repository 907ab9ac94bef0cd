import { Command, InvalidArgumentError, Option } from 'commander'
import { wholeNumber } from './numbers.ts'
import type { Terminal } from './terminal.ts'

// Commands are imported when they run: help and wrong usage answer at once.

const dataOption = () =>
  new Option('-d, --data <folder>', 'folder of the data center').default('.chappe').env('CHAPPE_DATA')
const portMax = 65_535

/** Describes the command line. */
export function createProgram(terminal: Terminal, version: string): Command {
  const program = new Command('chappe')
    .description(
      "Telegram's RPC API from both ends of the wire: run a data center, log in, call any method, read its page.",
    )
    .version(version, '-V, --version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeErr: text => terminal.note(text.trimEnd()) })

  program
    .command('serve')
    .description('run a data center until Ctrl-C')
    .option('-p, --port <port>', 'TCP port for MTProto, 0 for a free one', wholeNumber('--port', 0, portMax), 8443)
    .option('--http-port <port>', 'port of the console, 0 for a free one', wholeNumber('--http-port', 0, portMax), 8480)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--http-host <address>',
      'address of the console; anywhere but on loopback it asks for a token',
      '127.0.0.1',
    )
    .addOption(new Option('--http-token <token>', 'token of the console').env('CHAPPE_HTTP_TOKEN'))
    .addOption(dataOption())
    .option('--memory', 'keep everything in memory instead of the folder')
    .option('--account <number[:first[:last]]>', 'create an account unless it is there; may be repeated', collect, [])
    .option('--policy <file>', 'login rules as JSON: media, timeouts, limits')
    .option(
      '--resend-after <seconds>',
      'how long a client waits before auth.resendCode',
      wholeNumber('--resend-after', 0, 86_400),
    )
    .addOption(
      new Option('--log <level>', 'least important lines to print')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .option('--json', 'print one JSON object for scripts as the first line on stdout')
    .action(async options => (await import('./commands/serve.ts')).serve(options, terminal))

  clientOptions(program.command('login').description('log in by phone code; a login under way goes on'))
    .option('--phone <number>', 'phone number, otherwise asked for')
    .option('--first-name <name>', 'first name for a new account, otherwise asked for')
    .option('--last-name <name>', 'last name for a new account')
    .option('--restart', 'give up a login that is under way')
    .option('--json', 'print the outcome as JSON')
    .action(async options => (await import('./commands/login.ts')).login(options, terminal))

  clientOptions(program.command('call').description('call a method and print its answer'))
    .argument('<method>', 'as in the schema: auth.resendCode')
    .argument('[parameters...]', '--name value pairs, or one JSON object')
    .option('--timeout <seconds>', 'how long to wait for the answer', wholeNumber('--timeout', 1, 86_400), 30)
    .option('--json', 'print the answer as JSON: longs as strings, bytes as base64')
    .allowUnknownOption()
    .action(async (method, words, options) =>
      (await import('./commands/call.ts')).call(method, words, options, terminal),
    )

  program
    .command('help')
    .description('show the page of a method, constructor or type, or the help of a command')
    .argument('[name]', 'auth.resendCode, auth.sentCode, auth.SentCode, serve, …')
    .action(async (name: string | undefined) => {
      if (name === undefined) return program.outputHelp()
      const command = program.commands.find(candidate => candidate.name() === name)
      if (command !== undefined) return command.outputHelp()
      ;(await import('./commands/help.ts')).showHelp(name, terminal)
    })

  program
    .command('tour')
    .description('start a data center and watch a login against it, step by step')
    .addOption(dataOption())
    .option('--once', 'end after the login instead of staying up')
    .action(async options => (await import('./commands/tour.ts')).tour(options, terminal))
  return program
}

const examples = `
Examples:
  chappe tour                              a data center and a login, on the screen
  chappe serve --port 0 --json             a data center for a test run
  chappe login --phone +12025550143        log in to the one in ./.chappe
  chappe call auth.resendCode              call a method with the pending login
  chappe help auth.resendCode              parameters, result, errors, access`

function clientOptions(command: Command): Command {
  return command
    .addOption(dataOption())
    .option('--session <file>', 'session file, by default one in the folder')
    .option('--dc <environment>', '"production" or "test": talk to Telegram instead of a data center of your own')
    .addOption(
      new Option('--api-id <number>', 'api_id').env('CHAPPE_API_ID').argParser(wholeNumber('--api-id', 1, 0x7fffffff)),
    )
    .addOption(new Option('--api-hash <hash>', 'api_hash').env('CHAPPE_API_HASH'))
}

function collect(value: string, before: readonly string[]): readonly string[] {
  if (value === '') throw new InvalidArgumentError('an account begins with its phone number')
  return [...before, value]
}
