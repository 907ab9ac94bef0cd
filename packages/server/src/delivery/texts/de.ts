import type { LanguageTexts } from './language-texts.ts'

export const de: LanguageTexts = {
  direction: 'ltr',
  voice: 'de-DE',
  sms: (code, service) => `${service}-Code: ${code}. Geben Sie ihn niemandem weiter.`,
  smsWord: (word, service) => `${service}-Anmeldewort: ${word}. Geben Sie es niemandem weiter.`,
  smsPhrase: (phrase, service) => `${service}-Anmeldesatz: ${phrase}. Geben Sie ihn niemandem weiter.`,
  app: (code, service) =>
    `Anmeldecode: ${code}. Geben Sie diesen Code niemandem, auch wenn jemand sagt, er sei von ${service}.\n\n` +
    'Mit diesem Code kann man sich bei Ihrem Konto anmelden. Wenn Sie sich nicht gerade auf einem anderen Gerät ' +
    'anmelden wollten, beachten Sie diese Nachricht nicht.',
  call: (code, service) =>
    `Guten Tag. Ihr Anmeldecode für ${service} lautet: ${code}. Bitte sagen Sie ihn niemandem. Auf Wiederhören.`,
  ring: caller => `Anruf von +${caller}`,
  letters: service => ({
    loginCode: { subject: `Ihr Anmeldecode für ${service}`, lead: 'Geben Sie diesen Code ein, um sich anzumelden:' },
    confirmLoginEmail: {
      subject: `Bestätigen Sie Ihre Adresse für ${service}`,
      lead: 'Geben Sie diesen Code ein, um sich mit dieser Adresse anzumelden:',
    },
    confirmEmail: {
      subject: `Bestätigen Sie Ihre Adresse für ${service}`,
      lead: 'Geben Sie diesen Code ein, um diese Adresse zu bestätigen:',
    },
    confirmRecoveryEmail: {
      subject: `Bestätigen Sie Ihre Wiederherstellungsadresse für ${service}`,
      lead: 'Geben Sie diesen Code ein, damit diese Adresse zur Wiederherstellung Ihres Passworts dient:',
    },
    recoverPassword: {
      subject: `Ihr Passwort für ${service} wiederherstellen`,
      lead: 'Geben Sie diesen Code ein, um Ihr Passwort zurückzusetzen:',
    },
  }),
  letterWarning: service => `Geben Sie diesen Code niemandem, auch wenn jemand sagt, er sei von ${service}.`,
  letterIgnore: 'Wenn Sie ihn nicht angefordert haben, beachten Sie diesen Brief nicht.',
}
