import type { LanguageTexts } from './language-texts.ts'

export const en: LanguageTexts = {
  direction: 'ltr',
  voice: 'en-US',
  sms: (code, service) => `${service} code: ${code}. Do not share it with anyone.`,
  smsWord: (word, service) => `${service} login word: ${word}. Do not share it with anyone.`,
  smsPhrase: (phrase, service) => `${service} login phrase: ${phrase}. Do not share it with anyone.`,
  app: (code, service) =>
    `Login code: ${code}. Do not give this code to anyone, even if they say they are from ${service}.\n\n` +
    'This code can be used to log in to your account. If you did not ask for it by trying to log in on another ' +
    'device, ignore this message.',
  call: (code, service) => `Hello. Your ${service} login code is: ${code}. Please do not tell it to anyone. Goodbye.`,
  ring: caller => `Call from +${caller}`,
  letters: service => ({
    loginCode: { subject: `Your ${service} login code`, lead: 'Enter this code to log in:' },
    confirmLoginEmail: {
      subject: `Confirm your address for ${service}`,
      lead: 'Enter this code to log in with this address:',
    },
    confirmEmail: { subject: `Confirm your address for ${service}`, lead: 'Enter this code to confirm this address:' },
    confirmRecoveryEmail: {
      subject: `Confirm your recovery address for ${service}`,
      lead: 'Enter this code to use this address for recovering your password:',
    },
    recoverPassword: { subject: `Recover your ${service} password`, lead: 'Enter this code to reset your password:' },
  }),
  letterWarning: service => `Do not give this code to anyone, even if they say they are from ${service}.`,
  letterIgnore: 'If you did not ask for it, ignore this letter.',
}
