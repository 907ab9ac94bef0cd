import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Answers that nothing is known of a link that the program does not understand.
 *
 * @see {@link https://core.telegram.org/method/help.getDeepLinkInfo}
 */
export const getDeepLinkInfo: MethodHandler<'help.getDeepLinkInfo'> = () => ({ _: 'help.deepLinkInfoEmpty' })
