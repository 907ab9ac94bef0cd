import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Builds the client for Node as it is published: flat ECMAScript modules without types and needless white space, names as
 * they are. What is loaded lazily stays in a file of its own.
 *
 * @returns the path of its entry
 */
export async function buildClient(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
  const bundle = await rolldown({
    input: { client: join(root, 'packages/client/src/node/index.ts') },
    platform: 'node',
    external: /^node:/,
  })
  const { output } = await bundle.generate({
    format: 'esm',
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  })
  await bundle.close()
  for (const file of output) if (file.type === 'chunk') writeFileSync(join(folder, file.fileName), toAscii(file.code))
  return join(folder, 'client.js')
}

/** One character beyond ASCII in a string, and V8 keeps the whole text with two bytes for each. */
function toAscii(code: string): string {
  return code.replaceAll(/[\u0080-\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
