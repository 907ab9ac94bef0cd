/** No table for a layer, nor for one below it. */
export class UnknownLayerError extends Error {
  readonly code = 'UNKNOWN_LAYER'
  /** The layer asked for. */
  readonly layer: number
  /** The lowest layer that is known. */
  readonly lowest: number

  constructor(layer: number, lowest: number) {
    super(
      `[UNKNOWN_LAYER] layer ${layer} is not known; the lowest known layer is ${lowest}: use that one or a later one`,
    )
    this.name = 'UnknownLayerError'
    this.layer = layer
    this.lowest = lowest
  }
}
