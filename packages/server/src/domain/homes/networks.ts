import { BlockList, isIPv6 } from 'node:net'
import type { NetworkRule } from '../../policy/login-policy.ts'

/** Tells which data center an address belongs to. */
export interface Networks {
  /** The data center of the first rule whose network holds the address; undefined when none does. */
  find(address: string): number | undefined
  /** The index of that rule; −1 when there is none. */
  indexOf(address: string): number
}

/** @param rules - checked before: their networks are written as CIDR */
export function createNetworks(rules: readonly NetworkRule[]): Networks {
  const compiled = rules.map(({ network, dc }) => ({ list: listOf(network), dc }))
  const indexOf = (address: string): number => {
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    return compiled.findIndex(({ list }) => list.check(address, family))
  }
  return { find: address => compiled[indexOf(address)]?.dc, indexOf }
}

/** Returns the two halves of `192.0.2.0/24`; undefined for what is no network. */
export function parseNetwork(text: string): { readonly address: string; readonly prefix: number } | undefined {
  const [address = '', prefix = '', ...rest] = text.split('/')
  if (rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return undefined
  try {
    new BlockList().addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
    return { address, prefix: Number(prefix) }
  } catch {
    return undefined
  }
}

function listOf(network: string): BlockList {
  const list = new BlockList()
  const parsed = parseNetwork(network)
  if (parsed !== undefined) list.addSubnet(parsed.address, parsed.prefix, isIPv6(parsed.address) ? 'ipv6' : 'ipv4')
  return list
}
