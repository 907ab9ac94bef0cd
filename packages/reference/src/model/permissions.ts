import type { MethodAccess } from '@chappe/schema'
import { lookUp } from './look-up.ts'
import type { MethodPermissions, Permission } from './model.ts'

/**
 * Who may call a method, each answer with its provenance.
 *
 * @param access what the facts say; undefined for methods that they do not know
 */
export function permissionsOf(method: string, access: MethodAccess | undefined): MethodPermissions {
  if (access === undefined)
    return { users: nobodyKnows, bots: nobodyKnows, business: nobodyKnows, beforeLogin: nobodyKnows }
  const { callers, beforeLogin, businessConnection } = access.sources
  // Where no source tells users from bots, the facts take "users" for granted; here that is not an answer.
  const answer = (yes: boolean): Permission => ({
    answer: access.botsKnown ? (yes ? 'yes' : 'no') : 'unknown',
    source: access.botsKnown ? callers : 'no source says who may call it',
  })
  return {
    users: answer(access.users),
    bots: answer(access.bots),
    business: withNote(businessNotes, method, { answer: access.businessConnection, source: businessConnection }),
    beforeLogin: access.beforeLogin
      ? withNote(beforeLoginNotes, method, { answer: 'yes', source: beforeLogin })
      : (lookUp(seenBeforeLogin, method) ?? { answer: 'no', source: beforeLogin }),
  }
}

const nobodyKnows: Permission = { answer: 'unknown', source: 'the facts know no method of this name' }

function withNote(notes: Readonly<Record<string, string>>, method: string, permission: Permission): Permission {
  const note = lookUp(notes, method)
  return note === undefined ? permission : { ...permission, note }
}

/** Meant for business bots, yet not by wrapping. @see https://core.telegram.org/api/bots/connected-business-bots */
const businessNotes: Readonly<Record<string, string>> = {
  'messages.uploadMedia':
    'Takes the connection in a parameter of its own, `business_connection_id`, without the wrapper.',
  'stories.sendStory': 'Business bots post stories with it, without the wrapper.',
  'stories.editStory': 'Business bots edit stories with it, without the wrapper.',
  'photos.uploadProfilePhoto': 'Business bots change photos with it, without the wrapper.',
  'account.getBotBusinessConnection': 'Tells a bot about one of its connections; called without the wrapper.',
}

const beforeLoginNotes: Readonly<Record<string, string>> = {
  'account.getPassword': 'Before login only while a login waits for its password.',
  'account.deleteAccount': 'Before login only while a login waits for its password.',
  'auth.checkPassword': 'Only while a login waits for its password.',
  'auth.bindTempAuthKey': 'Sent with the temporary key itself.',
}

const passwordPending: Permission = {
  answer: 'seen',
  source: 'not on the published list; TDLib sends it while a login waits for its password',
  note: 'Only while a login waits for its password.',
}

/** Calls that are not on the published list, although clients make them before login. */
const seenBeforeLogin: Readonly<Record<string, Permission>> = {
  'auth.requestPasswordRecovery': passwordPending,
  'auth.checkRecoveryPassword': passwordPending,
  'auth.recoverPassword': passwordPending,
  'auth.logOut': {
    answer: 'seen',
    source: 'not on the published list; TDLib sends it from every state of a login',
    note: 'Before login it ends a pending login.',
  },
}
