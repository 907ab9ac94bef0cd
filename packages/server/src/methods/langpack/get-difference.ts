import type { MethodHandler } from '../../rpc/call-context.ts'
import { emptyPack } from './empty-pack.ts'

/**
 * Answers with a pack in which nothing is, whatever the program has: from version 0 on it stands for the whole.
 *
 * @see {@link https://core.telegram.org/method/langpack.getDifference}
 */
export const getDifference: MethodHandler<'langpack.getDifference'> = ({ lang_code }) => emptyPack(lang_code)
