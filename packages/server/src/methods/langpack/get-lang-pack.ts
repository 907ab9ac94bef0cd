import type { MethodHandler } from '../../rpc/call-context.ts'
import { emptyPack } from './empty-pack.ts'

/**
 * Answers with a pack in which nothing is.
 *
 * @see {@link https://core.telegram.org/method/langpack.getLangPack}
 */
export const getLangPack: MethodHandler<'langpack.getLangPack'> = ({ lang_code }) => emptyPack(lang_code)
