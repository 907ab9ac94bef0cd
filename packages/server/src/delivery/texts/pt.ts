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
  newLogin: ({ date, time }, facts) =>
    `Novo acesso. Em ${date}, ${time}, alguém entrou na sua conta.\n\n${facts}\n\n` +
    'Se não foi você, encerre essa sessão na lista das suas sessões ativas.',
  device: device => `Aparelho: ${device}`,
  location: location => `Local: ${location}`,
  passwordReset: ({ date, time }) =>
    'Alguém conectado à sua conta pediu a remoção da senha da verificação em duas etapas. ' +
    `A partir de ${date}, ${time}, isso poderá ser feito sem conhecê-la.\n\n` +
    'Se não foi você, recuse o pedido nas configurações da verificação em duas etapas e encerre as sessões que não ' +
    'reconhece.',
  loginEmailReset: ({ date, time }) =>
    'Alguém que está entrando na sua conta informou que não tem mais acesso ao e-mail de acesso. ' +
    `A partir de ${date}, ${time}, os códigos de acesso irão somente para o seu telefone.\n\n` +
    'Se não foi você, entre uma vez com um código recebido por e-mail ou defina de novo o e-mail de acesso nas ' +
    'configurações: qualquer um dos dois cancela o pedido.',
  deletion: ({ date, time }, link) =>
    'Alguém que recebeu um código de acesso para o seu número, mas não conhece a sua senha da verificação em duas ' +
    `etapas, pediu a exclusão da sua conta. Ela poderá ser excluída a partir de ${date}, ${time}.\n\n` +
    `Se não foi você, abra este link neste aparelho e digite o código que será enviado ao seu número: ${link}\n\n` +
    'A exclusão será cancelada, e quem a pediu terá a sessão encerrada.',
  premiumFor: days => `Premium por ${days}`,
  paidLogin: 'Inclui o SMS com o seu código de acesso.',
  refusals: {
    FRESH_CHANGE_PHONE_FORBIDDEN:
      'Você entrou aqui há menos de um dia. Mude o número amanhã ou em um dispositivo mais antigo.',
    FRESH_RESET_AUTHORISATION_FORBIDDEN:
      'Você entrou aqui há menos de um dia, por isso esta sessão ainda não pode fazer isso. Tente amanhã.',
    PHONE_NUMBER_INVALID: 'Este número de telefone não está certo. Digite-o com o código do país.',
    PHONE_PASSWORD_FLOOD: 'Muitos acessos a esta conta. Tente mais tarde.',
    PREMIUM_CURRENTLY_UNAVAILABLE: 'A compra não é possível agora. Tente mais tarde.',
    SEND_CODE_UNAVAILABLE: 'Não há outra forma de enviar o código. O último ainda vale.',
    UPDATE_APP_TO_LOGIN: 'Esta versão do aplicativo é antiga demais para entrar. Atualize o aplicativo.',
  },
}
