import { timingSafeEqual } from 'node:crypto'
import type { LoginContext } from './login-context.ts'
import { codesIn, normaliseCode } from './media/code-form.ts'
import type { StepName } from './media/step.ts'

/**
 * Ends login codes that their owner has shown to somebody: in a screenshot, a forwarded message, a chat. Each text that
 * is a living login code of the account's number kills that code, under whatever key it was asked for; any other is
 * passed over without a word.
 *
 * @see https://core.telegram.org/api/auth#invalidating-login-codes
 */
export async function invalidateCodes(context: LoginContext, user_id: bigint, texts: readonly string[]): Promise<void> {
  const shown = texts.slice(0, textsMax).map(text => text.slice(0, textLengthMax))
  if (shown.length === 0) return
  await invalidate(context, user_id, medium => shown.map(text => normaliseCode(medium, text)))
}

/**
 * Ends the login codes that stand in a message of their owner: digits with dashes between them or not, a word, a phrase.
 * There are no chats here yet, so nothing calls this: who will send messages has to, with each one, forwarded ones too.
 *
 * @see https://core.telegram.org/api/auth#invalidating-login-codes
 */
export async function invalidateCodesIn(context: LoginContext, user_id: bigint, message: string): Promise<void> {
  const text = message.slice(0, messageLengthMax)
  await invalidate(context, user_id, (medium, length) => codesIn(text, medium, length))
}

/** @param shownFor - what was shown that could be a code of this medium and length */
async function invalidate(
  { store, secrets }: LoginContext,
  user_id: bigint,
  shownFor: (medium: StepName, length: number) => readonly string[],
): Promise<void> {
  await store.transaction(async ({ accounts, codes }) => {
    const account = await accounts.find(user_id)
    if (account === undefined || account.bot !== undefined) return
    const { phone_number } = account
    for (const pending of await codes.listByNumber(phone_number, 'login')) {
      const isShown = shownFor(pending.ladder[pending.step] ?? 'sms', pending.length).some(code => {
        const mark = secrets.codeMark(phone_number, code)
        // A code that has to be paid for was not made yet, and has no mark.
        return mark.length === pending.codeMark.length && timingSafeEqual(mark, pending.codeMark)
      })
      if (isShown) await codes.delete(pending.key_id, pending.purpose)
    }
  })
}

/** More codes than anybody has on the way. */
const textsMax = 100
/** Longer than the longest phrase that is a code. */
const textLengthMax = 128
/** Longer than a message can be. */
const messageLengthMax = 8192
