import { defaultPolicy } from './policy/default-policy.ts'
import type { AppsPolicy } from './policy/login-policy.ts'
import type { AppPolicy, ShownApp } from './rpc/init-connection.ts'

/** A program that may connect. */
export interface App {
  readonly api_id: number
  /** 32 hexadecimal digits. */
  readonly api_hash: string
  /** Language packs it may name in `initConnection`. Default: any for a program that the policy calls official, else none. */
  readonly langPacks?: readonly string[]
  /** Its name, as people see it in the list of their sessions. Default: `App` and its api_id. */
  readonly name?: string
  /** What it runs on, such as `Android`, as people see it there. Default: nothing is said. */
  readonly platform?: string
}

/** The program that a data center knows when no others are named. Its pair is no secret: it is printed at the start. */
export const defaultApp: App = { api_id: 17_940, api_hash: '2e29a375a5f344c51348cba6834814bd' }

/** What the policy says of programs that may connect. */
type AppRules = Pick<AppsPolicy, 'layerMin' | 'official' | 'published'>

/** Makes the rules of connecting out of a list of programs, or lets any program in. */
export function createAppPolicy(apps: readonly App[] | 'any', rules: AppRules = defaultPolicy.apps): AppPolicy {
  const { layerMin } = rules
  const isPublished = (api_id: number): boolean => rules.published.includes(api_id)
  const isOfficial = (api_id: number): boolean => rules.official.includes(api_id)
  if (apps === 'any') {
    return {
      knowsApiId: api_id => api_id > 0,
      accepts: (api_id, api_hash) => api_id > 0 && api_hash !== '',
      allowsLangPack: isOfficial,
      isPublished,
      describe: api_id => describe(api_id),
      layerMin,
    }
  }
  const byId = new Map(apps.map(app => [app.api_id, app]))
  return {
    knowsApiId: api_id => byId.has(api_id),
    accepts: (api_id, api_hash) => byId.get(api_id)?.api_hash === api_hash.toLowerCase(),
    allowsLangPack: (api_id, lang_pack) => byId.get(api_id)?.langPacks?.includes(lang_pack) ?? isOfficial(api_id),
    isPublished,
    describe: api_id => describe(api_id, byId.get(api_id)),
    layerMin,
  }
}

function describe(api_id: number, { name = `App ${api_id}`, platform = '' }: Partial<App> = {}): ShownApp {
  return { name, platform }
}
