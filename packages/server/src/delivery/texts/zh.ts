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
  newLogin: ({ date, time }, facts) =>
    `新的登录。${date} ${time}，有人登录了您的账号。\n\n${facts}\n\n` +
    '如果不是您本人，请在活跃会话列表中结束该会话。',
  device: device => `设备：${device}`,
  location: location => `位置：${location}`,
  passwordReset: ({ date, time }) =>
    '有人在已登录您账号的设备上申请移除两步验证密码。' +
    `自 ${date} ${time} 起，无需知道该密码即可将其移除。\n\n` +
    '如果不是您本人，请在两步验证的设置中拒绝此申请，并结束您不认识的会话。',
  loginEmailReset: ({ date, time }) =>
    '有人在登录您的账号时表示已无法使用登录邮箱。' +
    `自 ${date} ${time} 起，登录验证码将只发送到您的手机。\n\n` +
    '如果不是您本人，请用邮箱收到的验证码登录一次，或在设置中重新设定登录邮箱，两者都会撤销此申请。',
  deletion: ({ date, time }, link) =>
    '有人收到了发往您号码的登录验证码，但不知道您的两步验证密码，并申请删除您的账号。' +
    `自 ${date} ${time} 起即可删除。\n\n` +
    `如果不是您本人，请在此设备上打开以下链接，并输入随后发送到您号码的验证码：${link}\n\n` +
    '这样删除就会被取消，申请者也会被登出。',
  premiumFor: days => `Premium（${days}）`,
  paidLogin: '包含发送登录验证码的短信费用。',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN: '您在此登录还不到一天。请明天再更换号码，或在登录更久的设备上操作。',
    FRESH_RESET_AUTHORISATION_FORBIDDEN: '您在此登录还不到一天，此会话暂时不能执行此操作。请明天再试。',
    PHONE_NUMBER_INVALID: '电话号码不正确。请连同国家代码一起输入。',
    PHONE_PASSWORD_FLOOD: '此账号的登录次数过多。请稍后再试。',
    PREMIUM_CURRENTLY_UNAVAILABLE: '目前无法购买。请稍后再试。',
    SEND_CODE_UNAVAILABLE: '没有其他方式可以发送验证码。上一个验证码仍然有效。',
    UPDATE_APP_TO_LOGIN: '此版本的应用过旧，无法登录。请更新应用。',
  },
}
