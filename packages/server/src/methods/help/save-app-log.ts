import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Takes what a program tells of its use, and keeps nothing of it.
 *
 * @see {@link https://core.telegram.org/method/help.saveAppLog}
 */
export const saveAppLog: MethodHandler<'help.saveAppLog'> = () => true
