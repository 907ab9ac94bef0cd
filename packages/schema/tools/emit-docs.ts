// The prose: everything in words, for help texts and the reference. Nothing loads it at run time unless asked.

import type { Documentation } from './documentation.ts'
import type { SourceFile } from './sources.ts'

/** Prints `docs.json`: `{ layer, entries, types }` with one entry a line. */
export function emitDocs(documentation: Documentation, layer: number): string {
  const entries = [...documentation.entries.values()].map(entry => JSON.stringify(entry))
  const types = [...documentation.types.values()].map(type => JSON.stringify(type))
  return `{"layer":${layer},"entries":[\n${entries.join(',\n')}\n],"types":[\n${types.join(',\n')}\n]}\n`
}

/** Prints the NOTICE that goes with everything made from other people's prose. */
export function emitNotice(files: readonly SourceFile[]): string {
  const packages = new Map(files.map(file => [`${file.package}@${file.version}`, file]))
  return `The files in this folder are generated.

The declarations of the Telegram API and the descriptions of its constructors, methods, parameters and errors come from
Telegram's documentation (https://core.telegram.org), as collected in the npm packages

${[...packages.keys()].map(name => `  ${name}`).join('\n')}

which are published under the MIT licence by Alina Sireneva (https://github.com/mtcute/mtcute) and contributors.
`
}
