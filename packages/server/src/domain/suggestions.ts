import type { Clock } from '../clock.ts'
import type { LoginPolicy } from '../policy/login-policy.ts'
import type { Account } from './account.ts'
import type { AccountSettings } from './account-settings.ts'
import { livingLoginEmail } from './email/email-steps.ts'
import type { Repositories, UnitOfWork } from './repositories.ts'

/** What the programs of an account are to ask its owner to do. */
export type Suggestion = (typeof suggestions)[number]

/**
 * Those that something here stands behind: a policy that wants it, or a way in that would be there. Of the others,
 * `VALIDATE_PASSWORD` and `VALIDATE_PHONE_NUMBER` ask from time to time whether a password is still known and a number
 * still one's own, which no policy wants; `SETUP_LOGIN_EMAIL_NOSKIP` shuts a program until there is an address, and who
 * has to have one here is asked for it in the next login.
 */
const suggestions = ['SETUP_LOGIN_EMAIL', 'SETUP_PASSWORD', 'SETUP_PASSKEY'] as const

/** What suggestions depend on. */
export interface SuggestionContext {
  readonly store: Repositories & UnitOfWork
  readonly clock: Clock
  readonly policy: LoginPolicy
  readonly accountSettings: AccountSettings
  /** Whether accounts may have passkeys here. */
  readonly passkeys: boolean
}

/**
 * What accounts are asked to do by their programs.
 *
 * @see https://core.telegram.org/api/config#suggestions
 */
export class Suggestions {
  readonly #context: SuggestionContext

  constructor(context: SuggestionContext) {
    this.#context = context
  }

  /** What is open for an account and was not dismissed. */
  listOf(user_id: bigint): Promise<readonly Suggestion[]> {
    return this.#context.store.transaction(async repositories => {
      const account = await repositories.accounts.find(user_id)
      if (account === undefined || account.bot !== undefined) return []
      const dismissed = await repositories.dismissedSuggestions.listByUser(user_id)
      const open: Suggestion[] = []
      for (const suggestion of suggestions) {
        if (!dismissed.includes(suggestion) && (await this.#isOpen(repositories, account, suggestion))) {
          open.push(suggestion)
        }
      }
      return open
    })
  }

  /** Remembers that an account does not want to be asked again. What it is never asked is not kept. */
  async dismiss(user_id: bigint, suggestion: string): Promise<void> {
    const known = suggestions.find(name => name === suggestion)
    if (known !== undefined) await this.#context.store.dismissedSuggestions.add(user_id, known)
  }

  async #isOpen(repositories: Repositories, account: Account, suggestion: Suggestion): Promise<boolean> {
    const { policy, accountSettings, passkeys } = this.#context
    switch (suggestion) {
      case 'SETUP_LOGIN_EMAIL':
        return (
          policy.email.addInSettings && (await livingLoginEmail(this.#context, repositories, account.id)) === undefined
        )
      case 'SETUP_PASSWORD':
        return (await accountSettings.passwordWithinDays(account, repositories)) !== undefined
      case 'SETUP_PASSKEY':
        return passkeys && (await repositories.passkeys.listByUser(account.id)).length === 0
    }
  }
}
