import type { MediumName } from './media/medium.ts'
import type { CodePurpose } from './pending-code.ts'

/** One code to be brought to its reader. */
export interface DeliveryRequest {
  readonly medium: MediumName
  /** Digits only. */
  readonly phone_number: string
  readonly purpose: CodePurpose
  readonly code: string
  /** The code with words around it, for media that carry a text. */
  readonly text: string
  /** IETF tag of the language the client uses; may be empty. */
  readonly lang_code: string
  /** Free text of the client about why it asks again, for the log alone. */
  readonly reason: string | undefined
}

/** Brings codes to people. Resolves to `failed`, rather than reject, when nobody accepted the code. */
export interface Delivery {
  deliver(request: DeliveryRequest): Promise<'accepted' | 'failed'>
}
