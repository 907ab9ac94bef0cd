import { api } from '@chappe/schema/api'
import { TlWriter } from '@chappe/tl/runtime'
import type { DeviceOptions } from '../options.ts'

/**
 * The bytes that go in front of the first query of a connection: `invokeWithLayer` with the layer we speak, and
 * `initConnection` with what the program says about itself. Both have their query last, so a query of any method can
 * follow as it is.
 *
 * @see {@link https://core.telegram.org/api/invoking#saving-client-info}
 */
export function encodeInitConnection(api_id: number, device: Required<DeviceOptions>): Uint8Array {
  const writer = new TlWriter()
  api.encodeCall(writer, 'invokeWithLayer', {
    layer: api.layer,
    query: { _: 'initConnection', api_id, ...device, query: { _: placeholder } },
  })
  const bytes = writer.finish()
  // The placeholder has no parameters: it is its number alone.
  return bytes.slice(0, bytes.length - 4)
}

const placeholder = 'help.getConfig'

/** Whether an error says that the server does not know, or no longer knows, what `initConnection` said. */
export function asksForInitConnection(errorName: string): boolean {
  return errorName === 'CONNECTION_NOT_INITED' || errorName === 'CONNECTION_LAYER_INVALID'
}
