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
  newLogin: ({ date, time }, facts) =>
    `Nowe logowanie. Ktoś zalogował się na Twoje konto: ${date}, godz. ${time}.\n\n${facts}\n\n` +
    'Jeśli to nie Ty, zakończ tę sesję na liście aktywnych sesji.',
  device: device => `Urządzenie: ${device}`,
  location: location => `Miejsce: ${location}`,
  passwordReset: ({ date, time }) =>
    'Ktoś, kto jest zalogowany na Twoje konto, poprosił o usunięcie hasła weryfikacji dwuetapowej. ' +
    `Od ${date}, godz. ${time}, będzie można je usunąć bez jego znajomości.\n\n` +
    'Jeśli to nie Ty, odrzuć prośbę w ustawieniach weryfikacji dwuetapowej i zakończ sesje, których nie znasz.',
  loginEmailReset: ({ date, time }) =>
    'Ktoś, kto właśnie loguje się na Twoje konto, zgłosił utratę dostępu do adresu e-mail do logowania. ' +
    `Od ${date}, godz. ${time}, kody logowania będą przychodzić tylko na Twój telefon.\n\n` +
    'Jeśli to nie Ty, zaloguj się raz kodem ze swojej poczty albo ponownie ustaw adres e-mail do logowania w ' +
    'ustawieniach: jedno i drugie odwołuje to zgłoszenie.',
  deletion: ({ date, time }, link) =>
    'Ktoś, kto otrzymał kod logowania na Twój numer, ale nie zna Twojego hasła weryfikacji dwuetapowej, poprosił o ' +
    `usunięcie Twojego konta. Będzie to możliwe od ${date}, godz. ${time}.\n\n` +
    'Jeśli to nie Ty, otwórz ten link na tym urządzeniu i wpisz kod, który zostanie wysłany na Twój numer: ' +
    `${link}\n\n` +
    'Usunięcie zostanie wtedy odwołane, a osoba, która o nie poprosiła, wylogowana.',
  premiumFor: days => `Premium na ${days}`,
  paidLogin: 'Obejmuje SMS z Twoim kodem logowania.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Logowanie tutaj nastąpiło niecały dzień temu. Zmień numer jutro albo na starszym urządzeniu.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Logowanie tutaj nastąpiło niecały dzień temu, więc ta sesja nie może jeszcze tego zrobić. Spróbuj jutro.',
    PHONE_NUMBER_INVALID: 'Ten numer telefonu jest nieprawidłowy. Wpisz go z kodem kraju.',
    PHONE_PASSWORD_FLOOD: 'Zbyt wiele logowań na to konto. Spróbuj później.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Zakup jest teraz niemożliwy. Spróbuj później.',
    SEND_CODE_UNAVAILABLE: 'Nie ma innego sposobu wysłania kodu. Ostatni kod jest nadal ważny.',
    UPDATE_APP_TO_LOGIN: 'Ta wersja aplikacji jest zbyt stara, aby się zalogować. Zaktualizuj aplikację.',
  },
}
