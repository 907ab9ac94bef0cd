import { release, type } from 'node:os'
import type { DeviceOptions } from '../options.ts'

/** Version of this package, as in its package.json. */
export const packageVersion = '0.1.0'

/** What a program says about itself when it says nothing. */
export const nodeDevice: Required<DeviceOptions> = {
  device_model: `Node.js ${process.versions.node}`,
  system_version: `${type()} ${release()}`,
  app_version: packageVersion,
  system_lang_code: 'en',
  lang_pack: '',
  lang_code: 'en',
}
