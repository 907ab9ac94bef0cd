/** A login policy that cannot be followed. `path` names the setting, such as `media.sms.length`. */
export class PolicyError extends Error {
  readonly code = 'POLICY_INVALID'
  readonly path: string

  constructor(path: string, explanation: string) {
    super(`[POLICY_INVALID] login policy, ${path === '' ? 'top level' : path}: ${explanation}`)
    this.name = 'PolicyError'
    this.path = path
  }
}
