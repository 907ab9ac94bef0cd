import { RawClient } from '../support/raw-client.ts'
import type { SessionWorld } from '../support/session-world.ts'
import { type Row, row } from './row.ts'

const first =
  (call: (client: RawClient) => Promise<unknown>) =>
  async ({ dc, clock }: SessionWorld) => {
    const client = await RawClient.connect(dc, { clock })
    return () => call(client)
  }

/** What the first call of a program is refused for. @see {@link https://core.telegram.org/method/help.getConfig} */
export const configRows: readonly Row[] = [
  row(
    'help.getConfig',
    '400 CONNECTION_API_ID_INVALID',
    'the program is unknown',
    first(client => client.init('help.getConfig', {}, { api_id: 3 })),
  ),
  row(
    'help.getConfig',
    '400 CONNECTION_APP_VERSION_EMPTY',
    'the program has no version',
    first(client => client.init('help.getConfig', {}, { app_version: '' })),
  ),
  row(
    'help.getConfig',
    '400 CONNECTION_LAYER_INVALID',
    'the layer is below all that are known',
    first(client =>
      client.invoke('help.getConfig', { _: 'invokeWithLayer', layer: 20, query: { _: 'help.getConfig' } }),
    ),
  ),
]
