import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder, with the folders around it. Node's own recursive way tries for ever where a file
 * system answers ENOENT to every attempt, as /proc does.
 *
 * @param isPrivate - whether they are for their owner alone, default true
 * @throws the error of the first folder that cannot be made
 */
export function makeFolder(path: string, isPrivate = true): void {
  const missing: string[] = []
  for (let folder = resolve(path); !isThere(folder); folder = dirname(folder)) missing.unshift(folder)
  for (const folder of missing) makeOne(folder, isPrivate)
}

/** A file in the place of a folder counts, too: making a folder below it says what is wrong. */
function isThere(path: string): boolean {
  // The root of a file system is its own parent: there the search ends.
  return dirname(path) === path || statSync(path, { throwIfNoEntry: false }) !== undefined
}

function makeOne(folder: string, isPrivate: boolean): void {
  try {
    mkdirSync(folder, isPrivate ? { mode: 0o700 } : {})
    // The umask may have taken more away than we asked for.
    if (isPrivate) chmodSync(folder, 0o700)
  } catch (error) {
    // Another command may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
