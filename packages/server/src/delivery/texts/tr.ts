import type { LanguageTexts } from './language-texts.ts'

export const tr: LanguageTexts = {
  direction: 'ltr',
  voice: 'tr-TR',
  // Some letters are not of the GSM alphabet: seventy characters are all there is.
  sms: (code, service) => `${service} kodu: ${code}. Kimseyle paylaşmayın.`,
  smsWord: (word, service) => `${service} giriş kelimesi: ${word}`,
  smsPhrase: (phrase, service) => `${service} giriş cümlesi: ${phrase}`,
  app: (code, service) =>
    `Giriş kodu: ${code}. ${service} adına aradığını söylese bile bu kodu kimseye vermeyin.\n\n` +
    'Bu kodla hesabınıza giriş yapılabilir. Şu anda başka bir cihazda giriş yapmıyorsanız bu mesajı dikkate almayın.',
  call: (code, service) => `Merhaba. ${service} giriş kodunuz: ${code}. Lütfen kimseye söylemeyin. Hoşça kalın.`,
  ring: caller => `+${caller} numarasından arama`,
  letters: service => ({
    loginCode: { subject: `${service} giriş kodunuz`, lead: 'Giriş yapmak için bu kodu girin:' },
    confirmLoginEmail: {
      subject: `${service} için adresinizi onaylayın`,
      lead: 'Bu adresle giriş yapmak için bu kodu girin:',
    },
    confirmEmail: { subject: `${service} için adresinizi onaylayın`, lead: 'Bu adresi onaylamak için bu kodu girin:' },
    confirmRecoveryEmail: {
      subject: `${service} için kurtarma adresinizi onaylayın`,
      lead: 'Bu adresin parolanızı kurtarmak için kullanılması için bu kodu girin:',
    },
    recoverPassword: { subject: `${service} parolanızı kurtarın`, lead: 'Parolanızı sıfırlamak için bu kodu girin:' },
  }),
  letterWarning: service => `${service} adına yazdığını söylese bile bu kodu kimseye vermeyin.`,
  letterIgnore: 'Bunu siz istemediyseniz bu mektubu dikkate almayın.',
}
