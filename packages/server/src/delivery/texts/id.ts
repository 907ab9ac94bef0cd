import type { LanguageTexts } from './language-texts.ts'

export const id: LanguageTexts = {
  direction: 'ltr',
  voice: 'id-ID',
  sms: (code, service) => `Kode ${service}: ${code}. Jangan berikan kepada siapa pun.`,
  smsWord: (word, service) => `Kata masuk ${service}: ${word}. Jangan berikan kepada siapa pun.`,
  smsPhrase: (phrase, service) => `Frasa masuk ${service}: ${phrase}. Jangan berikan kepada siapa pun.`,
  app: (code, service) =>
    `Kode masuk: ${code}. Jangan berikan kode ini kepada siapa pun, walaupun ia mengaku dari ${service}.\n\n` +
    'Kode ini dapat dipakai untuk masuk ke akun Anda. Jika Anda tidak sedang masuk dari perangkat lain, abaikan pesan ' +
    'ini.',
  call: (code, service) =>
    `Halo. Kode masuk ${service} Anda adalah: ${code}. Mohon jangan beri tahu siapa pun. Sampai jumpa.`,
  ring: caller => `Panggilan dari +${caller}`,
  letters: service => ({
    loginCode: { subject: `Kode masuk ${service} Anda`, lead: 'Masukkan kode ini untuk masuk:' },
    confirmLoginEmail: {
      subject: `Konfirmasikan alamat Anda untuk ${service}`,
      lead: 'Masukkan kode ini untuk masuk dengan alamat ini:',
    },
    confirmEmail: {
      subject: `Konfirmasikan alamat Anda untuk ${service}`,
      lead: 'Masukkan kode ini untuk mengonfirmasi alamat ini:',
    },
    confirmRecoveryEmail: {
      subject: `Konfirmasikan alamat pemulihan Anda untuk ${service}`,
      lead: 'Masukkan kode ini agar alamat ini dipakai untuk memulihkan kata sandi Anda:',
    },
    recoverPassword: {
      subject: `Pulihkan kata sandi ${service} Anda`,
      lead: 'Masukkan kode ini untuk mengatur ulang kata sandi Anda:',
    },
  }),
  letterWarning: service => `Jangan berikan kode ini kepada siapa pun, walaupun ia mengaku dari ${service}.`,
  letterIgnore: 'Jika Anda tidak memintanya, abaikan surat ini.',
}
