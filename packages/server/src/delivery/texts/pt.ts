import type { LanguageTexts } from './language-texts.ts'

export const pt: LanguageTexts = {
  direction: 'ltr',
  voice: 'pt-BR',
  // Without letters that the GSM alphabet lacks, so that it stays one message.
  sms: (code, service) => `Chave do ${service}: ${code}. Nunca a passe a outra pessoa.`,
  smsWord: (word, service) => `Palavra de acesso do ${service}: ${word}. Nunca a passe a outra pessoa.`,
  smsPhrase: (phrase, service) => `Frase de acesso do ${service}: ${phrase}. Nunca a passe a outra pessoa.`,
  app: (code, service) =>
    `Código de acesso: ${code}. Não dê este código a ninguém, mesmo que diga ser do ${service}.\n\n` +
    'Com este código é possível entrar na sua conta. Se você não está tentando entrar em outro aparelho, ignore esta ' +
    'mensagem.',
  call: (code, service) => `Olá. O seu código de acesso ao ${service} é: ${code}. Não o diga a ninguém. Até logo.`,
  ring: caller => `Chamada de +${caller}`,
  letters: service => ({
    loginCode: { subject: `O seu código de acesso ao ${service}`, lead: 'Digite este código para entrar:' },
    confirmLoginEmail: {
      subject: `Confirme o seu endereço no ${service}`,
      lead: 'Digite este código para entrar com este endereço:',
    },
    confirmEmail: {
      subject: `Confirme o seu endereço no ${service}`,
      lead: 'Digite este código para confirmar este endereço:',
    },
    confirmRecoveryEmail: {
      subject: `Confirme o seu endereço de recuperação no ${service}`,
      lead: 'Digite este código para que este endereço sirva para recuperar a sua senha:',
    },
    recoverPassword: {
      subject: `Recupere a sua senha do ${service}`,
      lead: 'Digite este código para redefinir a sua senha:',
    },
  }),
  letterWarning: service => `Não dê este código a ninguém, mesmo que diga ser do ${service}.`,
  letterIgnore: 'Se você não o pediu, ignore esta carta.',
}
