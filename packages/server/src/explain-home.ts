import { checkNetworks } from './dc-plans.ts'
import { Homes, type NumberHome } from './domain/homes/homes.ts'
import { OptionsError } from './options-error.ts'
import type { LoginPolicy } from './policy/login-policy.ts'

/** What the home of a number depends on. */
export interface HomeQuestion {
  /**
   * How many data centers there are, numbered from 1. Default: as many as `dc`, `home` and `homes` of the policy name, and so
   * one where nothing names another.
   */
  readonly dcs?: number
  /** The data center that is asked. Default 1. */
  readonly dc?: number
  /** Where the account of the number is at home, and so registered. Default: at the one that is asked. */
  readonly home?: number
  /** The address that asks. Default: one that belongs nowhere. */
  readonly address?: string
}

/** Where a number belongs, by which rule, and what happens elsewhere. */
export interface HomeExplanation extends NumberHome {
  /** The data center that is asked. */
  readonly asked: number
}

/**
 * Explains at which of several data centers a number belongs.
 *
 * @returns undefined when there is but one
 * @throws {DomainError} `DC_ID_INVALID` when `dc` or `home` is not there
 * @throws {OptionsError} `DC_INVALID` when there cannot be so many, or the policy names one that is not there
 */
export function explainHome(
  policy: LoginPolicy,
  phone_number: string,
  registered: boolean,
  { dcs, dc = 1, home = dc, address }: HomeQuestion,
): HomeExplanation | undefined {
  const named = policy.homes.networks.map(rule => rule.dc)
  const ids = idsTo(dcs ?? Math.max(dc, home, ...named))
  checkNetworks(
    ids.map(id => ({ id })),
    policy,
  )
  const homes = new Homes(dc, ids, policy)
  const asked = homes.choose(dc)
  const account = registered ? { dc: homes.choose(home) } : undefined
  return homes.alone ? undefined : { asked, ...homes.ofNumber({ phone_number, account, address }) }
}

/** More have no numbers that can go over the wire. */
const dcsMax = 999

function idsTo(last: number): [number, ...number[]] {
  if (!Number.isInteger(last) || last < 1 || last > dcsMax) {
    throw new OptionsError('DC_INVALID', `there are 1 to ${dcsMax} data centers`)
  }
  return [1, ...Array.from({ length: last - 1 }, (_, index) => index + 2)]
}
