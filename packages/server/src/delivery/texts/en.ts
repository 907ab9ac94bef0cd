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
  newLogin: ({ date, time }, facts) =>
    `New login. Somebody logged in to your account on ${date} at ${time}.\n\n${facts}\n\n` +
    'If this was not you, end that session in the list of your active sessions.',
  device: device => `Device: ${device}`,
  location: location => `Location: ${location}`,
  passwordReset: ({ date, time }) =>
    'Somebody who is logged in to your account has asked for its two-step password to be removed. From ' +
    `${date}, ${time} on, that can be done without knowing it.\n\n` +
    'If that was not you, decline the request in the settings of two-step verification, and end the sessions that you ' +
    'do not know.',
  loginEmailReset: ({ date, time }) =>
    'Somebody who is logging in to your account has said that its login e-mail is lost. From ' +
    `${date}, ${time} on, login codes will go to your phone alone.\n\n` +
    'If that was not you, log in once with a code from your mailbox, or set the login e-mail in your settings again: ' +
    'both call it off.',
  deletion: ({ date, time }, link) =>
    'Somebody who has received a login code for your number, but does not know your two-step password, has asked for ' +
    `your account to be deleted. That can be done from ${date}, ${time} on.\n\n` +
    `If that was not you, open this link on this device and enter the code that is then sent to your number: ${link}\n\n` +
    'The deletion is then called off, and whoever asked for it is logged out.',
  premiumFor: days => `Premium for ${days}`,
  paidLogin: 'Includes the text message with your login code.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'You logged in here less than a day ago. Change your number tomorrow, or on a device that has been logged in longer.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'You logged in here less than a day ago, so this session may not do this yet. Try again tomorrow.',
    PHONE_NUMBER_INVALID: 'This phone number is not right. Enter it with its country code.',
    PHONE_PASSWORD_FLOOD: 'Too many logins to this account. Try again later.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'This cannot be bought at the moment. Try again later.',
    SEND_CODE_UNAVAILABLE: 'There is no other way to send the code. The last one is still good.',
    UPDATE_APP_TO_LOGIN: 'This version of the app is too old to log in. Update the app.',
  },
}
