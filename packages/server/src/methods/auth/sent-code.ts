import type { auth } from '@chappe/schema/api'
import type { NextMediumName } from '../../domain/media/medium.ts'
import type { SentCode } from '../../domain/sent-code.ts'

/**
 * Puts what was sent into the API's words.
 *
 * @see {@link https://core.telegram.org/type/auth.SentCode}
 */
export function sentCodeToTl(sent: SentCode): auth.SentCode {
  return {
    _: 'auth.sentCode',
    type: sentCodeType(sent.medium),
    phone_code_hash: sent.phone_code_hash,
    next_type: sent.next === undefined ? undefined : codeType(sent.next),
    timeout: sent.timeoutSeconds,
  }
}

function sentCodeType({ kind, length }: SentCode['medium']): auth.SentCodeType {
  switch (kind) {
    case 'app':
      return { _: 'auth.sentCodeTypeApp', length }
    case 'sms':
      return { _: 'auth.sentCodeTypeSms', length }
    case 'call':
      return { _: 'auth.sentCodeTypeCall', length }
  }
}

function codeType(next: NextMediumName): auth.CodeType {
  switch (next) {
    case 'sms':
      return { _: 'auth.codeTypeSms' }
    case 'call':
      return { _: 'auth.codeTypeCall' }
  }
}
