/**
 * The walk down the ladder: a code is written to the store first and sent after, so that whatever arrives at a phone
 * can be entered, and no medium is used twice however the process ends.
 */
import { DomainError } from './domain-error.ts'
import { nextStepOf } from './email/email-steps.ts'
import type { LoginEmail } from './email/login-email.ts'
import { emailPattern } from './email-address.ts'
import type { LoginContext } from './login-context.ts'
import { lengthOf, type MadeCode, makeCode, sameForm } from './media/code-form.ts'
import { media } from './media/media.ts'
import { isEmailStep, lifetimeSecondsOf, timeoutSecondsOf } from './media/step.ts'
import { codeCreateFailed } from './new-pending-code.ts'
import type { PendingCode } from './pending-code.ts'
import { testNumberDigit } from './phone-number.ts'
import type { SentCode, SentMedium, WantedProof } from './sent-code.ts'

/** Returns a code as it is when sent at `step` of its ladder now: its digits, when it may be resent and when it dies. */
export function atStep(
  context: LoginContext,
  pending: PendingCode,
  phone_code_hash: string,
  step: number,
): PendingCode {
  const { policy, secrets, clock } = context
  const name = pending.ladder[step]
  if (name === undefined) throw new DomainError('SEND_CODE_UNAVAILABLE', 'every medium was used')
  const length = lengthOf(policy, name)
  const before = pending.ladder[pending.step]
  const isResend = step !== pending.step
  // A code of another form or length is another code, whatever the policy says.
  const isOther = length !== pending.length || (before !== undefined && !sameForm(name, before))
  const renewed = isResend && (policy.code.onResend === 'new' || isOther)
  const changed = { ...pending, step, length, generation: pending.generation + (renewed ? 1 : 0) }
  const { code } = plainCode(context, changed, phone_code_hash)
  return {
    ...changed,
    codeDigest: secrets.codeDigest(phone_code_hash, pending.phone_number, code),
    codeMark: secrets.codeMark(pending.phone_number, code),
    resendAtMs: clock.now() + timeoutSecondsOf(policy, name) * 1000,
    expiresAtMs: clock.now() + lifetimeSecondsOf(policy, name) * 1000,
  }
}

/** How far a code came. */
export interface Brought {
  /** False when no medium was left, or the code was entered, cancelled, replaced or resent meanwhile. */
  readonly accepted: boolean
  /** The code as it was sent, or at the last medium that was tried. */
  readonly attempt: PendingCode
}

/** What is known of a request besides the code it is about. */
export interface Asked {
  /** Whom the code is counted against; undefined when that says nothing. */
  readonly address: string | undefined
  /** Free text of the client about why it asks again. */
  readonly reason: string | undefined
  /** The mailbox of the account, for a code that goes there. */
  readonly email?: LoginEmail | undefined
}

/** Sends a code that is stored already by the medium of its step; when nobody accepts it, silently by the next. */
export async function bringCode(
  context: LoginContext,
  stored: PendingCode,
  phone_code_hash: string,
  asked: Asked,
): Promise<Brought> {
  let attempt = stored
  while (!(await deliver(context, attempt, phone_code_hash, asked))) {
    const step = attempt.step + 1
    if (step >= attempt.ladder.length) return { accepted: false, attempt }
    const next = await changeIfWaiting(context, attempt, current => atStep(context, current, phone_code_hash, step))
    if (next === undefined) return { accepted: false, attempt }
    attempt = next
  }
  return { accepted: true, attempt }
}

/**
 * Sends a code that was just stored, and describes it to the client that asked for it. When nobody accepts it, it is
 * deleted.
 *
 * @throws {DomainError} `SMS_CODE_CREATE_FAILED`
 */
export async function bringNewCode(
  context: LoginContext,
  stored: PendingCode,
  phone_code_hash: string,
  address: string | undefined,
): Promise<SentCode> {
  const email = await mailboxOf(context, stored)
  const { accepted, attempt } = await bringCode(context, stored, phone_code_hash, { address, reason: undefined, email })
  if (accepted) return describeSentCode(context, attempt, phone_code_hash, email)
  await changeIfWaiting(context, attempt, () => undefined)
  throw codeCreateFailed()
}

