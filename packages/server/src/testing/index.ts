export type { AuthenticatorAlgorithm } from './cose-key.ts'
export { FakeClock } from './fake-clock.ts'
export { createIdTokenSigner, type IdTokenChanges, type IdTokenSigner } from './id-token-signer.ts'
export { createIntegritySigner, type IntegritySigner, type VerdictChanges } from './integrity-signer.ts'
export { createReceiptSigner, type ReceiptSigner } from './receipt-signer.ts'
export { seededRandom } from './seeded-random.ts'
export {
  type AssertedCredential,
  type AssertionRequest,
  type AuthenticatorSettings,
  type Ceremony,
  type CreatedCredential,
  type CreationRequest,
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from './software-authenticator.ts'
