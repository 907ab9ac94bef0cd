import type { MethodPermissions, Permission } from './model.ts'

/** The questions of a method's page, in their order. */
export const permissionTitles: readonly (readonly [keyof MethodPermissions, string])[] = [
  ['users', 'Can users use this method'],
  ['bots', 'Can bots use this method'],
  ['business', 'Can bots use this method over a business connection (`invokeWithBusinessConnection`)'],
  ['beforeLogin', 'Can it be called before login'],
]

/** An answer as pages print it. */
export function answerText(permission: Permission): string {
  return permission.answer === 'seen' ? 'YES, seen in clients' : permission.answer.toUpperCase()
}
