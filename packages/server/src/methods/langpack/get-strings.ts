import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers with no strings: there are no language packs here.
 *
 * @see {@link https://core.telegram.org/method/langpack.getStrings}
 */
export const getStrings: MethodHandler<'langpack.getStrings'> = () => []
