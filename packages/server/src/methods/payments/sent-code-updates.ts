import type { Update, updates } from '@chappe/schema/api'
import type { Clock } from '../../clock.ts'
import type { SentCode } from '../../domain/sent-code.ts'
import { sentCodeToTl } from '../auth/sent-code.ts'

/** The answer to a purchase: how the login goes on. TDLib looks for it in `updates`, not in an `updateShort`. */
export function sentCodeUpdates(sent: SentCode, clock: Clock): updates {
  return updatesOf([{ _: 'updateSentPhoneCode', sent_code: sentCodeToTl(sent) }], clock)
}

/** Wraps updates that are outside every sequence: `seq` is 0. */
export function updatesOf(list: readonly Update[], clock: Clock): updates {
  return { _: 'updates', updates: list, users: [], chats: [], date: Math.floor(clock.now() / 1000), seq: 0 }
}
