import type { codeSettings } from '@chappe/schema/api'

/** What a program says of itself and its device when it asks for a code. */
export type LoginSettings = Omit<codeSettings, '_'>

/** What a program can handle: the part of {@link LoginSettings} that a state keeps. */
export type KeptSettings = { readonly [Name in (typeof keptNames)[number]]?: boolean }

/** The other part: a state may be shown, saved or sent to a page, and these are not for everybody. */
export type PrivateSettings = Pick<LoginSettings, 'logout_tokens' | 'token' | 'app_sandbox'>

/** The names of {@link KeptSettings}. */
export const keptNames = [
  'allow_flashcall',
  'current_number',
  'allow_app_hash',
  'allow_missed_call',
  'allow_firebase',
  'unknown_number',
] as const

/** Takes out what a state keeps; undefined when that is nothing. */
export function keptSettings(settings: LoginSettings): KeptSettings | undefined {
  const kept = keptNames.filter(name => settings[name])
  return kept.length > 0 ? Object.fromEntries(kept.map(name => [name, true])) : undefined
}

/** Takes out what only memory keeps. After a restart the session's own tokens go along, and a device has another token. */
export function privateSettings({ logout_tokens, token, app_sandbox }: LoginSettings): PrivateSettings {
  return {
    ...(logout_tokens && { logout_tokens }),
    // One bit stands for both.
    ...(token !== undefined && { token, app_sandbox }),
  }
}
