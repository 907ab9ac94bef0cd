import type { LanguageTexts } from './language-texts.ts'

export const pl: LanguageTexts = {
  direction: 'ltr',
  voice: 'pl-PL',
  // Without letters that the GSM alphabet lacks, so that it stays one message.
  sms: (code, service) => `Kod ${service}: ${code}. Nie podawaj go nikomu.`,
  smsWord: (word, service) => `Haslo logowania ${service}: ${word}. Nie podawaj go nikomu.`,
  smsPhrase: (phrase, service) => `Zdanie logowania ${service}: ${phrase}. Nie podawaj go nikomu.`,
  app: (code, service) =>
    `Kod logowania: ${code}. Nie podawaj go nikomu, nawet jeśli ktoś twierdzi, że jest z ${service}.\n\n` +
    'Tym kodem można zalogować się na Twoje konto. Jeśli nie logujesz się teraz na innym urządzeniu, zignoruj tę ' +
    'wiadomość.',
  call: (code, service) =>
    `Dzień dobry. Twój kod logowania do ${service} to: ${code}. Proszę nikomu go nie podawać. Do widzenia.`,
  ring: caller => `Połączenie z numeru +${caller}`,
  letters: service => ({
    loginCode: { subject: `Twój kod logowania do ${service}`, lead: 'Wpisz ten kod, aby się zalogować:' },
    confirmLoginEmail: {
      subject: `Potwierdź swój adres w ${service}`,
      lead: 'Wpisz ten kod, aby logować się z użyciem tego adresu:',
    },
    confirmEmail: { subject: `Potwierdź swój adres w ${service}`, lead: 'Wpisz ten kod, aby potwierdzić ten adres:' },
    confirmRecoveryEmail: {
      subject: `Potwierdź adres odzyskiwania w ${service}`,
      lead: 'Wpisz ten kod, aby ten adres służył do odzyskania hasła:',
    },
    recoverPassword: { subject: `Odzyskaj hasło do ${service}`, lead: 'Wpisz ten kod, aby zresetować hasło:' },
  }),
  letterWarning: service => `Nie podawaj tego kodu nikomu, nawet jeśli ktoś twierdzi, że jest z ${service}.`,
  letterIgnore: 'Jeśli o niego nie prosiłeś, zignoruj ten list.',
}
