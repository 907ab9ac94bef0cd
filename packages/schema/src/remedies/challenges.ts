/** What to do about errors whose names go on with what they ask for, a nonce or a key, by how they begin. Markdown. */
export const challengeRemedies: readonly { readonly beginning: string; readonly remedy: string }[] = [
  {
    beginning: 'APNS_VERIFY_CHECK_',
    remedy:
      'Wait for the silent push that holds the nonce in the name, and repeat the call in {@link invokeWithApnsSecret}; our client does so with what `proveDevice` gives.',
  },
  {
    beginning: 'INTEGRITY_CHECK_CLASSIC_',
    remedy:
      'Have Play Integrity sign the nonce in the name, and repeat the call in {@link invokeWithGooglePlayIntegrity}; our client does so with what `proveDevice` gives.',
  },
  {
    beginning: 'RECAPTCHA_CHECK_',
    remedy:
      'Have reCAPTCHA check the action in the name with the key in it, and repeat the call in {@link invokeWithReCaptcha}; our client does so with what `proveDevice` gives.',
  },
]
