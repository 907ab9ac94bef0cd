import type { DataCenterOptions, PasskeyOptions } from '@chappe/server'

/** What the command line says about passkeys. */
export interface ServePasskeyOptions {
  readonly passkeyDomain?: string
  readonly passkeyOrigin: readonly string[]
  readonly passkeyAfter?: number
}

/** Makes the options of the data center; nothing when nothing was said, so that its own defaults hold. */
export function passkeysOf(options: ServePasskeyOptions): Pick<DataCenterOptions, 'passkeys'> {
  const { passkeyDomain, passkeyOrigin, passkeyAfter } = options
  const passkeys: PasskeyOptions = {
    ...(passkeyDomain !== undefined && { rpId: passkeyDomain }),
    ...(passkeyOrigin.length > 0 && { origins: passkeyOrigin }),
    ...(passkeyAfter !== undefined && { sessionAgeSecondsMin: passkeyAfter }),
  }
  return Object.keys(passkeys).length === 0 ? {} : { passkeys }
}
