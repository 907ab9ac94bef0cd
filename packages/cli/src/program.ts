import { Command, InvalidArgumentError, Option } from 'commander'
import { commandPage } from './command-page.ts'
import type { CallOptions } from './commands/call.ts'
import { defaultDataDir } from './default-data-dir.ts'
import { wholeNumber } from './numbers.ts'
import { dcsMax } from './serve-dcs.ts'
import type { Terminal } from './terminal.ts'

// Commands are imported when they run: help and wrong usage answer at once.

const dataOption = () =>
  new Option('-d, --data <folder>', 'folder of the data center').default(defaultDataDir).env('CHAPPE_DATA')
const portMax = 65_535
/** No data center has a higher number. */
const dcIdMax = 999

/**
 * Describes the command line.
 *
 * @param stop - aborts when the command is asked to end
 */
export function createProgram(terminal: Terminal, version: string, stop: AbortSignal): Command {
  const program = new Command('chappe')
    .description(
      "Telegram's RPC API from both ends of the wire: run a data center, log in, call any method, read its page.",
    )
    .version(version, '-V, --version')
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText('after', examples)
    .exitOverride()
    // Said once, with everything else that can go wrong, by whoever runs the program.
    .configureOutput({ writeErr: () => undefined })

  program
    .command('serve')
    .description('run a data center until Ctrl-C')
    .option('-p, --port <port>', 'TCP port for MTProto, 0 for a free one', wholeNumber('--port', 0, portMax), 8443)
    .option(
      '--dcs <count>',
      'several data centers of one Telegram, numbered from 1, on ports from --port on',
      wholeNumber('--dcs', 1, dcsMax),
    )
    .option(
      '--http-port <port>',
      'port of the console: a page, the inbox, the reference; 0 for a free one',
      wholeNumber('--http-port', 0, portMax),
      8480,
    )
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(
      '--http-host <address>',
      'address of the console; anywhere but on loopback it asks for a token',
      '127.0.0.1',
    )
    .addOption(
      new Option(
        '--http-token <token>',
        'token of the console; the variable is safer: command lines are seen by others',
      ).env('CHAPPE_HTTP_TOKEN'),
    )
    .addOption(dataOption())
    .option('--memory', 'keep everything in memory; the folder only says where to connect')
    .addOption(
      new Option(
        '--account <number[:first[:last[:e-mail]]][@dc]>',
        'create an account unless it is there, with that login e-mail, at home at that data center; may be repeated',
      )
        .default([], 'none')
        .argParser(collect),
    )
    .option('--policy <file>', 'login rules as JSON: media, timeouts, limits')
    .option('--delivery <file>', 'who brings codes to people, as JSON: mail server, message centre, gateways')
    .option(
      '--integrity <file>',
      'how programs prove what they are, as JSON: Play Integrity, SafetyNet, APNs, reCAPTCHA',
    )
    .option('--receipts <file>', 'whose receipts pay for a login, as JSON: Play Market, App Store')
    .option(
      '--resend-after <seconds>',
      'how long a client waits before auth.resendCode',
      wholeNumber('--resend-after', 0, 86_400),
    )
    .option('--unlimited', 'let clients ask for codes as often as they like: for tests')
    .option('--passkey-domain <domain>', 'domain that passkeys belong to; localhost when only this machine connects')
    .addOption(
      new Option('--passkey-origin <origin>', 'page or program that may use them; may be repeated')
        .default([], 'the domain')
        .argParser(collect),
    )
    .option(
      '--passkey-after <seconds>',
      'how old a session has to be before it may add a passkey, otherwise a day',
      wholeNumber('--passkey-after', 0, 31_536_000),
    )
    .addOption(
      new Option('--log <level>', 'least important lines to print')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .option('--json', 'for scripts: print one JSON object on stdout once it listens, and nothing else there')
    .action(async options => (await import('./commands/serve.ts')).serve(options, terminal, stop))

  clientOptions(
    program.command('login').description('log in by phone code, QR code or bot token; a login under way goes on'),
  )
    .option('--phone <number>', 'phone number, otherwise asked for')
    .addOption(
      new Option('--qr', 'show a QR code for a device that is logged in, instead of asking for a number').conflicts(
        'phone',
      ),
    )
    .addOption(
      new Option(
        '--bot-token <token>',
        'log in as the bot of this token; the variable is safer: command lines are seen by others',
      )
        .env('CHAPPE_BOT_TOKEN')
        .conflicts(['phone', 'qr']),
    )
    .option('--first-name <name>', 'first name for a new account, otherwise asked for')
    .option('--last-name <name>', 'last name for a new account')
    .option('--accept-terms', 'agree to the terms of service, where a new account has to')
    .option('--settings <names>', 'what you can handle, as in codeSettings: allow_flashcall,allow_missed_call')
    .option('--restart', 'give up a login that is under way')
    .option('--json', 'print the outcome as JSON')
    .action(async options => (await import('./commands/login.ts')).login(options, terminal, stop))

  clientOptions(program.command('call').description('call a method and print its answer'))
    .argument('<method>', 'as in the schema: auth.resendCode')
    .argument('[parameters...]', '--name value pairs, or one JSON object, or - to read that from stdin')
    .option('--timeout <seconds>', 'how long to wait for the answer', wholeNumber('--timeout', 1, 86_400), 30)
    .option('--show-secrets', 'print tokens, secrets and passwords in the answer, which are hidden otherwise')
    .option('--json', 'print the answer as JSON: longs as strings, bytes as base64, secrets as they are')
    .allowUnknownOption()
    .action(async (method: string, words: string[], options: CallOptions, command: Command) => {
      const typed = Object.keys(options).filter(name => command.getOptionValueSource(name) === 'cli')
      await (await import('./commands/call.ts')).call(method, words, { ...options, typed }, terminal, stop)
    })

  program
    .command('help')
    .description('show a page of the reference, or the help of a command')
    .argument('[name]', 'method, constructor, type, namespace, error, id (0xcae47523) or command')
    .option('--json', 'print the page as JSON')
    .action(async (name: string | undefined, options) => {
      const command = name === undefined ? program : program.commands.find(candidate => candidate.name() === name)
      if (command !== undefined && options.json) return terminal.out(JSON.stringify(commandPage(command)))
      if (command !== undefined || name === undefined) return command?.outputHelp()
      ;(await import('./commands/help.ts')).showHelp(name, options, terminal)
    })

  const bots = program.command('bots').description('make bots at a data center that runs here')
  bots.action(() => bots.outputHelp())
  bots
    .command('create')
    .description('create a bot and print its token')
    .addOption(dataOption())
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--username <username>', 'its username, which ends in "bot"')
    .option(
      '--dc <number>',
      'the data center where it is at home, otherwise the first',
      wholeNumber('--dc', 1, dcIdMax),
    )
    .option('--json', 'print the bot as JSON')
    .action(async options => (await import('./commands/bots.ts')).createBot(options, terminal, stop))
  bots
    .command('list')
    .description('print every bot')
    .addOption(dataOption())
    .option('--json', 'print them as JSON')
    .action(async options => (await import('./commands/bots.ts')).listBots(options, terminal, stop))
  bots
    .command('renew')
    .description('replace the token of a bot, which ends its sessions, and print the new one')
    .argument('<username>', 'its username')
    .addOption(dataOption())
    .option('--json', 'print the bot as JSON')
    .action(async (username: string, options) =>
      (await import('./commands/bots.ts')).renewBotToken(username, options, terminal, stop),
    )

  const policy = program.command('policy').description('look at login rules without running a data center')
  policy.action(() => policy.outputHelp())
  policy
    .command('explain')
    .description('print which ladder of media the codes of a login take, and why')
    .requiredOption('--phone <number>', 'phone number in international form')
    .option('--settings <names>', 'what the program can handle, as in codeSettings: allow_flashcall,allow_missed_call')
    .option('--policy <file>', 'login rules as JSON; without it, the rules of a data center that nobody configured')
    .option('--api-id <number>', 'api_id of the program', wholeNumber('--api-id', 1, 0x7fffffff))
    .option('--registered', 'the number has an account')
    .option('--other-session', 'the account is logged in elsewhere')
    .option('--login-email', 'the account has a login e-mail')
    .option('--integrity', 'proofs of integrity can be checked')
    .option('--layer <number>', 'layer of the program, by default the newest', wholeNumber('--layer', 1, 0x7fffffff))
    .option(
      '--dcs <count>',
      'how many data centers there are, otherwise as many as the policy or the next two options name',
      wholeNumber('--dcs', 1, dcIdMax),
    )
    .option('--dc <number>', 'the data center that is asked, otherwise the first', wholeNumber('--dc', 1, dcIdMax))
    .option(
      '--home <number>',
      'the data center where the account of the number is at home',
      wholeNumber('--home', 1, dcIdMax),
    )
    .option('--address <address>', 'the IP address that asks')
    .option('--json', 'print the explanation as JSON')
    .action(async options => (await import('./commands/policy.ts')).explainPolicy(options, terminal))
  policy
    .command('check')
    .description('say what is wrong with a policy file, and where')
    .argument('<file>', 'login rules as JSON')
    .option('--json', 'print the outcome as JSON')
    .action(async (file: string, options) =>
      (await import('./commands/policy.ts')).checkPolicy(file, options, terminal),
    )

  const reference = program.command('reference').description('write the reference as files for any web server')
  reference.action(() => reference.outputHelp())
  reference
    .command('build')
    .description('write every page, with its JSON and Markdown, into a folder')
    .requiredOption('-o, --out <folder>', 'folder to write to; files that are the same are left as they are')
    .option('--layer <number>', 'an older layer instead of the newest', wholeNumber('--layer', 1, 0x7fffffff))
    .option('--schema <file>', 'a TL schema of your own instead')
    .option('--watch', 'stay, and write again what changes')
    .option('--json', 'print the outcome as JSON')
    .action(async options => (await import('./commands/reference.ts')).buildReference(options, terminal, stop))

  program
    .command('tour')
    .description('start a data center and watch a login against it, step by step')
    .addOption(dataOption())
    .option('--once', 'end after the login instead of staying up')
    .action(async options => (await import('./commands/tour.ts')).tour(options, terminal, stop))
  return program
}

const examples = `
Examples:
  chappe tour                             a data center and a login, on the screen
  chappe serve --port 0 --json            a data center for a test run
  chappe login --phone +12025550143       log in to the one in ./.chappe
  chappe call help.getNearestDc           call a method and see its answer
  chappe call auth.resendCode             the same during a login: it knows the hash
  chappe policy explain --phone +1202…    which way a code takes, and why
  chappe help auth.resendCode             parameters, result, errors, access
  chappe help PHONE_CODE_EXPIRED          an error, and which methods answer it
  chappe reference build --out site       the whole reference as files

Exit status: 0 done, 1 failed, 2 called wrongly, 3 the server answered with an error.`

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
