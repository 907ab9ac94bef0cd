/** The calls of a login that waits for a password. */
import type { auth } from '@chappe/schema/api'
import { recoveryParameters } from '../password/recovery-parameters.ts'
import { askForPassword, type SrpEnv, withSrpAnswer } from '../password/srp-answer.ts'
import type { LoginCommand, LoginEvent } from './login-events.ts'

/** The commands about the password, which take more than one call or other parameters than their own. */
export type PasswordCommand = Extract<
  LoginCommand,
  { readonly _: 'getPassword' | 'checkPassword' | 'requestPasswordRecovery' | 'recoverPassword' }
>

/** Makes the calls of a command and says what came of them. */
export async function callForPassword(
  env: SrpEnv,
  command: PasswordCommand,
  signal: AbortSignal | undefined,
): Promise<LoginEvent> {
  switch (command._) {
    case 'getPassword':
      return { _: 'passwordAsked', password: await askForPassword(env, signal) }
    case 'checkPassword':
      return withSrpAnswer<LoginEvent>(env, command.password, signal, async (password, asked) => {
        // It was removed meanwhile: the login has to begin anew.
        if (!asked.has_password) return { _: 'passwordAsked', password: asked }
        const answer = await env.call({ method: 'auth.checkPassword', parameters: { password }, signal })
        return { _: 'authorized', authorization: answer as auth.Authorization }
      })
    case 'requestPasswordRecovery': {
      const answer = await env.call({ method: 'auth.requestPasswordRecovery', parameters: {}, signal })
      return { _: 'recoverySent', email_pattern: (answer as auth.PasswordRecovery).email_pattern }
    }
    case 'recoverPassword': {
      const parameters = await recoveryParameters(env, command, signal)
      const answer = await env.call({ method: 'auth.recoverPassword', parameters, signal })
      return { _: 'authorized', authorization: answer as auth.Authorization }
    }
  }
}
