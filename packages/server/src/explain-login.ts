import { explainLadder, type LeftOut, type Situation } from './domain/ladder.ts'
import { lengthOf } from './domain/media/code-form.ts'
import { media } from './domain/media/media.ts'
import type { CodeForm, MediumName, NextMediumName } from './domain/media/medium.ts'
import { findOffer } from './domain/payment/payment-terms.ts'
import { countryOf, parsePhoneNumber, testNumberDigit } from './domain/phone-number.ts'
import { type EmailExplanation, explainEmail } from './explain-email.ts'
import { explainHome, type HomeExplanation, type HomeQuestion } from './explain-home.ts'
import { layerHasMedium, layerHasPayment } from './methods/auth/sent-code.ts'
import type { CheckPolicy } from './policy/check-policy.ts'
import type { LadderConditions, LadderPolicy } from './policy/login-policy.ts'
import type { PaymentOffer } from './policy/payment-policy.ts'
import { type PolicyOverrides, resolvePolicy } from './policy/resolve-policy.ts'

/** A login to be explained. */
export interface LoginQuestion extends HomeQuestion {
  /** In any usual way of writing. */
  readonly phone_number: string
  readonly api_id?: number
  /** What the program says it can handle, as in `codeSettings`. Default: nothing. */
  readonly settings?: {
    readonly allow_flashcall?: boolean
    readonly allow_missed_call?: boolean
    readonly allow_firebase?: boolean
  }
  /** The number has an account. Default false. */
  readonly registered?: boolean
  /** The account is logged in elsewhere, and so registered. Default false. */
  readonly otherSession?: boolean
  /** The account has a login e-mail, and so the number an account. Default false. */
  readonly loginEmail?: boolean
  /** Other machines can connect, so that test numbers are off unless the policy says otherwise. Default false. */
  readonly reachable?: boolean
  /** Proofs of integrity can be checked. Default false. */
  readonly integrity?: boolean
  /** Layer of the program. Default: the newest. */
  readonly layer?: number
}

/** Which way the codes of a login take, and why. */
export interface LoginExplanation {
  /** Digits only. */
  readonly phone_number: string
  /** ISO 3166-1; undefined when the range belongs to no country. */
  readonly country: string | undefined
  /** The code that everybody knows, for a test number. */
  readonly testCode: string | undefined
  /** At which of several data centers the number belongs; undefined where there is but one. */
  readonly home: HomeExplanation | undefined
  /**
   * What has to be paid before anything is sent: an entry of `policy.payment.offers`, its index, and
   * whether the layer has a word for it (the others are told to update); undefined when nothing.
   */
  readonly payment: ({ readonly offer: number; readonly understood: boolean } & PaymentOffer) | undefined
  /** What comes by e-mail before the ladder; undefined when nothing does. */
  readonly email: EmailExplanation | undefined
  /** What `policy.checks` asks programs to prove before `auth.sendCode`: each what it can. */
  readonly checks: readonly (keyof CheckPolicy)[]
  /** Index in `policy.ladders` of the ladder that applies. */
  readonly ladder: number
  readonly when: LadderPolicy['when']
  /** The ladders before it, each with the first condition that does not hold and what it asks for. */
  readonly passed: readonly {
    readonly ladder: number
    readonly condition: keyof LadderConditions
    readonly wanted: LadderConditions[keyof LadderConditions]
  }[]
  readonly steps: readonly LoginStep[]
}

/** One medium of the ladder. */
export interface LoginStep {
  readonly medium: MediumName
  /** Why it is left out, when it is. */
  readonly leftOut: LeftOut | 'paid' | undefined
  readonly form: CodeForm
  /** Digits, syllables or words of the code. */
  readonly length: number
  /** What `next_type` says while this medium is in use; undefined at the end. */
  readonly next: NextMediumName | undefined
  /** Seconds until the next medium; undefined at the end. */
  readonly timeoutSeconds: number | undefined
}

/**
 * Explains which ladder a policy chooses for a login, without sending anything.
 *
 * @throws {PolicyError} for a policy that cannot be followed
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `DC_ID_INVALID`
 * @throws {OptionsError} `DC_INVALID` for data centers that cannot be, or a policy that sends people to one that is not there
 */
export function explainLogin(overrides: PolicyOverrides, question: LoginQuestion): LoginExplanation {
  const policy = resolvePolicy(overrides, question.reachable)
  const { settings = {}, otherSession = false, layer } = question
  const phone_number = parsePhoneNumber(question.phone_number, policy.numbers)
  const registered =
    otherSession || question.loginEmail === true || question.registered === true || question.home !== undefined
  const situation: Situation = {
    phone_number,
    registered,
    otherSession,
    api_id: question.api_id ?? 0,
    integrity: question.integrity === true ? 'playIntegrity' : undefined,
    settings: {
      allow_flashcall: settings.allow_flashcall === true,
      allow_missed_call: settings.allow_missed_call === true,
      allow_firebase: settings.allow_firebase === true,
      allow_app_hash: false,
      understands: medium => layer === undefined || layerHasMedium(layer, medium),
      push: undefined,
      canPay: layer === undefined || layerHasPayment(layer),
      canProve: () => true,
    },
  }
  const chosen = explainLadder(policy, situation)
  const found = findOffer(policy, situation)
  // What was paid for is a message to the phone.
  const steps = chosen.steps.map(({ name, leftOut }) => ({
    name,
    leftOut: leftOut ?? (found !== undefined && name === 'app' ? ('paid' as const) : undefined),
  }))
  const used = steps.filter(step => step.leftOut === undefined).map(step => step.name)
  // What has to be paid for is not offered behind a mailbox, which costs nothing.
  const announced = found === undefined ? used.map(name => media[name].announcedAs) : []
  const email = explainEmail(policy, situation, question.loginEmail === true, announced)
  const due = email?.step === 'emailCode' ? undefined : found
  return {
    phone_number,
    country: countryOf(phone_number),
    testCode: testNumberDigit(phone_number, policy.numbers)?.repeat(policy.media.sms.length),
    home: explainHome(policy, phone_number, registered, question),
    payment: due && { offer: due.index, understood: situation.settings.canPay, ...due.offer },
    email,
    checks: checksOf(policy.checks, 'auth.sendCode'),
    ladder: chosen.index,
    when: chosen.ladder.when,
    passed: chosen.passed.map(({ index, condition }) => ({
      ladder: index,
      condition,
      wanted: policy.ladders[index]?.when[condition],
    })),
    steps: steps.map(({ name, leftOut }): LoginStep => {
      const next = leftOut === undefined ? used[used.indexOf(name) + 1] : undefined
      return {
        medium: name,
        leftOut,
        form: media[name].form,
        length: lengthOf(policy, name),
        next: next && media[next].announcedAs,
        timeoutSeconds: next && policy.media[name].timeoutSeconds,
      }
    }),
  }
}

function checksOf({ playIntegrity, apns, reCaptcha }: CheckPolicy, method: string): readonly (keyof CheckPolicy)[] {
  const named: Readonly<Record<keyof CheckPolicy, boolean>> = {
    apns: apns.includes(method),
    playIntegrity: playIntegrity.includes(method),
    reCaptcha: reCaptcha.some(({ methods }) => methods.includes(method)),
  }
  return (['apns', 'playIntegrity', 'reCaptcha'] as const).filter(name => named[name])
}
