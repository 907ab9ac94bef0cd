import { parseNetwork } from '../domain/homes/networks.ts'
import { defaultPolicy } from './default-policy.ts'
import type { HomePolicy, NetworkRule } from './login-policy.ts'
import { PolicyError } from './policy-error.ts'
import { describe, SettingsReader } from './settings-reader.ts'

/** Reads which data center newcomers belong to. @throws {PolicyError} */
export function readHomes(reader: SettingsReader): HomePolicy {
  const policy: HomePolicy = { networks: reader.list('networks', defaultPolicy.homes.networks, readNetwork) }
  reader.end()
  return policy
}

function readNetwork(item: unknown, path: string): NetworkRule {
  const reader = new SettingsReader(item, path)
  const network = reader.take('network')
  if (typeof network !== 'string' || parseNetwork(network) === undefined) {
    throw new PolicyError(
      reader.pathOf('network'),
      `a network such as "192.0.2.0/24" or "2001:db8::/32" is expected, got ${describe(network)}`,
    )
  }
  const dc = reader.integer('dc', 0, 1, dcIdMax)
  reader.end()
  return { network, dc }
}

/** 10000 and above mark the test network on the wire. */
const dcIdMax = 999
