/** Times of asking whether the terms of service have changed. */
export const termsLimits: {
  /**
   * Least pause between two questions, in milliseconds, whatever the server says; also the pause after a refusal. A server
   * that names a moment in the past costs a call an hour.
   */
  readonly pauseMsMin: number
  /** Greatest pause, in milliseconds: a moment in ten years does not mean that nothing changes until then. */
  readonly pauseMsMax: number
} = {
  pauseMsMin: 3_600_000,
  pauseMsMax: 86_400_000,
}
