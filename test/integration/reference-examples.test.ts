import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { api } from '@chappe/schema/api'
import { access } from '@chappe/schema/facts'
import { newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { implementedMethods } from '@chappe/server'
import { encodeToBytes } from '@chappe/tl/runtime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldNames, parametersFromJson } from '../../packages/cli/src/from-json.ts'
import type { ExampleValue } from '../../packages/reference/src/examples/build-value.ts'
import { jsonText, toHex } from '../../packages/reference/src/examples/json.ts'
import { createNewestExamples } from '../../packages/reference/src/examples/newest-examples.ts'
import { notByHand } from '../../packages/reference/src/examples/not-by-hand.ts'
import { recordAnswer, recordRefusal } from '../../packages/reference/src/examples/recorded-answer.ts'
import { root } from '../architecture/workspace.ts'
import { sceneOf } from '../support/example-scenes.ts'
import { runExample } from '../support/run-example.ts'

const examples = createNewestExamples()
const newest = schemaOfLayer(newestLayer)!
const methods = newest.functions.map(({ name }) => name)
const callable = methods.filter(method => !notByHand.has(method))
const answered = implementedMethods.filter(method => !notByHand.has(method))

const answersFolder = join(root, 'packages/reference/answers')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chappe-examples-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('examples of the reference', () => {
  it('compile, each as a program of its own and with every parameter', async () => {
    const files = callable.map(async method => {
      const example = examples.method(method)!
      const everything = example.everything === undefined ? '' : `\nawait ${example.everything}\n`
      await writeFile(join(folder, `${method}.ts`), programOf(method) + everything)
    })
    await Promise.all(files)
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(readersSettings))
    expect(await compile(folder)).toEqual([])
    expect(callable.length).toBe(methods.length - notByHand.size)
  })

  it('of constructors compile too, each as a value of its own type', async () => {
    const values = newest.constructors.map(
      ({ name }, index) => `export const value${index}: tl.${name} = ${examples.constructor_(name)?.value}`,
    )
    const types = "import type * as tl from '@chappe/schema/api'\n"
    await writeFile(join(folder, 'constructors.ts'), types + values.join('\n'))
    expect((await compile(folder)).filter(line => line.startsWith('constructors.ts'))).toEqual([])
    await rm(join(folder, 'constructors.ts'))
  })

  it('would not compile with a wrong name or a wrong type', async () => {
    const right = programOf('help.getCountriesList')
    await writeFile(join(folder, 'help.getCountriesList.ts'), right.replace('lang_code', 'language'))
    await writeFile(join(folder, 'help.getAppConfig.ts'), right.replace('hash: 0', "hash: 'none'"))
    const complaints = await compile(folder)
    expect(complaints.filter(line => line.startsWith('help.getCountriesList.ts'))).not.toEqual([])
    expect(complaints.filter(line => line.startsWith('help.getAppConfig.ts'))).not.toEqual([])
  })
})

describe('examples as JSON', () => {
  it('are what chappe call reads: they give the bytes that are shown', () => {
    const different = callable.filter(method => {
      const { json, wire } = examples.method(method)!
      // What chappe call adds by itself.
      const app = { api_id: 12345, api_hash: '0123456789abcdef0123456789abcdef' }
      const known = Object.entries(app).filter(([name]) => fieldNames(method).includes(name))
      const parameters = parametersFromJson(method, { ...Object.fromEntries(known), ...JSON.parse(json) })
      const bytes = encodeToBytes(api, { _: method, ...parameters })
      return toHex(bytes) !== wire.map(({ hex }) => hex).join('')
    })
    expect(different).toEqual([])
  })
})

