import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers that there are no language packs here: programs go on with the texts that they bring along.
 *
 * @see {@link https://core.telegram.org/method/langpack.getLanguages}
 */
export const getLanguages: MethodHandler<'langpack.getLanguages'> = () => []