/**
 * Changes a stored code, unless it was entered, cancelled, replaced or resent since. Deliveries take time, and none of
 * that has to wait for them.
 *
 * @param change - returns the code as it is to be, or undefined to delete it
 * @returns the changed code, or undefined when there is none now
 */
export async function changeIfWaiting(
  context: LoginContext,
  known: PendingCode,
  change: (current: PendingCode) => PendingCode | undefined,
): Promise<PendingCode | undefined> {
  return context.store.transaction(async ({ codes }) => {
    const current = await codes.find(known.key_id, known.hashDigest)
    if (current === undefined || current.stage !== 'sent' || current.step !== known.step) return undefined
    const changed = change(current)
    if (changed === undefined) await codes.delete(current.key_id, current.purpose)
    else await codes.put(changed)
    return changed
  })
}

/** The mailbox of the account, when the code of a login goes there. */
async function mailboxOf(
  context: LoginContext,
  { ladder, step, phone_number }: PendingCode,
): Promise<LoginEmail | undefined> {
  if (ladder[step] !== 'emailCode') return undefined
  return context.store.transaction(async ({ accounts, loginEmails }) => {
    const account = await accounts.findByPhone(phone_number)
    return account === undefined ? undefined : loginEmails.find(account.id)
  })
}

/**
 * Describes a code to the client that asked for it.
 *
 * @param email - the mailbox of the account, for a code that went there
 */
export function describeSentCode(
  context: LoginContext,
  pending: PendingCode,
  phone_code_hash: string,
  email?: LoginEmail,
): SentCode {
  const nextStep = nextStepOf(context, pending)
  const next = nextStep === undefined ? undefined : pending.ladder[nextStep]
  // What is left of it: a code may be described again later.
  const timeoutSeconds = Math.ceil((pending.resendAtMs - context.clock.now()) / 1000)
  return {
    phone_code_hash,
    medium: sentMedium(context, pending, phone_code_hash, email),
    next: next === undefined || isEmailStep(next) ? undefined : media[next].announcedAs,
    // Without a next medium there is nothing to wait for.
    timeoutSeconds: next !== undefined && timeoutSeconds > 0 ? timeoutSeconds : undefined,
  }
}

function sentMedium(
  context: LoginContext,
  pending: PendingCode,
  phone_code_hash: string,
  email: LoginEmail | undefined,
): SentMedium {
  const { policy } = context
  const { length } = pending
  const kind = pending.ladder[pending.step]
  if (kind === undefined) throw new DomainError('SEND_CODE_UNAVAILABLE', 'no medium is in use')
  switch (kind) {
    case 'app':
    case 'sms':
    case 'call':
      return { kind, length }
    case 'flashCall':
      return { kind, pattern: policy.media.flashCall.callerPrefix + '*'.repeat(length) }
    case 'missedCall':
      return { kind, prefix: policy.media.missedCall.callerPrefix, length }
    case 'smsWord':
    case 'smsPhrase':
      return { kind, beginning: plainCode(context, pending, phone_code_hash).beginning }
    case 'fragmentSms':
      return { kind, url: policy.media.fragmentSms.url, length }
    case 'emailCode':
      return { kind, length, ...aboutMailbox(context, email) }
    case 'setUpEmail':
      return { kind, ...acceptedServices(context) }
    case 'firebaseSms':
      return { kind, length, proof: wantedProof(context, pending, phone_code_hash) }
  }
}

function aboutMailbox(
  context: LoginContext,
  email: LoginEmail | undefined,
): Omit<SentMedium & { kind: 'emailCode' }, 'kind' | 'length'> {
  if (email === undefined) throw new DomainError('SEND_CODE_UNAVAILABLE', 'the account has no mailbox any more')
  return {
    ...acceptedServices(context),
    pattern: emailPattern(email.address),
    resetAvailableSeconds: email.resetAtMs === undefined ? context.policy.email.resetWaitSeconds : undefined,
    resetAtMs: email.resetAtMs,
  }
}

