import type { LoginPolicy } from './login-policy.ts'

/**
 * The rules of a data center that nobody configured. Telegram publishes none of these numbers; they are close to what
 * its clients expect.
 */
export const defaultPolicy: LoginPolicy = {
  code: {
    lifetimeSeconds: 300,
    wrongAttemptsMax: 5,
    onResend: 'same',
    signUpSeconds: 900,
    repeatSeconds: 120,
  },
  media: {
    app: { length: 5, timeoutSeconds: 60 },
    sms: { length: 5, timeoutSeconds: 60 },
    call: { length: 5, timeoutSeconds: 0 },
  },
  ladders: [
    // Who is logged in elsewhere reads the code there; that costs nothing and cannot be intercepted on the way.
    { when: { otherSession: true }, media: ['app', 'sms', 'call'] },
    { when: {}, media: ['sms', 'call'] },
  ],
  limits: {
    codesPerNumber: { max: 5, periodSeconds: 3600 },
    codesPerAddress: { max: 20, periodSeconds: 3600 },
    countThisMachine: false,
  },
  numbers: {
    accept: 'possible',
    unknownRanges: [
      // +999 is assigned to nobody, so that made-up numbers are safe there; +888 are anonymous numbers.
      { prefix: '999', digitsMin: 7, digitsMax: 15 },
      { prefix: '888', digitsMin: 7, digitsMax: 15 },
    ],
    bannedPrefixes: [],
    testNumbers: true,
  },
}
