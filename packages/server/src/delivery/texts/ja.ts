import type { LanguageTexts } from './language-texts.ts'

export const ja: LanguageTexts = {
  direction: 'ltr',
  voice: 'ja-JP',
  sms: (code, service) => `${service} 認証コード：${code}。誰にも教えないでください。`,
  smsWord: (word, service) => `${service} ログイン用の単語：${word}`,
  smsPhrase: (phrase, service) => `${service} ログイン用のフレーズ：${phrase}`,
  app: (code, service) =>
    `ログインコード：${code}。${service} の者だと名乗る相手にも、このコードを教えないでください。\n\n` +
    'このコードであなたのアカウントにログインできます。別の端末でログインしようとしていない場合は、このメッセージを無視してください。',
  call: (code, service) =>
    `こんにちは。${service} のログインコードは ${code} です。誰にも教えないでください。失礼いたします。`,
  ring: caller => `+${caller} からの着信`,
  letters: service => ({
    loginCode: { subject: `${service} のログインコード`, lead: 'ログインするには、次のコードを入力してください：' },
    confirmLoginEmail: {
      subject: `${service} のメールアドレスの確認`,
      lead: 'このアドレスでログインするには、次のコードを入力してください：',
    },
    confirmEmail: {
      subject: `${service} のメールアドレスの確認`,
      lead: 'このアドレスを確認するには、次のコードを入力してください：',
    },
    confirmRecoveryEmail: {
      subject: `${service} の復元用アドレスの確認`,
      lead: 'このアドレスをパスワードの復元に使うには、次のコードを入力してください：',
    },
    recoverPassword: {
      subject: `${service} のパスワードの復元`,
      lead: 'パスワードを再設定するには、次のコードを入力してください：',
    },
  }),
  letterWarning: service => `${service} の者だと名乗る相手にも、このコードを教えないでください。`,
  letterIgnore: 'お心当たりがない場合は、このメールを無視してください。',
}
