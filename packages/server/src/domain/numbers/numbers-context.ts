import type { LoginContext } from '../login-context.ts'
import type { Devices } from '../sessions/devices.ts'

/** What the rules about the numbers of accounts work with. */
export interface NumbersContext extends LoginContext {
  readonly devices: Devices
}
