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
  newLogin: ({ date, time }, facts) =>
    `Nuevo inicio de sesión. El ${date}, ${time}, alguien entró en su cuenta.\n\n${facts}\n\n` +
    'Si no fue usted, cierre esa sesión en la lista de sus sesiones activas.',
  device: device => `Dispositivo: ${device}`,
  location: location => `Ubicación: ${location}`,
  passwordReset: ({ date, time }) =>
    'Alguien que tiene la sesión abierta en su cuenta ha pedido eliminar la contraseña de verificación en dos pasos. ' +
    `A partir del ${date}, ${time}, podrá hacerlo sin conocerla.\n\n` +
    'Si no fue usted, rechace la solicitud en los ajustes de la verificación en dos pasos y cierre las sesiones que no ' +
    'reconozca.',
  loginEmailReset: ({ date, time }) =>
    'Alguien que está entrando en su cuenta ha indicado que ya no tiene acceso al correo de inicio de sesión. ' +
    `A partir del ${date}, ${time}, los códigos de acceso llegarán solo a su teléfono.\n\n` +
    'Si no fue usted, entre una vez con un código enviado a su correo o vuelva a indicar el correo de inicio de sesión ' +
    'en los ajustes: cualquiera de las dos cosas lo anula.',
  deletion: ({ date, time }, link) =>
    'Alguien que ha recibido un código de acceso para su número, pero no conoce su contraseña de verificación en dos ' +
    `pasos, ha pedido eliminar su cuenta. Podrá hacerlo a partir del ${date}, ${time}.\n\n` +
    `Si no fue usted, abra este enlace en este dispositivo y escriba el código que se enviará a su número: ${link}\n\n` +
    'Así se anula la eliminación y se cierra la sesión de quien la pidió.',
  premiumFor: days => `Premium durante ${days}`,
  paidLogin: 'Incluye el SMS con su código de acceso.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Ha iniciado sesión aquí hace menos de un día. Cambie su número mañana o desde un dispositivo más antiguo.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Ha iniciado sesión aquí hace menos de un día, por lo que esta sesión aún no puede hacerlo. Inténtelo mañana.',
    PHONE_NUMBER_INVALID: 'Este número de teléfono no es correcto. Escríbalo con el prefijo del país.',
    PHONE_PASSWORD_FLOOD: 'Demasiados inicios de sesión en esta cuenta. Inténtelo más tarde.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Ahora no se puede comprar. Inténtelo más tarde.',
    SEND_CODE_UNAVAILABLE: 'No hay otra forma de enviar el código. El último sigue siendo válido.',
    UPDATE_APP_TO_LOGIN: 'Esta versión de la aplicación es demasiado antigua para iniciar sesión. Actualícela.',
  },
}
