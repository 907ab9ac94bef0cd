/**
 * Compiles `assembly/` into `gen/kernel.js`: the kernel's bytes as base64 in a module, so that it loads at once, without
 * a fetch, in Node and under a browser policy that allows WebAssembly. Same sources, same bytes.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deriveAesTables, printAesTables } from './aes-tables.ts'
import { printRoundConstants } from './round-constants.ts'

const root = join(import.meta.dirname, '..')

/** What is used of the compiler. Its own declarations add AssemblyScript's types to every source of the workspace. */
interface Compiler {
  main(
    options: readonly string[],
    host: {
      readFile(name: string, directory: string): Promise<string | null>
      writeFile(name: string, contents: Uint8Array | string): void
      listFiles(): readonly string[]
      readonly stderr: { write(text: unknown): void }
    },
  ): Promise<{ readonly error: Error | null }>
}
const compilerModule: string = 'assemblyscript/asc'
const { default: compiler } = (await import(compilerModule)) as { readonly default: Compiler }

const generated: Readonly<Record<string, string>> = {
  'assembly/tables.ts': printAesTables(deriveAesTables()),
  'assembly/round-constants.ts': printRoundConstants(),
}

const plain = await compile([])
const relaxed = await compile(['--enable', 'relaxed-simd'])
await mkdir(join(root, 'gen'), { recursive: true })
await writeFile(
  join(root, 'gen', 'kernel.js'),
  '// Made by packages/crypto/tools/build.ts from packages/crypto/assembly. Do not edit.\n' +
    `export const plainKernel = '${Buffer.from(plain).toString('base64')}'\n` +
    `export const relaxedKernel = '${Buffer.from(relaxed).toString('base64')}'\n`,
)
await writeFile(
  join(root, 'gen', 'kernel.d.ts'),
  '// Made by packages/crypto/tools/build.ts. Do not edit.\n' +
    '/** The kernel with the 128-bit SIMD of WebAssembly 2.0, base64. */\n' +
    'export declare const plainKernel: string\n' +
    '/** The same with relaxed SIMD, base64. */\n' +
    'export declare const relaxedKernel: string\n',
)

async function compile(options: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  const output: string[] = []
  const { error } = await compiler.main(
    [
      'assembly/index.ts',
      ...['--outFile', 'kernel.wasm'],
      ...['--runtime', 'stub', '--noAssert', '-O3', '--shrinkLevel', '0', '--converge'],
      ...['--enable', 'simd', '--use', 'abort='],
      ...options,
    ],
    {
      readFile: async (name, directory) =>
        generated[name] ?? readFile(join(root, directory === root ? '' : directory, name), 'utf8').catch(() => null),
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents
      },
      listFiles: () => [],
      stderr: { write: text => void output.push(String(text)) },
    },
  )
  if (error !== null || binary === undefined) {
    throw new Error(`assembly does not compile: ${output.join('')}`, { cause: error })
  }
  return binary
}
