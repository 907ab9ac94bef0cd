/** A delivery configuration that cannot be followed. `path` names the setting, such as `providers[0].host`. Nothing was started. */
export class DeliveryConfigError extends Error {
  readonly code = 'DELIVERY_INVALID'
  readonly path: string

  constructor(path: string, explanation: string) {
    super(`[DELIVERY_INVALID] delivery, ${path === '' ? 'top level' : path}: ${explanation}`)
    this.name = 'DeliveryConfigError'
    this.path = path
  }
}
