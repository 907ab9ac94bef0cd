import { createHash } from 'node:crypto'
import type { JSONValue } from '@chappe/schema/api'
import { passkeysPerAccountMax } from '../../domain/passkeys/passkey.ts'
import { autoConfirmSeconds } from '../../domain/sessions/authorizations.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers with the settings of client applications, or that they have not changed when the client shows the hash of
 * exactly these. Who is logged in gets what its account is asked to do with them.
 *
 * @see {@link https://core.telegram.org/method/help.getAppConfig}
 */
export const getAppConfig: MethodHandler<'help.getAppConfig'> = async (request, { services, caller }) => {
  const { hash, config } = hashed({
    ...(services.passkeys.available ? withPasskeys : withoutPasskeys),
    pending_suggestions: caller.kind === 'user' ? await services.suggestions.listOf(caller.user_id) : [],
  })
  return request.hash === hash
    ? { _: 'help.appConfigNotModified' }
    : { _: 'help.appConfig', hash, config: toJsonValue(config) }
}

/**
 * What this data center has and has not, in the words of the application configuration.
 *
 * @see {@link https://core.telegram.org/api/config#client-configuration}
 */
const appConfig: { readonly [name: string]: Json } = {
  qr_login_camera: true,
  qr_login_code: 'secondary',
  fragment_prefixes: ['888'],
  authorization_autoconfirm_period: autoConfirmSeconds,
  // No website takes a login from here: a program then opens links as they are.
  autologin_domains: [],
  url_auth_domains: [],
  premium_purchase_blocked: true,
  dialog_filters_enabled: true,
  dialogs_pinned_limit_default: 5,
  caption_length_limit_default: 1_024,
  about_length_limit_default: 70,
  upload_max_fileparts_default: 4_000,
  reactions_user_max_default: 1,
  stories_all_hidden: true,
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const withPasskeys = {
  ...appConfig,
  settings_display_passkeys: true,
  passkeys_account_passkeys_max: passkeysPerAccountMax,
}
const withoutPasskeys = { ...appConfig, settings_display_passkeys: false }

/** The hash is positive and never 0, which clients send to say that they have nothing. */
function hashed(config: Json): { readonly hash: number; readonly config: Json } {
  const digest = createHash('sha256').update(JSON.stringify(config)).digest()
  return { hash: digest.readUInt32LE(0) & 0x7fffffff || 1, config }
}

function toJsonValue(value: Json): JSONValue {
  if (value === null) return { _: 'jsonNull' }
  if (typeof value === 'boolean') return { _: 'jsonBool', value }
  if (typeof value === 'number') return { _: 'jsonNumber', value }
  if (typeof value === 'string') return { _: 'jsonString', value }
  if (isList(value)) return { _: 'jsonArray', value: value.map(toJsonValue) }
  return {
    _: 'jsonObject',
    value: Object.entries(value).map(([key, item]) => ({ _: 'jsonObjectValue', key, value: toJsonValue(item) })),
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
