import { isMethod } from '@chappe/schema/facts'
import { type CheckPolicy, defaultChecks, type ReCaptchaRule } from './check-policy.ts'
import { PolicyError } from './policy-error.ts'
import { SettingsReader, textOf } from './settings-reader.ts'

/** Reads the section `checks` of a policy. @throws {PolicyError} */
export function readChecks(reader: SettingsReader): CheckPolicy {
  const policy: CheckPolicy = {
    playIntegrity: reader.list('playIntegrity', defaultChecks.playIntegrity, readMethod),
    apns: reader.list('apns', defaultChecks.apns, readMethod),
    reCaptcha: reader.list('reCaptcha', defaultChecks.reCaptcha, readRule),
  }
  reader.end()
  return policy
}

function readRule(item: unknown, path: string): ReCaptchaRule {
  const reader = new SettingsReader(item, path)
  const methods = reader.list('methods', [], readMethod)
  if (methods.length === 0) throw new PolicyError(reader.pathOf('methods'), 'at least one method is needed')
  // The error that names both puts two underscores between them.
  const action = reader.text('action', '', /^[A-Za-z0-9/]{1,100}$/, 'letters, digits and slashes are expected')
  const key_id = reader.text('key_id', '', /^[\w-]{1,100}$/, 'a site key is expected')
  reader.end()
  return { methods, action, key_id }
}

function readMethod(item: unknown, path: string): string {
  const name = textOf(item, path, /^[a-z]{1,30}\.[A-Za-z0-9]{1,60}$/, 'a method is expected, such as "auth.sendCode"')
  if (!isMethod(name)) throw new PolicyError(path, `there is no method "${name}"`)
  return name
}
