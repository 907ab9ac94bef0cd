// Builds packages/schema/gen from the pinned schema packages: `node packages/schema/tools/build.ts [folder]`.
// Deterministic and offline.

import { fileURLToPath } from 'node:url'
import { buildFiles } from './build-files.ts'
import { writeOutput } from './output.ts'
import { readSources } from './sources.ts'

const started = performance.now()
const folder = process.argv[2] ?? fileURLToPath(new URL('../gen', import.meta.url))
const { files, checked } = buildFiles(readSources())
const changed = writeOutput(folder, files)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(`schema: ${checked} combinator ids verified, ${files.size} files (${changed} changed) in ${seconds} s`)
