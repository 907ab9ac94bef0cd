import type { authorization } from '@chappe/schema/api'
import type { Session } from '../../domain/session.ts'
import type { Services } from '../../rpc/call-context.ts'

/** A session as it is described. */
export interface DescribedSession {
  /** Undefined when nothing is known of the program. */
  readonly session: Session | undefined
  readonly hash: bigint
  readonly createdAtMs: number
  readonly activeAtMs: number
  readonly current?: boolean
  readonly password_pending?: boolean
  readonly unconfirmed?: boolean
  readonly encrypted_requests_disabled?: boolean | undefined
  readonly call_requests_disabled?: boolean | undefined
}

/**
 * Describes a session to its account. The session that asks has the hash 0.
 *
 * @see {@link https://core.telegram.org/constructor/authorization}
 */
export function sessionToTl(described: DescribedSession, services: Services): authorization {
  const { session, hash, createdAtMs, activeAtMs, current = false } = described
  const client = session?.client
  const api_id = client?.api_id ?? 0
  const { name, platform } = services.apps.describe(api_id)
  return {
    _: 'authorization',
    current: flag(current),
    official_app: flag(services.officialApps.includes(api_id)),
    password_pending: flag(described.password_pending),
    encrypted_requests_disabled: flag(described.encrypted_requests_disabled),
    call_requests_disabled: flag(described.call_requests_disabled),
    unconfirmed: flag(described.unconfirmed),
    hash: current ? 0n : hash,
    device_model: client?.device_model ?? '',
    platform,
    system_version: client?.system_version ?? '',
    api_id,
    app_name: name,
    app_version: client?.app_version ?? '',
    date_created: Math.floor(createdAtMs / 1000),
    date_active: Math.floor(activeAtMs / 1000),
    ip: session?.address ?? '',
    country: services.site.country,
    // No address is looked up in any table of places; the country is that of the data center.
    region: '',
  }
}

function flag(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined
}
