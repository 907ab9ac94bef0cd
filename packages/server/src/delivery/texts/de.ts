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
  newLogin: ({ date, time }, facts) =>
    `Neue Anmeldung. Am ${date} um ${time} hat sich jemand bei Ihrem Konto angemeldet.\n\n${facts}\n\n` +
    'Wenn Sie das nicht waren, beenden Sie diese Sitzung in der Liste Ihrer aktiven Sitzungen.',
  device: device => `Gerät: ${device}`,
  location: location => `Ort: ${location}`,
  passwordReset: ({ date, time }) =>
    'Jemand, der bei Ihrem Konto angemeldet ist, hat verlangt, das Passwort der zweistufigen Bestätigung zu entfernen. ' +
    `Das ist ab dem ${date}, ${time}, möglich, ohne es zu kennen.\n\n` +
    'Wenn Sie das nicht waren, lehnen Sie die Anfrage in den Einstellungen der zweistufigen Bestätigung ab und beenden ' +
    'Sie die Sitzungen, die Sie nicht kennen.',
  loginEmailReset: ({ date, time }) =>
    'Jemand, der sich gerade bei Ihrem Konto anmeldet, hat angegeben, keinen Zugang mehr zur E-Mail-Adresse für die ' +
    `Anmeldung zu haben. Ab dem ${date}, ${time}, werden Anmeldecodes nur noch an Ihr Telefon geschickt.\n\n` +
    'Wenn Sie das nicht waren, melden Sie sich einmal mit einem Code aus Ihrem Postfach an, oder legen Sie die ' +
    'E-Mail-Adresse in Ihren Einstellungen erneut fest. Beides macht es rückgängig.',
  deletion: ({ date, time }, link) =>
    'Jemand, der einen Anmeldecode für Ihre Nummer erhalten hat, das Passwort der zweistufigen Bestätigung aber nicht ' +
    `kennt, hat die Löschung Ihres Kontos verlangt. Sie ist ab dem ${date}, ${time}, möglich.\n\n` +
    'Wenn Sie das nicht waren, öffnen Sie auf diesem Gerät den folgenden Link und geben Sie den Code ein, der dann an ' +
    `Ihre Nummer geschickt wird: ${link}\n\n` +
    'Damit ist die Löschung abgesagt, und wer sie verlangt hat, wird abgemeldet.',
  premiumFor: days => `Premium für ${days}`,
  paidLogin: 'Die SMS mit Ihrem Anmeldecode ist inbegriffen.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Sie sind hier seit weniger als einem Tag angemeldet. Ändern Sie Ihre Nummer morgen oder auf einem älteren Gerät.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Sie sind hier seit weniger als einem Tag angemeldet. Diese Sitzung darf das noch nicht. Versuchen Sie es morgen noch einmal.',
    PHONE_NUMBER_INVALID: 'Diese Telefonnummer stimmt nicht. Geben Sie sie mit der Landesvorwahl ein.',
    PHONE_PASSWORD_FLOOD: 'Zu viele Anmeldungen bei diesem Konto. Versuchen Sie es später noch einmal.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Der Kauf ist zurzeit nicht möglich. Versuchen Sie es später noch einmal.',
    SEND_CODE_UNAVAILABLE: 'Der Code kann auf keinem weiteren Weg geschickt werden. Der letzte gilt noch.',
    UPDATE_APP_TO_LOGIN: 'Diese Version der App ist zu alt, um sich anzumelden. Aktualisieren Sie die App.',
  },
}
