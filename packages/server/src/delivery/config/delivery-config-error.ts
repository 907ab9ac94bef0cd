import type { FilePosition } from '../../policy/policy-error.ts'

/**
 * A delivery configuration that cannot be followed. `path` names the setting, such as `providers[0].host`; `position` is
 * where it stands when the configuration came from a file. Nothing was started.
 */
export class DeliveryConfigError extends Error {
  readonly code = 'DELIVERY_INVALID'
  readonly path: string
  readonly explanation: string
  readonly position: FilePosition | undefined

  constructor(path: string, explanation: string, position?: FilePosition) {
    const place = position === undefined ? 'delivery' : `${position.file}:${position.line}:${position.column}`
    super(`[DELIVERY_INVALID] ${place}, ${path === '' ? 'top level' : path}: ${explanation}`)
    this.name = 'DeliveryConfigError'
    this.path = path
    this.explanation = explanation
    this.position = position
  }
}