describe('examples that our data center answers', () => {
  for (const method of answered) {
    it(`${method} runs, and answers what the page shows`, async () => {
      const program = programOf(method)
      const scene = sceneOf(method, access(method)?.beforeLogin === true)
      const outcome = await runExample({ method, program, scene }, join(folder, `run-${method}`))
      const refused = refusedByNature.has(method)
      const expected = refused
        ? { exitCode: 1, refusal: expect.stringMatching(/^4\d\d [A-Z\d_]+$/) }
        : { exitCode: 0, refusal: undefined }
      expect(outcome, outcome.printed).toMatchObject(expected)
      const record = refused
        ? recordRefusal(method, scene.caller, outcome.refusal ?? '')
        : recordAnswer(method, scene.caller, outcome.answer as ExampleValue)
      const text = jsonText({ ...record }, fileWidth)
      await expect(`${text}\n`).toMatchFileSnapshot(join(answersFolder, `${method}.json`))
    })
  }

  it('are all that answers are recorded of', async () => {
    const recorded = (await readdir(answersFolder)).map(name => name.replace(/\.json$/, ''))
    expect(recorded.sort()).toEqual([...answered].sort())
  })
})

/**
 * Methods whose example cannot be granted, because its values can only be invented, and why. Any other example that is
 * refused is a fault: of the example, of the data center beside it, or of what has to happen before the call.
 */
const refusedByNature: ReadonlyMap<string, string> = new Map([
  ['account.changeAuthorizationSettings', 'the hash is made up: each session has one of its own'],
  ['account.changePhone', 'the session of the example is not a day old'],
  ['account.confirmPhone', 'the link is made up: it comes when somebody asks for the account to be deleted'],
  ['account.registerPasskey', 'the passkey is made up: a device would make it'],
  ['account.resetAuthorization', 'the hash is made up: each session has one of its own'],
  ['account.resetWebAuthorization', 'the hash is made up: each login on a website has one of its own'],
  ['account.sendChangePhoneCode', 'the session of the example is not a day old'],
  ['account.sendConfirmPhoneCode', 'the link is made up: it comes when somebody asks for the account to be deleted'],
  ['account.setAuthorizationTTL', 'the session of the example is not a day old'],
  ['account.unregisterDevice', 'the token is made up: it has to have been registered before'],
  ['auth.acceptLoginToken', 'the token is made up: another device would show it'],
  ['auth.checkPaidAuth', 'the login of the example has nothing to pay for'],
  ['auth.finishPasskeyLogin', 'the signature is made up: a device would make it'],
  ['auth.importAuthorization', 'the bytes are made up: they would come from auth.exportAuthorization'],
  ['auth.importBotAuthorization', 'the token is made up: each bot has one of its own'],
  ['auth.importLoginToken', 'the token is made up: it would come from auth.exportLoginToken'],
  ['auth.importWebTokenAuthorization', 'the token is made up: a web page would give it'],
  ['auth.resetAuthorizations', 'the session of the example is not a day old'],
  ['help.acceptTermsOfService', 'the data center of the example has no terms of service'],
  ['langpack.getLanguage', 'there are no language packs here'],
  ['payments.assignAppStoreTransaction', 'the receipt is made up: it would come from the store'],
  ['payments.assignPlayMarketTransaction', 'the receipt is made up: it would come from the store'],
  ['payments.canPurchaseStore', 'the login of the example has nothing to pay for'],
  ['payments.getPaymentForm', 'the invoice is made up: it would be that of a login that has to be paid for'],
  ['payments.sendPaymentForm', 'the form is made up: it would come from payments.getPaymentForm'],
])

/** The program of an example; every callable method of the newest layer has one. */
function programOf(method: string): string {
  const program = examples.method(method)?.program
  if (program === undefined) throw new Error(`${method} has no program`)
  return program
}

/** Columns at which our formatter breaks lines. */
const fileWidth = 120

/** `tsc --init` of a reader: strict, Node's module resolution, nothing that hides mistakes in the program itself. */
const readersSettings = {
  compilerOptions: {
    strict: true,
    noUnusedLocals: true,
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'esnext.array', 'esnext.collection', 'esnext.promise'],
    module: 'nodenext',
    types: ['node'],
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  },
  include: ['*.ts'],
}

/** What the compiler says about the programs in a folder, line by line; the packages they import are checked elsewhere. */
async function compile(folder: string): Promise<readonly string[]> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error)
  return stdout.split('\n').filter(line => line !== '' && !line.startsWith('..'))
}
