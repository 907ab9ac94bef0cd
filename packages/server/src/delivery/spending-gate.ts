import { type NumberType as LibraryType, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Clock } from '../clock.ts'
import type { SpendingRepository, SpendingSubject, UnitOfWork } from '../domain/repositories.ts'
import type { RateLimit } from '../policy/login-policy.ts'
import type { NumberType, SpendingPolicy } from '../policy/spending-policy.ts'
import type { DeliveryMessage } from './provider.ts'
import { smsSegments } from './smpp/sms-segments.ts'

/** Decides which paid messages may be sent, and counts those that are. */
export interface SpendingGate {
  /** Counts a message. Resolves to undefined when it may be sent, else to the rule that forbids it; it is not counted then. */
  refusalOf(message: DeliveryMessage): Promise<string | undefined>
}

/**
 * Makes a gate that follows a policy.
 *
 * Every message that may be sent is counted, also when the provider then fails: a gateway that gave no answer may have
 * sent it all the same.
 */
export function createSpendingGate(policy: SpendingPolicy, store: UnitOfWork, clock: Clock): SpendingGate {
  return {
    async refusalOf(message: DeliveryMessage): Promise<string | undefined> {
      const refusal = refusedNumber(policy, message.phone_number)
      if (refusal !== undefined) return refusal
      const cost = costOf(policy, message)
      const budgets = budgetsOf(policy, message)
      const nowMs = clock.now()
      // Reading and counting are one: two messages at once cannot both be the last that a budget allows.
      return store.transaction(async ({ spending }) => {
        for (const budget of budgets) {
          const spent = await spending.sum(budget.subject, nowMs - budget.periodSeconds * 1000)
          if (exceeds(budget, spent, cost)) return `${budget.name} is used up`
        }
        await count(spending, budgets, nowMs, cost)
        return undefined
      })
    },
  }
}

/** A limit on messages or on money. */
interface Budget extends RateLimit {
  readonly subject: SpendingSubject
  readonly of: 'messages' | 'cost'
  /** For the log. */
  readonly name: string
}

function exceeds(budget: Budget, spent: { messages: number; cost: number }, cost: number): boolean {
  return budget.of === 'messages' ? spent.messages >= budget.max : spent.cost + cost > budget.max
}

async function count(
  spending: SpendingRepository,
  budgets: readonly Budget[],
  nowMs: number,
  cost: number,
): Promise<void> {
  const longestMs = Math.max(0, ...budgets.map(budget => budget.periodSeconds * 1000))
  await spending.deleteBefore(nowMs - Math.max(longestMs, retentionMs))
  // A prefix that has a budget of messages and a cap is one subject, counted once.
  const subjects = new Map(budgets.map(({ subject }) => [`${subject.kind} ${subject.value}`, subject]))
  for (const subject of subjects.values()) await spending.add(subject, nowMs, cost)
}

/** As long as the longest period a policy can name. */
const retentionMs = 31 * 86_400_000

function budgetsOf(policy: SpendingPolicy, { phone_number, address }: DeliveryMessage): readonly Budget[] {
  const budgets: Budget[] = []
  const add = (of: Budget['of'], kind: SpendingSubject['kind'], value: string, limit: RateLimit, name: string): void =>
    void budgets.push({ of, subject: { kind, value }, max: limit.max, periodSeconds: limit.periodSeconds, name })

  if (policy.perAddress !== null && address !== undefined) {
    add('messages', 'address', address, policy.perAddress, 'the budget of the address')
  }
  if (policy.perBlock !== null) {
    const block = phone_number.slice(0, -policy.perBlock.lastDigits)
    add('messages', 'block', `${block} ${phone_number.length}`, policy.perBlock, 'the budget of the block')
  }
  for (const limit of policy.perPrefix) {
    if (!phone_number.startsWith(limit.prefix)) continue
    add('messages', 'prefix', limit.prefix, limit, `the budget of +${limit.prefix}`)
  }
  for (const cap of policy.caps) {
    const { prefix = '' } = cap
    if (!phone_number.startsWith(prefix)) continue
    add('cost', 'prefix', prefix, cap, prefix === '' ? 'the cost cap' : `the cost cap of +${prefix}`)
  }
  return budgets
}

/** What a message costs, in the unit of the prices. */
function costOf(policy: SpendingPolicy, { medium, phone_number, text }: DeliveryMessage): number {
  const fitting = policy.prices.filter(
    ({ prefix = '', media }) => phone_number.startsWith(prefix) && (media === undefined || media.includes(medium)),
  )
  const longest = fitting.reduce<(typeof fitting)[number] | undefined>(
    (best, price) => ((price.prefix ?? '').length > (best?.prefix ?? '').length || best === undefined ? price : best),
    undefined,
  )
  const isText = textMedia.has(medium)
  return (longest?.price ?? 0) * (isText ? smsSegments(text).segments.length : 1)
}

const textMedia: ReadonlySet<string> = new Set(['sms', 'smsWord', 'smsPhrase', 'firebaseSms', 'fragmentSms'])

/** Why nothing is sent to a number at all; undefined when it is sent to. */
function refusedNumber(policy: SpendingPolicy, phone_number: string): string | undefined {
  const begins = (prefix: string): boolean => phone_number.startsWith(prefix)
  const refused = policy.refusedPrefixes.find(begins)
  if (refused !== undefined) return `nothing is sent to +${refused}`
  if (policy.allowedPrefixes.length > 0 && !policy.allowedPrefixes.some(begins)) {
    return 'the number is in no prefix that is sent to'
  }
  const known = parsePhoneNumberFromString(`+${phone_number}`)
  if (known === undefined || !known.isValid()) {
    return policy.unknownRanges === 'refuse' ? 'the number is in no assigned range' : undefined
  }
  const type = known.getType()
  const name = type === undefined ? undefined : typeNames[type]
  return name !== undefined && policy.refusedTypes.includes(name) ? `nothing is sent to ${name} numbers` : undefined
}

// A number that is either of a fixed line or mobile, as all of North America's, counts as mobile.
const typeNames: Readonly<Record<Exclude<LibraryType, undefined>, NumberType>> = {
  FIXED_LINE: 'fixedLine',
  FIXED_LINE_OR_MOBILE: 'mobile',
  MOBILE: 'mobile',
  PAGER: 'pager',
  PERSONAL_NUMBER: 'personal',
  PREMIUM_RATE: 'premiumRate',
  SHARED_COST: 'sharedCost',
  TOLL_FREE: 'tollFree',
  UAN: 'universalAccess',
  VOICEMAIL: 'voicemail',
  VOIP: 'voip',
}
