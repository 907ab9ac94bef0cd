/** Where something stands in a file; both count from 1. */
export interface FilePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * A login policy that cannot be followed. `path` names the setting, such as `media.sms.length`; `position` is where it
 * stands when the policy came from a file.
 */
export class PolicyError extends Error {
  readonly code = 'POLICY_INVALID'
  readonly path: string
  readonly explanation: string
  readonly position: FilePosition | undefined

  constructor(path: string, explanation: string, position?: FilePosition) {
    const place = position === undefined ? 'login policy' : `${position.file}:${position.line}:${position.column}`
    super(`[POLICY_INVALID] ${place}, ${path === '' ? 'top level' : path}: ${explanation}`)
    this.name = 'PolicyError'
    this.path = path
    this.explanation = explanation
    this.position = position
  }
}
