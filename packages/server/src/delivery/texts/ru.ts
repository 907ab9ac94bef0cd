import type { LanguageTexts } from './language-texts.ts'

export const ru: LanguageTexts = {
  direction: 'ltr',
  voice: 'ru-RU',
  sms: (code, service) => `Код ${service}: ${code}. Никому его не сообщайте.`,
  smsWord: (word, service) => `Слово для входа в ${service}: ${word}`,
  smsPhrase: (phrase, service) => `Фраза для входа в ${service}: ${phrase}`,
  app: (code, service) =>
    `Код для входа: ${code}. Не давайте его никому, даже если человек говорит, что он из ${service}.\n\n` +
    'С этим кодом можно войти в ваш аккаунт. Если вы не входите сейчас с другого устройства, не обращайте внимания ' +
    'на это сообщение.',
  call: (code, service) =>
    `Здравствуйте. Ваш код для входа в ${service}: ${code}. Пожалуйста, никому его не говорите. До свидания.`,
  ring: caller => `Звонок с номера +${caller}`,
  letters: service => ({
    loginCode: { subject: `Ваш код для входа в ${service}`, lead: 'Введите этот код, чтобы войти:' },
    confirmLoginEmail: {
      subject: `Подтвердите свой адрес для ${service}`,
      lead: 'Введите этот код, чтобы входить с помощью этого адреса:',
    },
    confirmEmail: {
      subject: `Подтвердите свой адрес для ${service}`,
      lead: 'Введите этот код, чтобы подтвердить этот адрес:',
    },
    confirmRecoveryEmail: {
      subject: `Подтвердите адрес для восстановления доступа к ${service}`,
      lead: 'Введите этот код, чтобы этот адрес служил для восстановления пароля:',
    },
    recoverPassword: {
      subject: `Восстановление пароля ${service}`,
      lead: 'Введите этот код, чтобы сбросить пароль:',
    },
  }),
  letterWarning: service => `Не давайте этот код никому, даже если человек говорит, что он из ${service}.`,
  letterIgnore: 'Если вы его не запрашивали, не обращайте внимания на это письмо.',
}
