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
}
