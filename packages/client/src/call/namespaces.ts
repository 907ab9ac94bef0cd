import { api } from '@chappe/schema/api'
import type { CallOptions } from '../options.ts'
import type { NamespacedCalls } from './call-types.ts'

/** A call by name, as `tg.call` makes it. */
export type CallByName = (method: string, parameters: object, options?: CallOptions) => Promise<unknown>

/**
 * Adds `tg.auth.resendCode(…)` and all other methods to a client. Nothing is written per method: a name becomes a call
 * when it is used.
 */
export function withNamespaces<Core extends object>(core: Core, call: CallByName): Core & NamespacedCalls {
  const members = new Map<string | symbol, unknown>()
  return new Proxy(core, {
    get(target, key) {
      const known = members.get(key)
      if (known !== undefined) return known
      if (!(key in target)) {
        const added = typeof key === 'string' ? memberFor(key, call) : undefined
        if (added !== undefined) members.set(key, added)
        return added
      }
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      // Methods use private fields, which only the object itself has. An arrow instead of `bind`, because V8 refuses a
      // bound function as the method that `await using` looks for.
      const bound = (...args: unknown[]): unknown => Reflect.apply(value, target, args)
      members.set(key, bound)
      return bound
    },
  }) as Core & NamespacedCalls
}

function memberFor(key: string, call: CallByName): unknown {
  if (api.hasFunction(key)) return (parameters: object = {}, options?: CallOptions) => call(key, parameters, options)
  // Namespaces are words of lower-case letters; `then` must stay undefined, or awaiting a client would call it.
  return /^[a-z]+$/.test(key) && key !== 'then' ? namespace(key, call) : undefined
}

function namespace(name: string, call: CallByName): object {
  const methods = new Map<string, unknown>()
  return new Proxy(
    {},
    {
      get(_target, key) {
        if (typeof key !== 'string' || key === 'then' || key === 'toJSON') return undefined
        let method = methods.get(key)
        if (method === undefined) {
          method = (parameters: object = {}, options?: CallOptions) => call(`${name}.${key}`, parameters, options)
          methods.set(key, method)
        }
        return method
      },
    },
  )
}
