import type { EmailProof, IdTokenService } from './email-verification.ts'

/** Checks the word of other services about an address. */
export interface IdTokens {
  /** Whether the word of a service is taken here. */
  accepts(service: IdTokenService): boolean
  /**
   * The address that a token proves: one that is signed by the service, made for a program of ours, still good, and about
   * a mailbox that the service has verified. Undefined for any other; never rejects.
   */
  addressOf(service: IdTokenService, token: string, nowMs: number): Promise<string | undefined>
}

/** Takes nobody's word. */
export const noIdTokens: IdTokens = { accepts: () => false, addressOf: async () => undefined }

/** The address that a proof names by itself: that of a good token. A code has to be looked up. */
export async function addressByToken(tokens: IdTokens, proof: EmailProof, nowMs: number): Promise<string | undefined> {
  return proof.kind === 'code' ? undefined : tokens.addressOf(proof.kind, proof.token, nowMs)
}
