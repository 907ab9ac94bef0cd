import type { auth } from '@chappe/schema/api'
import { codecForLayer } from '@chappe/schema/layers'
import type { IntegrityKind } from '../../domain/integrity.ts'
import type { MediumName, NextMediumName } from '../../domain/media/medium.ts'
import type { SentCode, SentMedium, WantedProof } from '../../domain/sent-code.ts'

/**
 * Puts what was sent into the API's words.
 *
 * @see {@link https://core.telegram.org/type/auth.SentCode}
 */
export function sentCodeToTl(sent: SentCode): auth.SentCode {
  const { medium } = sent
  if (medium.kind === 'payment') {
    const { phone_code_hash } = sent
    return { _: 'auth.sentCodePaymentRequired', phone_code_hash, ...medium.due }
  }
  return {
    _: 'auth.sentCode',
    type: sentCodeType(medium),
    phone_code_hash: sent.phone_code_hash,
    next_type: sent.next === undefined ? undefined : codeType(sent.next),
    timeout: sent.timeoutSeconds,
  }
}

/**
 * Tells whether a layer has words for a medium. In a layer without, an older type would have to stand in its place, and
 * its readers would look for digits where there is a word.
 */
export function layerHasMedium(layer: number, medium: MediumName): boolean {
  return codecForLayer(layer).hasConstructor(sentCodeTypeNames[medium])
}

/** Tells whether a layer has a word for a login that has to be paid for: layer 204 was the first. */
export function layerHasPayment(layer: number): boolean {
  return codecForLayer(layer).hasConstructor('auth.sentCodePaymentRequired')
}

/** Tells whether a layer can ask for a proof of integrity: before layer 181 Firebase was without Play Integrity. */
export function layerHasProof(layer: number, kind: IntegrityKind): boolean {
  const definition = codecForLayer(layer).definitionOf('auth.sentCodeTypeFirebaseSms') ?? ''
  return proofFieldsInLayer[kind].test(definition)
}

const proofFieldsInLayer: { readonly [Kind in IntegrityKind]: RegExp } = {
  playIntegrity: /\bplay_integrity_nonce:/,
  safetyNet: /\bnonce:/,
  apns: /\breceipt:/,
}

const sentCodeTypeNames: { readonly [Name in MediumName]: auth.SentCodeType['_'] } = {
  app: 'auth.sentCodeTypeApp',
  sms: 'auth.sentCodeTypeSms',
  smsWord: 'auth.sentCodeTypeSmsWord',
  smsPhrase: 'auth.sentCodeTypeSmsPhrase',
  call: 'auth.sentCodeTypeCall',
  flashCall: 'auth.sentCodeTypeFlashCall',
  missedCall: 'auth.sentCodeTypeMissedCall',
  fragmentSms: 'auth.sentCodeTypeFragmentSms',
  firebaseSms: 'auth.sentCodeTypeFirebaseSms',
}

function sentCodeType(medium: Exclude<SentMedium, { kind: 'payment' }>): auth.SentCodeType {
  switch (medium.kind) {
    case 'app':
      return { _: 'auth.sentCodeTypeApp', length: medium.length }
    case 'sms':
      return { _: 'auth.sentCodeTypeSms', length: medium.length }
    case 'call':
      return { _: 'auth.sentCodeTypeCall', length: medium.length }
    case 'flashCall':
      return { _: 'auth.sentCodeTypeFlashCall', pattern: medium.pattern }
    case 'missedCall':
      return { _: 'auth.sentCodeTypeMissedCall', prefix: medium.prefix, length: medium.length }
    case 'smsWord':
      return { _: 'auth.sentCodeTypeSmsWord', beginning: medium.beginning }
    case 'smsPhrase':
      return { _: 'auth.sentCodeTypeSmsPhrase', beginning: medium.beginning }
    case 'fragmentSms':
      return { _: 'auth.sentCodeTypeFragmentSms', url: medium.url, length: medium.length }
    case 'emailCode':
      return {
        _: 'auth.sentCodeTypeEmailCode',
        apple_signin_allowed: medium.apple || undefined,
        google_signin_allowed: medium.google || undefined,
        email_pattern: medium.pattern,
        length: medium.length,
        reset_available_period: medium.resetAvailableSeconds,
        reset_pending_date: medium.resetAtMs === undefined ? undefined : Math.ceil(medium.resetAtMs / 1000),
      }
    case 'setUpEmail':
      return {
        _: 'auth.sentCodeTypeSetUpEmailRequired',
        apple_signin_allowed: medium.apple || undefined,
        google_signin_allowed: medium.google || undefined,
      }
    case 'firebaseSms':
      return { _: 'auth.sentCodeTypeFirebaseSms', length: medium.length, ...proofFields(medium.proof) }
  }
}

function proofFields(proof: WantedProof): Partial<auth.sentCodeTypeFirebaseSms> {
  switch (proof.kind) {
    case 'safetyNet':
      return { nonce: proof.nonce }
    case 'playIntegrity':
      return { play_integrity_project_id: proof.projectId, play_integrity_nonce: proof.nonce }
    case 'apns':
      return { receipt: proof.receipt, push_timeout: proof.timeoutSeconds }
  }
}

function codeType(next: NextMediumName): auth.CodeType {
  switch (next) {
    case 'sms':
      return { _: 'auth.codeTypeSms' }
    case 'call':
      return { _: 'auth.codeTypeCall' }
    case 'flashCall':
      return { _: 'auth.codeTypeFlashCall' }
    case 'missedCall':
      return { _: 'auth.codeTypeMissedCall' }
    case 'fragmentSms':
      return { _: 'auth.codeTypeFragmentSms' }
  }
}
