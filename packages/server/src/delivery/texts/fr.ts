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
  newLogin: ({ date, time }, facts) =>
    `Nouvelle connexion. Quelqu’un s’est connecté à votre compte le ${dayOf(date)} à ${time}.\n\n${facts}\n\n` +
    'Si ce n’était pas vous, fermez cette session dans la liste de vos sessions actives.',
  device: device => `Appareil : ${device}`,
  location: location => `Lieu : ${location}`,
  passwordReset: ({ date, time }) =>
    'Quelqu’un qui est connecté à votre compte a demandé la suppression du mot de passe de la validation en deux étapes. ' +
    `À partir du ${dayOf(date)} à ${time}, ce sera possible sans le connaître.\n\n` +
    'Si ce n’était pas vous, refusez la demande dans les réglages de la validation en deux étapes et fermez les sessions ' +
    'que vous ne connaissez pas.',
  loginEmailReset: ({ date, time }) =>
    'Quelqu’un qui se connecte à votre compte a déclaré ne plus avoir accès à l’adresse e-mail de connexion. ' +
    `À partir du ${dayOf(date)} à ${time}, les codes de connexion ne seront envoyés qu’à votre téléphone.\n\n` +
    'Si ce n’était pas vous, connectez-vous une fois avec un code reçu par e-mail, ou indiquez de nouveau l’adresse de ' +
    'connexion dans vos réglages : l’un ou l’autre suffit à annuler cette demande.',
  deletion: ({ date, time }, link) =>
    'Quelqu’un qui a reçu un code de connexion pour votre numéro, mais qui ne connaît pas votre mot de passe de la ' +
    'validation en deux étapes, a demandé la suppression de votre compte. ' +
    `Elle sera possible à partir du ${dayOf(date)} à ${time}.\n\n` +
    'Si ce n’était pas vous, ouvrez ce lien sur cet appareil et saisissez le code qui sera envoyé à votre numéro : ' +
    `${link}\n\n` +
    'La suppression sera alors annulée, et la personne qui l’a demandée sera déconnectée.',
  premiumFor: days => `Premium pendant ${days}`,
  paidLogin: 'Comprend le SMS avec votre code de connexion.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Vous êtes connecté ici depuis moins d’un jour. Changez de numéro demain, ou sur un appareil plus ancien.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Vous êtes connecté ici depuis moins d’un jour : cette session n’en a pas encore le droit. Réessayez demain.',
    PHONE_NUMBER_INVALID: 'Ce numéro de téléphone n’est pas valable. Saisissez-le avec l’indicatif du pays.',
    PHONE_PASSWORD_FLOOD: 'Trop de connexions à ce compte. Réessayez plus tard.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'L’achat est impossible pour le moment. Réessayez plus tard.',
    SEND_CODE_UNAVAILABLE: 'Il n’y a pas d’autre moyen d’envoyer le code. Le dernier reste valable.',
    UPDATE_APP_TO_LOGIN: 'Cette version de l’application est trop ancienne pour se connecter. Mettez-la à jour.',
  },
}

/** The first of a month is ordinal in French, which `Intl` does not know. */
function dayOf(date: string): string {
  return date.replace(/^1(?= )/, '1er')
}
