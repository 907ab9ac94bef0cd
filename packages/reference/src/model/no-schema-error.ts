/** There is no schema of a layer, so there can be no reference of it. */
export class NoSchemaError extends Error {
  readonly code = 'NO_SCHEMA'
  /** The layer asked for. */
  readonly layer: number
  /** The layers that there are schemas of, newest first. */
  readonly known: readonly number[]

  constructor(layer: number, known: readonly number[]) {
    super(
      `[NO_SCHEMA] there is no schema of layer ${layer}; known are ${known.join(', ')}: take one of these, or a file of TL`,
    )
    this.name = 'NoSchemaError'
    this.layer = layer
    this.known = known
  }
}
