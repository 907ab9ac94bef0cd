import type { Config } from '@chappe/schema/api'
import type { CallNext } from '../call/interceptor.ts'
import type { StoredAddress } from '../session/session-data.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import { UsageError } from '../usage-error.ts'
import { builtInDataCenter, type DataCenterChoice } from './data-centers.ts'

/**
 * Finds the address of the data center that a migration error names: built in, or asked for with `help.getConfig`.
 *
 * @throws {UsageError} `DC_UNKNOWN`
 */
export async function findDataCenter(
  call: CallNext,
  id: number,
  choice: DataCenterChoice,
  keeper: SessionKeeper,
  signal: AbortSignal | undefined,
): Promise<StoredAddress> {
  const { test } = keeper.data.dc
  const builtIn = typeof choice === 'string' ? builtInDataCenter(choice, id) : undefined
  if (builtIn) return { id, host: builtIn.host, port: builtIn.port, test }
  const config = (await call({ method: 'help.getConfig', parameters: {}, signal })) as Config
  const option = config.dc_options.find(
    ({ id: optionId, media_only, cdn, ipv6, tcpo_only, secret }) =>
      optionId === id && !media_only && !cdn && !ipv6 && !tcpo_only && !secret,
  )
  if (!option) {
    throw new UsageError(
      'DC_UNKNOWN',
      `the account belongs to data center ${id}, for which the server gave no address; pass that data center as \`dc\``,
      { id },
    )
  }
  return { id, host: option.ip_address, port: option.port, test }
}
