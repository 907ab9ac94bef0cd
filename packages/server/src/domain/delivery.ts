import type { MediumName } from './media/medium.ts'
import type { CodePurpose } from './pending-code.ts'

/** One code to be brought to its reader. The words around it are the delivery's business. */
export interface DeliveryRequest {
  readonly medium: MediumName
  /** Digits only. */
  readonly phone_number: string
  readonly purpose: CodePurpose
  /** The key that asked: what is told to the sessions of the account is told to the others. */
  readonly key_id: bigint
  /** What its reader enters: digits, a word or a phrase. */
  readonly code: string
  /** Digits of the number that has to call; present for calls that only ring. */
  readonly caller: string | undefined
  /** IETF tag of the language the client uses; may be empty. */
  readonly lang_code: string
  /** The program that asked. */
  readonly api_id: number
  /** The 11 characters by which a program on Android finds its text messages; present when it asked for them. */
  readonly appHash: string | undefined
  /** Whom the code is counted against; undefined when that says nothing, as for this machine itself. */
  readonly address: string | undefined
  /** Free text of the client about why it asks again, for the log alone. */
  readonly reason: string | undefined
}

/** Brings codes to people. Resolves to `failed`, rather than reject, when nobody accepted the code. */
export interface Delivery {
  deliver(request: DeliveryRequest): Promise<'accepted' | 'failed'>
}
