/**
 * Finds the call inside the wrappers of another, such as `invokeWithReCaptcha`: what is asked for, whatever goes around
 * it. A call without wrappers is itself.
 *
 * @see {@link https://core.telegram.org/api/invoking}
 */
export function innerCall<C extends { readonly method: string; readonly parameters: object }>(call: C): C {
  let { method, parameters } = call
  for (;;) {
    // query:!X is a parameter of wrappers alone; elsewhere the name stands for a text.
    const query = 'query' in parameters ? parameters.query : undefined
    if (!isCall(query)) return method === call.method ? call : { ...call, method, parameters }
    const { _: name, ...rest } = query
    method = name
    parameters = rest
  }
}

function isCall(query: unknown): query is { readonly _: string } {
  return typeof query === 'object' && query !== null && '_' in query && typeof query._ === 'string'
}
