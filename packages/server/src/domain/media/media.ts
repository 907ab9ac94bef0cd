import { app } from './app.ts'
import { call } from './call.ts'
import type { Medium, MediumName, NextMediumName } from './medium.ts'
import { sms } from './sms.ts'

/** All media that this data center knows, by name. */
export const media: { readonly [Name in MediumName]: Medium } = { app, sms, call }

/** The names of all media, in no particular order. */
export const mediumNames: readonly MediumName[] = ['app', 'sms', 'call']

/** Tells whether `next_type` can announce the medium. */
export function canBeNext(name: MediumName): name is NextMediumName {
  return media[name].canBeNext
}
