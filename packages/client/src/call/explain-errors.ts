import { isRpcError, type RpcError } from '@chappe/mtproto'
import { CallError, type ErrorExplanation } from './call-error.ts'
import type { Call, Interceptor } from './interceptor.ts'
import { remedyFor } from './remedies.ts'

/** Turns every error of the server into a {@link CallError} that explains itself. */
export const explainErrors: Interceptor = async (call, next) => {
  try {
    return await next(call)
  } catch (error) {
    throw isRpcError(error) && !(error instanceof CallError) ? await explainRpcError(error, call) : error
  }
}

/** Adds what the schema's error table and our own remedies know. */
async function explainRpcError(error: RpcError, { method, dc }: Call): Promise<CallError> {
  const meaning = await meaningOf(error)
  const remedy = remedyFor(error.errorName, error.error_code, error.argument)
  const explanation: ErrorExplanation = { ...(meaning && { meaning }), ...(remedy && { remedy }) }
  return new CallError(error, method, explanation, dc)
}

/** The table is large and most runs meet no error, so it is loaded by the first one. */
async function meaningOf(error: RpcError): Promise<string | undefined> {
  const { describeError } = await import('@chappe/schema/facts')
  const description = describeError(error.error_message, error.error_code)?.description
  // The table refers to other names as {@link name}; on a terminal the name says it all.
  return description?.replaceAll(/\{@link ([^}]+)\}/g, '$1') || undefined
}
