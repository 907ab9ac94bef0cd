import { isLoopback } from './http/guard.ts'
import { OptionsError } from './options-error.ts'
import type { LoginPolicy } from './policy/login-policy.ts'

/** One of several data centers in a process. */
export interface DcOptions {
  /** Its number, 1 to 999; clients know 1 to 5. */
  readonly id: number
  /** TCP port; 0, the default, picks a free one. */
  readonly port?: number
  /** Address to listen on. Default: `host` of all. */
  readonly host?: string
  /** Address and port to tell clients in `help.getConfig`. Default: where it listens, as far as clients can know. */
  readonly advertise?: { readonly host: string; readonly port: number }
}

/** What a data center does at the network. */
export interface DcPlan {
  readonly id: number
  readonly port: number
  readonly host: string
  readonly advertise: { readonly host: string; readonly port: number } | undefined
  /** Numbers that its clients may believe to talk to. */
  readonly acceptedIds: readonly number[]
}

/** The options that say which data centers there are. */
interface DcChoice {
  readonly dcs?: readonly DcOptions[] | undefined
  readonly port?: number
  readonly host?: string
  readonly advertise?: { readonly host: string; readonly port: number }
  readonly dcId?: number
  readonly acceptedDcIds?: readonly number[]
}

/**
 * Plans the data centers: those of `dcs`, which then say everything for themselves, or the one that stands alone.
 *
 * @throws {OptionsError} `DC_INVALID`
 */
export function planDcs(options: DcChoice): readonly [DcPlan, ...DcPlan[]] {
  const { dcs, host = '127.0.0.1' } = options
  if (dcs === undefined) return [planAlone(options, host)]
  const given = (['port', 'advertise', 'dcId', 'acceptedDcIds'] as const).find(name => options[name] !== undefined)
  if (given !== undefined) throw new OptionsError('DC_INVALID', `${given} is for one data center; say it in dcs`)
  if (dcs.length > dcsMax) throw new OptionsError('DC_INVALID', `one process runs ${dcsMax} data centers at most`)
  const [first, ...rest] = dcs.map(
    (dc): DcPlan => ({
      id: checkedId(dc.id),
      port: dc.port ?? 0,
      host: dc.host ?? host,
      advertise: dc.advertise,
      // A key made for another data center is never to work here: each answers to its own number alone.
      acceptedIds: [dc.id],
    }),
  )
  if (first === undefined) throw new OptionsError('DC_INVALID', 'dcs names no data center')
  const ids = dcs.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new OptionsError('DC_INVALID', `dcs names data center ${twice} twice`)
  return [first, ...rest]
}

/**
 * Checks that the policy sends nobody to a data center that is not there.
 *
 * @throws {OptionsError} `DC_INVALID`
 */
export function checkNetworks(dcs: readonly Pick<DcPlan, 'id'>[], { homes }: Pick<LoginPolicy, 'homes'>): void {
  const lost = homes.networks.find(({ dc }) => dcs.every(({ id }) => id !== dc))
  if (lost === undefined) return
  throw new OptionsError(
    'DC_INVALID',
    `policy.homes gives ${lost.network} to data center ${lost.dc}, which is not there`,
  )
}

/** Tells whether machines other than this one can connect, by the address itself or by the one that clients are told. */
export function isReachable({ host, advertise }: Pick<DcPlan, 'host' | 'advertise'>): boolean {
  return !isLoopback(host) || (advertise !== undefined && !isLoopback(advertise.host))
}

/** 10000 and above mark the test network on the wire. */
const dcIdMax = 999
/** More than Telegram has; each is a listener. */
const dcsMax = 32

function planAlone({ port = 0, advertise, dcId = 2, acceptedDcIds }: DcChoice, host: string): DcPlan {
  const acceptedIds = [...new Set([dcId, ...(acceptedDcIds ?? [1, 2, 3, 4, 5])])]
  return { id: dcId, port, host, advertise, acceptedIds: acceptedIds.map(checkedId) }
}

function checkedId(id: number): number {
  if (Number.isInteger(id) && id >= 1 && id <= dcIdMax) return id
  throw new OptionsError('DC_INVALID', `numbers of data centers go from 1 to ${dcIdMax}`)
}
