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
  newLogin: ({ date, time }, facts) =>
    `Yeni giriş: ${date}, ${time}. Birisi hesabınıza giriş yaptı.\n\n${facts}\n\n` +
    'Bunu yapan siz değilseniz, etkin oturumlar listenizden o oturumu sonlandırın.',
  device: device => `Cihaz: ${device}`,
  location: location => `Konum: ${location}`,
  passwordReset: ({ date, time }) =>
    'Hesabınızda oturumu açık olan birisi, iki adımlı doğrulama parolasının kaldırılmasını istedi. ' +
    `Bu işlem ${date}, ${time} itibarıyla parola bilinmeden yapılabilir.\n\n` +
    'Bunu isteyen siz değilseniz, iki adımlı doğrulama ayarlarında isteği reddedin ve tanımadığınız oturumları ' +
    'sonlandırın.',
  loginEmailReset: ({ date, time }) =>
    'Hesabınıza giriş yapmaya çalışan birisi, giriş e-postasına artık erişemediğini bildirdi. ' +
    `Giriş kodları ${date}, ${time} itibarıyla yalnızca telefonunuza gönderilecek.\n\n` +
    'Bunu bildiren siz değilseniz, e-postanıza gelen bir kodla bir kez giriş yapın ya da ayarlardan giriş e-postasını ' +
    'yeniden belirleyin: ikisi de isteği iptal eder.',
  deletion: ({ date, time }, link) =>
    'Numaranıza gönderilen bir giriş kodunu alan, ancak iki adımlı doğrulama parolanızı bilmeyen birisi, hesabınızın ' +
    `silinmesini istedi. Hesap ${date}, ${time} itibarıyla silinebilir.\n\n` +
    `Bunu isteyen siz değilseniz, bu bağlantıyı bu cihazda açın ve numaranıza gönderilecek kodu girin: ${link}\n\n` +
    'Böylece silme işlemi iptal edilir ve bunu isteyenin oturumu kapatılır.',
  premiumFor: days => `${days} Premium`,
  paidLogin: 'Giriş kodunuzu içeren kısa mesaj dahildir.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Burada oturum açalı bir gün olmadı. Numaranızı yarın ya da daha eski bir cihazdan değiştirin.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Burada oturum açalı bir gün olmadığı için bu oturum bunu henüz yapamaz. Yarın tekrar deneyin.',
    PHONE_NUMBER_INVALID: 'Bu telefon numarası doğru değil. Ülke koduyla birlikte girin.',
    PHONE_PASSWORD_FLOOD: 'Bu hesaba çok fazla giriş yapıldı. Daha sonra tekrar deneyin.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Şu anda satın alınamıyor. Daha sonra tekrar deneyin.',
    SEND_CODE_UNAVAILABLE: 'Kodu göndermenin başka bir yolu yok. Son kod hâlâ geçerli.',
    UPDATE_APP_TO_LOGIN: 'Uygulamanın bu sürümü giriş yapmak için çok eski. Uygulamayı güncelleyin.',
  },
}
