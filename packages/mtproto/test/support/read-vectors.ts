import { readFileSync } from 'node:fs'

/** Reads a file of `test/vectors`. The caller names the shape it has. */
export function readVectors<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8')) as Shape
}
