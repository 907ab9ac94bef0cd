import type { LanguageTexts } from './language-texts.ts'

export const fr: LanguageTexts = {
  direction: 'ltr',
  voice: 'fr-FR',
  sms: (code, service) => `Code ${service} : ${code}. Ne le donnez à personne.`,
  smsWord: (word, service) => `Mot de connexion ${service} : ${word}. Ne le donnez à personne.`,
  smsPhrase: (phrase, service) => `Phrase de connexion ${service} : ${phrase}. Ne la donnez à personne.`,
  app: (code, service) =>
    `Code de connexion : ${code}. Ne donnez ce code à personne, même si l'on vous dit venir de ${service}.\n\n` +
    "Ce code permet de se connecter à votre compte. Si vous n'essayez pas de vous connecter sur un autre appareil, " +
    'ignorez ce message.',
  call: (code, service) =>
    `Bonjour. Votre code de connexion ${service} est : ${code}. Ne le communiquez à personne. Au revoir.`,
  ring: caller => `Appel du +${caller}`,
  letters: service => ({
    loginCode: { subject: `Votre code de connexion ${service}`, lead: 'Saisissez ce code pour vous connecter :' },
    confirmLoginEmail: {
      subject: `Confirmez votre adresse pour ${service}`,
      lead: 'Saisissez ce code pour vous connecter avec cette adresse :',
    },
    confirmEmail: {
      subject: `Confirmez votre adresse pour ${service}`,
      lead: 'Saisissez ce code pour confirmer cette adresse :',
    },
    confirmRecoveryEmail: {
      subject: `Confirmez votre adresse de secours pour ${service}`,
      lead: 'Saisissez ce code pour que cette adresse serve à récupérer votre mot de passe :',
    },
    recoverPassword: {
      subject: `Récupérez votre mot de passe ${service}`,
      lead: 'Saisissez ce code pour réinitialiser votre mot de passe :',
    },
  }),
  letterWarning: service => `Ne donnez ce code à personne, même si l'on vous dit venir de ${service}.`,
  letterIgnore: "Si vous ne l'avez pas demandé, ignorez cette lettre.",
}
