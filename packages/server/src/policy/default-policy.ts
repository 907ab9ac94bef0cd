import { defaultChecks } from './check-policy.ts'
import { defaultEmail } from './email-policy.ts'
import type { LoginPolicy } from './login-policy.ts'
import { defaultPayment } from './payment-policy.ts'
import { phraseWords } from './phrase-words.ts'
import { defaultSpending } from './spending-policy.ts'

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
    firebaseSms: { length: 5, timeoutSeconds: 60 },
    fragmentSms: { length: 5, timeoutSeconds: 60, url: 'https://fragment.com' },
    // +999 is assigned to nobody.
    flashCall: { callerPrefix: '99900', length: 5, timeoutSeconds: 60 },
    missedCall: { callerPrefix: '99900', length: 5, timeoutSeconds: 60 },
    smsWord: { syllables: 4, consonants: 'bdfklmnprstvz', vowels: 'aeiou', timeoutSeconds: 60 },
    smsPhrase: { length: 4, words: phraseWords, timeoutSeconds: 60 },
  },
  ladders: [
    // Who is logged in elsewhere reads the code there; that costs nothing and cannot be intercepted on the way.
    { when: { prefixes: ['888'], otherSession: true }, media: ['app', 'fragmentSms'] },
    { when: { prefixes: ['888'] }, media: ['fragmentSms'] },
    { when: { otherSession: true }, media: ['app', 'sms', 'call'] },
    // The first three only for programs that said they can handle them.
    { when: {}, media: ['firebaseSms', 'flashCall', 'missedCall', 'sms', 'call'] },
  ],
  limits: {
    codesPerNumber: { max: 5, periodSeconds: 3600 },
    codesPerAddress: { max: 20, periodSeconds: 3600 },
    codesPerApp: null,
    codesPerTestNumber: { max: 5, periodSeconds: 86_400 },
    wrongCodesPerNumber: { max: 25, periodSeconds: 86_400 },
    loginsPerAccount: null,
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
  email: defaultEmail,
  homes: { networks: [] },
  apps: { official: [], smsHashes: [], published: [], noSignUp: [], layerMin: 0 },
  accounts: { ttlDays: 548, passwordWithinDays: null },
  terms: null,
  spending: defaultSpending,
  payment: defaultPayment,
  checks: defaultChecks,
}
