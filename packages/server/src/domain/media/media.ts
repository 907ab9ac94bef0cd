import { app } from './app.ts'
import { call } from './call.ts'
import { firebaseSms } from './firebase-sms.ts'
import { flashCall } from './flash-call.ts'
import { fragmentSms } from './fragment-sms.ts'
import type { Medium, MediumName } from './medium.ts'
import { missedCall } from './missed-call.ts'
import { sms } from './sms.ts'
import { smsPhrase } from './sms-phrase.ts'
import { smsWord } from './sms-word.ts'

/** All media that this data center knows, by name. */
export const media: { readonly [Name in MediumName]: Medium } = {
  app,
  sms,
  smsWord,
  smsPhrase,
  call,
  flashCall,
  missedCall,
  fragmentSms,
  firebaseSms,
}

/** The names of all media, in the order above. */
export const mediumNames: readonly MediumName[] = Object.keys(media) as MediumName[]

/** Tells whether a medium can stand behind another one: whether `next_type` has a word for it. */
export function canBeNext(name: MediumName): boolean {
  return media[name].announcedAs !== undefined
}
