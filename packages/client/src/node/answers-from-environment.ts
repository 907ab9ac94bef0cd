import type { AnswerName, LoginAnswers } from '../login/start/login-answers.ts'

/** The environment variables that a login reads, by the answer that they give. */
export const loginVariables: Readonly<Partial<Record<AnswerName, string>>> = {
  phone: 'CHAPPE_PHONE_NUMBER',
  code: 'CHAPPE_PHONE_CODE',
  email: 'CHAPPE_EMAIL',
  emailCode: 'CHAPPE_EMAIL_CODE',
  password: 'CHAPPE_PASSWORD',
  signUp: 'CHAPPE_FIRST_NAME',
  botToken: 'CHAPPE_BOT_TOKEN',
}

/** What goes with `CHAPPE_FIRST_NAME`. */
const lastNameVariable = 'CHAPPE_LAST_NAME'
const termsVariable = 'CHAPPE_TERMS_ACCEPTED'

/**
 * Takes the answers of a login from environment variables: `CHAPPE_BOT_TOKEN`, or `CHAPPE_PHONE_NUMBER`,
 * `CHAPPE_PHONE_CODE`, `CHAPPE_PASSWORD`, `CHAPPE_EMAIL`, `CHAPPE_EMAIL_CODE`, and for a new account
 * `CHAPPE_FIRST_NAME`, `CHAPPE_LAST_NAME`, and `CHAPPE_TERMS_ACCEPTED=yes` to agree to the terms of service. An empty one
 * counts as absent. Each is tried once; the error of an answer that is missing names its variable. Add functions for what
 * is known only later:
 *
 * @example
 * await tg.start({ ...answersFromEnvironment(process.env), code: () => readLine('Code: ') })
 */
export function answersFromEnvironment(environment: Readonly<Record<string, string | undefined>>): LoginAnswers {
  const read = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : environment[name] || undefined
  const answers: Partial<Record<AnswerName, unknown>> = {}
  for (const [answer, name] of Object.entries(loginVariables)) {
    const value = read(name)
    if (value !== undefined) answers[answer as AnswerName] = value
  }
  const first_name = read(loginVariables.signUp)
  if (first_name !== undefined) {
    const last_name = read(lastNameVariable)
    const termsAccepted = read(termsVariable)?.toLowerCase() === 'yes'
    answers.signUp = { first_name, ...(last_name !== undefined && { last_name }), termsAccepted }
  }
  return {
    ...(answers as LoginAnswers),
    nameOf: answer => {
      const variable = loginVariables[answer]
      return variable === undefined ? `\`${answer}\` of start()` : `the environment variable ${variable}`
    },
  }
}