function acceptedServices({ email: { tokens } }: LoginContext): { readonly apple: boolean; readonly google: boolean } {
  return { apple: tokens.accepts('apple'), google: tokens.accepts('google') }
}

function wantedProof(context: LoginContext, pending: PendingCode, phone_code_hash: string): WantedProof {
  const nonce = context.secrets.nonce(phone_code_hash, pending.phone_number)
  const { playIntegrityProjectId: projectId, pushes } = context.integrity ?? {}
  if (pending.integrity === 'apns' && pushes !== undefined) {
    const { receipt } = context.secrets.pushOf(phone_code_hash, pending.phone_number)
    return { kind: 'apns', receipt, timeoutSeconds: pushes.timeoutSeconds }
  }
  return pending.integrity === 'playIntegrity' && projectId !== undefined
    ? { kind: 'playIntegrity', projectId, nonce }
    : { kind: 'safetyNet', nonce }
}

/** Hands a code over as its step says; false when nobody accepted it. */
async function deliver(
  context: LoginContext,
  pending: PendingCode,
  phone_code_hash: string,
  asked: Asked,
): Promise<boolean> {
  const name = pending.ladder[pending.step]
  // What was promised to who proves their integrity is not sent before; and where a mailbox is missing, nothing is.
  if (name === 'firebaseSms' && pending.integrity === 'apns') return pushProof(context, pending, phone_code_hash)
  if (name === 'firebaseSms' || name === 'setUpEmail') return true
  return deliverNow(context, pending, phone_code_hash, asked)
}

/** Wakes the program with the secret by which it proves itself; a push that nobody takes is a medium that failed. */
async function pushProof(
  { integrity, secrets }: LoginContext,
  { push, phone_number }: PendingCode,
  phone_code_hash: string,
): Promise<boolean> {
  if (push === undefined || integrity?.pushes === undefined) return false
  const { receipt, secret } = secrets.pushOf(phone_code_hash, phone_number)
  return integrity.pushes.push(push, { receipt, ios_push_secret: secret })
}

/** The same for a code that nothing has to be proven for any more. */
export async function deliverNow(
  context: LoginContext,
  pending: PendingCode,
  phone_code_hash: string,
  asked: Asked,
): Promise<boolean> {
  const medium = pending.ladder[pending.step]
  if (medium === undefined) return false
  // The code of a test number is known to all; nothing is sent.
  if (testNumberDigit(pending.phone_number, context.policy.numbers) !== undefined) return true
  const { code, caller } = plainCode(context, pending, phone_code_hash)
  if (isEmailStep(medium)) return mailCode(context, pending, code, asked.email)
  const outcome = await context.delivery.deliver({
    medium,
    phone_number: pending.phone_number,
    purpose: pending.purpose,
    key_id: pending.key_id,
    code,
    caller,
    lang_code: pending.lang_code,
    api_id: pending.api_id,
    appHash: pending.allow_app_hash ? appHashOf(context, pending.api_id) : undefined,
    address: asked.address,
    reason: asked.reason,
  })
  return outcome === 'accepted'
}

async function mailCode(
  { email: { mailer } }: LoginContext,
  { phone_number, lang_code }: PendingCode,
  code: string,
  email: LoginEmail | undefined,
): Promise<boolean> {
  if (email === undefined) return false
  const { address } = email
  return (await mailer.mail({ kind: 'loginCode', address, phone_number, code, lang_code })) === 'accepted'
}

function appHashOf({ policy }: LoginContext, api_id: number): string | undefined {
  return policy.apps.smsHashes.find(app => app.api_id === api_id)?.hash
}

function plainCode(context: LoginContext, pending: PendingCode, phone_code_hash: string): MadeCode {
  const { phone_number, generation, length, ladder, step } = pending
  const digit = testNumberDigit(phone_number, context.policy.numbers)
  if (digit !== undefined) return { code: digit.repeat(length), caller: undefined, beginning: undefined }
  const name = ladder[step]
  if (name === undefined) throw new DomainError('SEND_CODE_UNAVAILABLE', 'no medium is in use')
  return makeCode(context.policy, name, length, context.secrets.codeBytes(phone_code_hash, phone_number, generation))
}
