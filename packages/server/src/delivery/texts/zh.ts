import type { LanguageTexts } from './language-texts.ts'

export const zh: LanguageTexts = {
  direction: 'ltr',
  voice: 'zh-CN',
  sms: (code, service) => `${service} 验证码：${code}。请勿告诉任何人。`,
  smsWord: (word, service) => `${service} 登录单词：${word}。请勿告诉任何人。`,
  smsPhrase: (phrase, service) => `${service} 登录短语：${phrase}`,
  app: (code, service) =>
    `登录验证码：${code}。请勿把它交给任何人，即使对方自称来自 ${service}。\n\n` +
    '使用此验证码可以登录您的账号。如果您没有在其他设备上登录，请忽略这条消息。',
  call: (code, service) => `您好。您的 ${service} 登录验证码是：${code}。请不要告诉任何人。再见。`,
  ring: caller => `来自 +${caller} 的来电`,
  letters: service => ({
    loginCode: { subject: `您的 ${service} 登录验证码`, lead: '请输入此验证码以登录：' },
    confirmLoginEmail: { subject: `确认您的 ${service} 邮箱地址`, lead: '请输入此验证码，以便用此地址登录：' },
    confirmEmail: { subject: `确认您的 ${service} 邮箱地址`, lead: '请输入此验证码以确认此地址：' },
    confirmRecoveryEmail: { subject: `确认您的 ${service} 恢复邮箱`, lead: '请输入此验证码，以便用此地址恢复密码：' },
    recoverPassword: { subject: `恢复您的 ${service} 密码`, lead: '请输入此验证码以重置密码：' },
  }),
  letterWarning: service => `请勿把此验证码交给任何人，即使对方自称来自 ${service}。`,
  letterIgnore: '如果这不是您的请求，请忽略这封邮件。',
}
