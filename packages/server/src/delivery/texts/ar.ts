import type { LanguageTexts } from './language-texts.ts'

export const ar: LanguageTexts = {
  direction: 'rtl',
  voice: 'ar-SA',
  sms: (code, service) => `رمز ${service}: ${code}. لا تعطه لأي شخص.`,
  smsWord: (word, service) => `كلمة الدخول إلى ${service}: ${word}`,
  smsPhrase: (phrase, service) => `عبارة الدخول إلى ${service}: ${phrase}`,
  app: (code, service) =>
    `رمز الدخول: ${code}. لا تعط هذا الرمز لأي شخص، حتى لو قال إنه من ${service}.\n\n` +
    'يمكن بهذا الرمز الدخول إلى حسابك. إذا لم تكن تحاول الدخول من جهاز آخر فتجاهل هذه الرسالة.',
  call: (code, service) => `مرحبا. رمز الدخول إلى ${service} هو: ${code}. من فضلك لا تخبر به أحدا. إلى اللقاء.`,
  ring: caller => `مكالمة من +${caller}`,
  letters: service => ({
    loginCode: { subject: `رمز الدخول إلى ${service}`, lead: 'أدخل هذا الرمز لتسجيل الدخول:' },
    confirmLoginEmail: { subject: `أكد عنوانك في ${service}`, lead: 'أدخل هذا الرمز لتسجيل الدخول بهذا العنوان:' },
    confirmEmail: { subject: `أكد عنوانك في ${service}`, lead: 'أدخل هذا الرمز لتأكيد هذا العنوان:' },
    confirmRecoveryEmail: {
      subject: `أكد عنوان الاسترداد في ${service}`,
      lead: 'أدخل هذا الرمز ليستخدم هذا العنوان في استرداد كلمة المرور:',
    },
    recoverPassword: { subject: `استرداد كلمة مرور ${service}`, lead: 'أدخل هذا الرمز لإعادة تعيين كلمة المرور:' },
  }),
  letterWarning: service => `لا تعط هذا الرمز لأي شخص، حتى لو قال إنه من ${service}.`,
  letterIgnore: 'إذا لم تطلبه فتجاهل هذه الرسالة.',
  newLogin: ({ date, time }, facts) =>
    `تسجيل دخول جديد. سجّل شخص ما الدخول إلى حسابك في ${date} الساعة ${time}.\n\n${facts}\n\n` +
    'إذا لم تكن أنت، فأنهِ تلك الجلسة من قائمة جلساتك النشطة.',
  device: device => `الجهاز: ${isolated(device)}`,
  location: location => `الموقع: ${isolated(location)}`,
  passwordReset: ({ date, time }) =>
    'طلب شخص ما سجّل الدخول إلى حسابك إزالة كلمة مرور التحقق بخطوتين. ' +
    `ابتداءً من ${date} الساعة ${time} يمكن إزالتها دون معرفتها.\n\n` +
    'إذا لم تكن أنت، فارفض الطلب من إعدادات التحقق بخطوتين، وأنهِ الجلسات التي لا تعرفها.',
  loginEmailReset: ({ date, time }) =>
    'أفاد شخص ما يحاول تسجيل الدخول إلى حسابك بأنه فقد الوصول إلى البريد الإلكتروني الخاص بتسجيل الدخول. ' +
    `ابتداءً من ${date} الساعة ${time} ستُرسل رموز الدخول إلى هاتفك فقط.\n\n` +
    'إذا لم تكن أنت، فسجّل الدخول مرة واحدة برمز من بريدك، أو عيّن بريد تسجيل الدخول من جديد في الإعدادات، ' +
    'فكلاهما يلغي هذا الطلب.',
  deletion: ({ date, time }, link) =>
    'طلب شخص ما حذف حسابك، وقد تلقى رمز دخول لرقمك لكنه لا يعرف كلمة مرور التحقق بخطوتين. ' +
    `يمكن حذف الحساب ابتداءً من ${date} الساعة ${time}.\n\n` +
    `إذا لم تكن أنت، فافتح هذا الرابط على هذا الجهاز وأدخل الرمز الذي سيُرسل إلى رقمك: ${link}\n\n` +
    'عندها يُلغى الحذف، ويُسجَّل خروج من طلبه.',
  premiumFor: days => `Premium لمدة ${days}`,
  paidLogin: 'يشمل الرسالة النصية التي تحمل رمز الدخول.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN: 'سجّلتَ الدخول هنا منذ أقل من يوم. حاول تغيير رقمك غدًا، أو غيّره من جهاز أقدم.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'سجّلتَ الدخول هنا منذ أقل من يوم، ولا يمكن لهذه الجلسة أن تفعل ذلك بعد. حاول غدًا.',
    PHONE_NUMBER_INVALID: 'هذا الرقم غير صحيح. اكتبه مع رمز البلد.',
    PHONE_PASSWORD_FLOOD: 'محاولات كثيرة لتسجيل الدخول إلى هذا الحساب. حاول لاحقًا.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'لا يمكن الشراء الآن. حاول لاحقًا.',
    SEND_CODE_UNAVAILABLE: 'لا توجد طريقة أخرى لإرسال الرمز. الرمز الأخير ما زال صالحًا.',
    UPDATE_APP_TO_LOGIN: 'هذا الإصدار من التطبيق قديم جدًا لتسجيل الدخول. حدّث التطبيق.',
  },
}

/** Keeps names of devices and addresses in their own order among words that run the other way (Unicode UAX #9). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`
}
