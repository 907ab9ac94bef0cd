import type { DataJSON, help } from '@chappe/schema/api'
import type { TermsPolicy } from '../../policy/login-policy.ts'

/**
 * Writes the terms of service for the API.
 *
 * @see {@link https://core.telegram.org/constructor/help.termsOfService}
 */
export function termsToTl({ version, text, popup, minAge }: TermsPolicy): help.TermsOfService {
  return {
    _: 'help.termsOfService',
    popup: popup || undefined,
    id: { _: 'dataJSON', data: JSON.stringify({ version }) },
    text,
    entities: [],
    min_age_confirm: minAge ?? undefined,
  }
}

/** Reads the version out of the id of terms; undefined for what is no such id. */
export function termsVersionOf({ data }: DataJSON): string | undefined {
  if (data.length > idLengthMax) return undefined
  try {
    const id: unknown = JSON.parse(data)
    if (typeof id !== 'object' || id === null || !('version' in id)) return undefined
    return typeof id.version === 'string' ? id.version : undefined
  } catch {
    return undefined
  }
}

const idLengthMax = 256
