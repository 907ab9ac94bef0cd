import { timingSafeEqual } from 'node:crypto'
import type { LoginContext } from './login-context.ts'
import { normaliseCode } from './media/code-form.ts'

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
  const { store, secrets } = context
  await store.transaction(async ({ accounts, codes }) => {
    const account = await accounts.find(user_id)
    if (account === undefined || account.bot !== undefined) return
    const { phone_number } = account
    for (const pending of await codes.listByNumber(phone_number, 'login')) {
      const medium = pending.ladder[pending.step] ?? 'sms'
      const isShown = shown.some(text => {
        const mark = secrets.codeMark(phone_number, normaliseCode(medium, text))
        // A code that has to be paid for was not made yet, and has no mark.
        return mark.length === pending.codeMark.length && timingSafeEqual(mark, pending.codeMark)
      })
      if (isShown) await codes.delete(pending.key_id, pending.purpose)
    }
  })
}

/**
 * Ends the login codes that stand in a message of their owner: every group of 5 to 7 digits counts, dashes between them
 * or not. Who sends messages has to call this with each one, forwarded ones too.
 *
 * @see https://core.telegram.org/api/auth#invalidating-login-codes
 */
export function invalidateCodesIn(context: LoginContext, user_id: bigint, message: string): Promise<void> {
  const groups = message.slice(0, messageLengthMax).match(/\d(?:-?\d)*/g) ?? []
  const codes = groups.map(group => group.replaceAll('-', '')).filter(({ length }) => length >= 5 && length <= 7)
  return invalidateCodes(context, user_id, [...new Set(codes)])
}

/** More codes than anybody has on the way. */
const textsMax = 100
/** Longer than the longest phrase that is a code. */
const textLengthMax = 128
/** Longer than a message can be. */
const messageLengthMax = 8192
