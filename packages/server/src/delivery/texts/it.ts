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
  newLogin: ({ date, time }, facts) =>
    `Nuovo accesso. Il giorno ${date} alle ore ${time} qualcuno ha effettuato l’accesso al tuo account.\n\n${facts}\n\n` +
    'Se non sei stato tu, termina quella sessione nell’elenco delle sessioni attive.',
  device: device => `Dispositivo: ${device}`,
  location: location => `Luogo: ${location}`,
  passwordReset: ({ date, time }) =>
    'Qualcuno che ha effettuato l’accesso al tuo account ha chiesto di rimuovere la password della verifica in due ' +
    `passaggi. Dalle ore ${time} del giorno ${date} potrà farlo senza conoscerla.\n\n` +
    'Se non sei stato tu, rifiuta la richiesta nelle impostazioni della verifica in due passaggi e termina le sessioni ' +
    'che non riconosci.',
  loginEmailReset: ({ date, time }) =>
    'Qualcuno che sta accedendo al tuo account ha dichiarato di non avere più accesso all’indirizzo email di accesso. ' +
    `Dalle ore ${time} del giorno ${date} i codici di accesso arriveranno solo al tuo telefono.\n\n` +
    'Se non sei stato tu, accedi una volta con un codice ricevuto per email, oppure imposta di nuovo l’indirizzo di ' +
    'accesso nelle impostazioni: l’una o l’altra cosa annulla la richiesta.',
  deletion: ({ date, time }, link) =>
    'Qualcuno che ha ricevuto un codice di accesso per il tuo numero, ma non conosce la tua password della verifica in ' +
    `due passaggi, ha chiesto di eliminare il tuo account. Potrà farlo dalle ore ${time} del giorno ${date}.\n\n` +
    'Se non sei stato tu, apri questo link su questo dispositivo e inserisci il codice che verrà inviato al tuo numero: ' +
    `${link}\n\n` +
    'L’eliminazione verrà così annullata, e la sessione di chi l’ha chiesta verrà terminata.',
  premiumFor: days => `Premium per ${days}`,
  paidLogin: 'Comprende l’SMS con il tuo codice di accesso.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Hai effettuato l’accesso qui da meno di un giorno. Cambia numero domani o da un dispositivo meno recente.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Hai effettuato l’accesso qui da meno di un giorno, quindi questa sessione non può ancora farlo. Riprova domani.',
    PHONE_NUMBER_INVALID: 'Questo numero di telefono non è corretto. Inseriscilo con il prefisso del paese.',
    PHONE_PASSWORD_FLOOD: 'Troppi accessi a questo account. Riprova più tardi.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'Al momento l’acquisto non è possibile. Riprova più tardi.',
    SEND_CODE_UNAVAILABLE: 'Non c’è un altro modo per inviare il codice. L’ultimo è ancora valido.',
    UPDATE_APP_TO_LOGIN: 'Questa versione dell’app è troppo vecchia per accedere. Aggiorna l’app.',
  },
}
