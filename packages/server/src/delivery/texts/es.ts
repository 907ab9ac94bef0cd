import type { LanguageTexts } from './language-texts.ts'

export const es: LanguageTexts = {
  direction: 'ltr',
  voice: 'es-ES',
  // Without accents that the GSM alphabet lacks, so that it stays one message.
  sms: (code, service) => `Clave de ${service}: ${code}. No la comparta con nadie.`,
  smsWord: (word, service) => `Palabra de acceso de ${service}: ${word}. No la comparta con nadie.`,
  smsPhrase: (phrase, service) => `Frase de acceso de ${service}: ${phrase}. No la comparta con nadie.`,
  app: (code, service) =>
    `Código de acceso: ${code}. No dé este código a nadie, aunque diga ser de ${service}.\n\n` +
    'Con este código se puede entrar en su cuenta. Si no está intentando entrar desde otro dispositivo, no haga caso ' +
    'de este mensaje.',
  call: (code, service) =>
    `Hola. Su código de acceso a ${service} es: ${code}. Por favor, no se lo diga a nadie. Adiós.`,
  ring: caller => `Llamada de +${caller}`,
  letters: service => ({
    loginCode: { subject: `Su código de acceso a ${service}`, lead: 'Escriba este código para entrar:' },
    confirmLoginEmail: {
      subject: `Confirme su dirección para ${service}`,
      lead: 'Escriba este código para entrar con esta dirección:',
    },
    confirmEmail: {
      subject: `Confirme su dirección para ${service}`,
      lead: 'Escriba este código para confirmar esta dirección:',
    },
    confirmRecoveryEmail: {
      subject: `Confirme su dirección de recuperación para ${service}`,
      lead: 'Escriba este código para que esta dirección sirva para recuperar su contraseña:',
    },
    recoverPassword: {
      subject: `Recupere su contraseña de ${service}`,
      lead: 'Escriba este código para restablecer su contraseña:',
    },
  }),
  letterWarning: service => `No dé este código a nadie, aunque diga ser de ${service}.`,
  letterIgnore: 'Si no lo ha pedido, no haga caso de esta carta.',
}
