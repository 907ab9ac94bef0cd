import type { MethodHandler } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Refuses every language: there are no language packs here.
 *
 * @see {@link https://core.telegram.org/method/langpack.getLanguage}
 */
export const getLanguage: MethodHandler<'langpack.getLanguage'> = () => {
  throw rpcError('LANG_CODE_NOT_SUPPORTED')
}
