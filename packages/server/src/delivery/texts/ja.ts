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
  newLogin: ({ date, time }, facts) =>
    `新しいログインがありました。${date} ${time} に、あなたのアカウントへのログインがありました。\n\n${facts}\n\n` +
    '心当たりがない場合は、アクティブなセッションの一覧からそのセッションを終了してください。',
  device: device => `端末：${device}`,
  location: location => `場所：${location}`,
  passwordReset: ({ date, time }) =>
    'あなたのアカウントにログインしている人が、二段階認証のパスワードの削除を申請しました。' +
    `${date} ${time} 以降は、パスワードを知らなくても削除できるようになります。\n\n` +
    '心当たりがない場合は、二段階認証の設定でこの申請を拒否し、見覚えのないセッションを終了してください。',
  loginEmailReset: ({ date, time }) =>
    'あなたのアカウントにログインしようとしている人が、ログイン用のメールアドレスを使えなくなったと申し出ました。' +
    `${date} ${time} 以降、ログインコードは電話番号だけに届くようになります。\n\n` +
    '心当たりがない場合は、メールで届いたコードで一度ログインするか、設定でログイン用のメールアドレスを登録し直してください。' +
    'どちらでも申し出は取り消されます。',
  deletion: ({ date, time }, link) =>
    'あなたの電話番号あてのログインコードを受け取り、二段階認証のパスワードを知らない人が、アカウントの削除を申請しました。' +
    `${date} ${time} 以降に削除できるようになります。\n\n` +
    `心当たりがない場合は、この端末で次のリンクを開き、電話番号に届くコードを入力してください：${link}\n\n` +
    'これで削除は取り消され、申請した人はログアウトされます。',
  premiumFor: days => `プレミアム（${days}間）`,
  paidLogin: 'ログインコードを送る SMS の料金が含まれています。',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'ここでログインしてから一日経っていません。番号の変更は明日、または以前からログインしている端末で行ってください。',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'ここでログインしてから一日経っていないため、このセッションではまだこの操作を行えません。明日もう一度お試しください。',
    PHONE_NUMBER_INVALID: 'この電話番号は正しくありません。国番号を付けて入力してください。',
    PHONE_PASSWORD_FLOOD: 'このアカウントへのログインが多すぎます。後でもう一度お試しください。',
    PREMIUM_CURRENTLY_UNAVAILABLE: '現在は購入できません。後でもう一度お試しください。',
    SEND_CODE_UNAVAILABLE: 'コードを送る方法は他にありません。最後のコードはまだ使えます。',
    UPDATE_APP_TO_LOGIN: 'このバージョンのアプリは古いためログインできません。アプリを更新してください。',
  },
}
