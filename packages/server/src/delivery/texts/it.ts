import type { LanguageTexts } from './language-texts.ts'

export const it: LanguageTexts = {
  direction: 'ltr',
  voice: 'it-IT',
  sms: (code, service) => `Codice ${service}: ${code}. Non comunicarlo a nessuno.`,
  smsWord: (word, service) => `Parola di accesso ${service}: ${word}. Non comunicarla a nessuno.`,
  smsPhrase: (phrase, service) => `Frase di accesso ${service}: ${phrase}. Non comunicarla a nessuno.`,
  app: (code, service) =>
    `Codice di accesso: ${code}. Non dare questo codice a nessuno, anche se dice di essere di ${service}.\n\n` +
    'Con questo codice si può accedere al tuo account. Se non stai cercando di accedere da un altro dispositivo, ' +
    'ignora questo messaggio.',
  call: (code, service) =>
    `Buongiorno. Il tuo codice di accesso a ${service} è: ${code}. Non dirlo a nessuno. Arrivederci.`,
  ring: caller => `Chiamata da +${caller}`,
  letters: service => ({
    loginCode: { subject: `Il tuo codice di accesso a ${service}`, lead: 'Inserisci questo codice per accedere:' },
    confirmLoginEmail: {
      subject: `Conferma il tuo indirizzo per ${service}`,
      lead: 'Inserisci questo codice per accedere con questo indirizzo:',
    },
    confirmEmail: {
      subject: `Conferma il tuo indirizzo per ${service}`,
      lead: 'Inserisci questo codice per confermare questo indirizzo:',
    },
    confirmRecoveryEmail: {
      subject: `Conferma il tuo indirizzo di recupero per ${service}`,
      lead: 'Inserisci questo codice per usare questo indirizzo per recuperare la password:',
    },
    recoverPassword: {
      subject: `Recupera la tua password di ${service}`,
      lead: 'Inserisci questo codice per reimpostare la password:',
    },
  }),
  letterWarning: service => `Non dare questo codice a nessuno, anche se dice di essere di ${service}.`,
  letterIgnore: 'Se non lo hai chiesto, ignora questa lettera.',
}
