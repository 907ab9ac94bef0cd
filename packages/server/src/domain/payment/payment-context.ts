import type { LoginContext } from '../login-context.ts'
import type { Devices } from '../sessions/devices.ts'
import type { ReceiptVerifier } from './receipts.ts'

/** What the rules about paid logins work with. */
export interface PaymentContext extends LoginContext {
  readonly devices: Devices
  /** Reads receipts of stores; without it nothing can be bought there. */
  readonly receipts: ReceiptVerifier | undefined
}
