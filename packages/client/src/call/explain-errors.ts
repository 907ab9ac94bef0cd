import { isRpcError, type RpcError } from '@chappe/mtproto'
import { CallError, type ErrorExplanation } from './call-error.ts'
import type { Call, Interceptor } from './interceptor.ts'

/** Turns every error of the server into a {@link CallError} that explains itself. */
export const explainErrors: Interceptor = async (call, next) => {
  try {
    return await next(call)
  } catch (error) {
    throw isRpcError(error) && !(error instanceof CallError) ? await explainRpcError(error, call) : error
  }
}

/** Adds what the schema's tables know. They are large and most runs meet no error, so they are loaded by the first one. */
async function explainRpcError(error: RpcError, call: Call): Promise<CallError> {
  const [meaning, remedy] = await Promise.all([meaningOf(error), remedyOf(error, call)])
  const explanation: ErrorExplanation = { ...(meaning && { meaning }), ...(remedy && { remedy }) }
  return new CallError(error, call.method, explanation, call.dc)
}

async function meaningOf({ error_code, error_message }: RpcError): Promise<string | undefined> {
  const { describeError } = await import('@chappe/schema/facts')
  return plainNames(describeError(error_message, error_code)?.description)
}

async function remedyOf({ error_code, error_message }: RpcError, { parameters }: Call): Promise<string | undefined> {
  const { remedyFor } = await import('@chappe/schema/remedies')
  return plainNames(remedyFor(error_message, error_code, Object.keys(parameters)))
}

/** The tables refer to other names as {@link name}; on a terminal the name says it all. */
function plainNames(markdown: string | undefined): string | undefined {
  return markdown?.replaceAll(/\{@link ([^}]+)\}/g, '$1')
}
