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
  newLogin: ({ date, time }, facts) =>
    `Login baru. Seseorang masuk ke akun Anda pada ${date} pukul ${time}.\n\n${facts}\n\n` +
    'Jika itu bukan Anda, akhiri sesi tersebut di daftar sesi aktif Anda.',
  device: device => `Perangkat: ${device}`,
  location: location => `Lokasi: ${location}`,
  passwordReset: ({ date, time }) =>
    'Seseorang yang sedang masuk di akun Anda meminta agar kata sandi verifikasi dua langkah dihapus. ' +
    `Mulai ${date} pukul ${time}, kata sandi itu dapat dihapus tanpa perlu diketahui.\n\n` +
    'Jika itu bukan Anda, tolak permintaan ini di pengaturan verifikasi dua langkah dan akhiri sesi yang tidak Anda ' +
    'kenali.',
  loginEmailReset: ({ date, time }) =>
    'Seseorang yang sedang mencoba masuk ke akun Anda menyatakan tidak lagi memiliki akses ke email untuk masuk. ' +
    `Mulai ${date} pukul ${time}, kode masuk hanya akan dikirim ke telepon Anda.\n\n` +
    'Jika itu bukan Anda, masuklah sekali dengan kode dari email Anda, atau atur kembali email untuk masuk di ' +
    'pengaturan: keduanya membatalkan permintaan ini.',
  deletion: ({ date, time }, link) =>
    'Seseorang yang menerima kode masuk untuk nomor Anda, tetapi tidak mengetahui kata sandi verifikasi dua langkah ' +
    `Anda, meminta agar akun Anda dihapus. Penghapusan dapat dilakukan mulai ${date} pukul ${time}.\n\n` +
    'Jika itu bukan Anda, buka tautan ini di perangkat ini dan masukkan kode yang kemudian dikirim ke nomor Anda: ' +
    `${link}\n\n` +
    'Dengan begitu penghapusan dibatalkan, dan sesi orang yang memintanya diakhiri.',
  premiumFor: days => `Premium selama ${days}`,
  paidLogin: 'Termasuk SMS dengan kode masuk Anda.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Anda masuk di sini kurang dari sehari yang lalu. Ganti nomor besok, atau dari perangkat yang lebih lama.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Anda masuk di sini kurang dari sehari yang lalu, jadi sesi ini belum boleh melakukannya. Coba lagi besok.',
    PHONE_NUMBER_INVALID: 'Nomor telepon ini tidak benar. Masukkan bersama kode negaranya.',
    PHONE_PASSWORD_FLOOD: 'Terlalu banyak upaya masuk ke akun ini. Coba lagi nanti.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Pembelian tidak dapat dilakukan saat ini. Coba lagi nanti.',
    SEND_CODE_UNAVAILABLE: 'Tidak ada cara lain untuk mengirim kode. Kode terakhir masih berlaku.',
    UPDATE_APP_TO_LOGIN: 'Versi aplikasi ini terlalu lama untuk masuk. Perbarui aplikasi.',
  },
}
