import type { LanguageTexts } from './language-texts.ts'

export const uk: LanguageTexts = {
  direction: 'ltr',
  voice: 'uk-UA',
  sms: (code, service) => `Код ${service}: ${code}. Нікому його не кажіть.`,
  smsWord: (word, service) => `Слово для входу в ${service}: ${word}`,
  smsPhrase: (phrase, service) => `Фраза для входу в ${service}: ${phrase}`,
  app: (code, service) =>
    `Код для входу: ${code}. Не давайте його нікому, навіть якщо людина каже, що вона з ${service}.\n\n` +
    'З цим кодом можна увійти до вашого акаунта. Якщо ви зараз не входите з іншого пристрою, не зважайте на це ' +
    'повідомлення.',
  call: (code, service) =>
    `Добрий день. Ваш код для входу в ${service}: ${code}. Будь ласка, нікому його не кажіть. До побачення.`,
  ring: caller => `Дзвінок з номера +${caller}`,
  letters: service => ({
    loginCode: { subject: `Ваш код для входу в ${service}`, lead: 'Введіть цей код, щоб увійти:' },
    confirmLoginEmail: {
      subject: `Підтвердьте свою адресу для ${service}`,
      lead: 'Введіть цей код, щоб входити за допомогою цієї адреси:',
    },
    confirmEmail: {
      subject: `Підтвердьте свою адресу для ${service}`,
      lead: 'Введіть цей код, щоб підтвердити цю адресу:',
    },
    confirmRecoveryEmail: {
      subject: `Підтвердьте адресу для відновлення доступу до ${service}`,
      lead: 'Введіть цей код, щоб ця адреса служила для відновлення пароля:',
    },
    recoverPassword: {
      subject: `Відновлення пароля ${service}`,
      lead: 'Введіть цей код, щоб скинути пароль:',
    },
  }),
  letterWarning: service => `Не давайте цей код нікому, навіть якщо людина каже, що вона з ${service}.`,
  letterIgnore: 'Якщо ви його не просили, не зважайте на цей лист.',
}
