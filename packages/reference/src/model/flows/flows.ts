import { pageAddress } from '../addresses.ts'
import type { EntryKind, Flow, FlowMove, FlowNeighbour, FlowPlace, FlowStep } from '../model.ts'
import type { FlowPlan } from './flow-plan.ts'
import { loginFlow } from './login-flow.ts'
import {
  changeNumberFlow,
  confirmPhoneFlow,
  temporaryKeyFlow,
  transferFlow,
  verifyPhoneFlow,
} from './number-and-keys.ts'
import { botFlow, emailFlow, passkeyFlow, qrFlow, recoveryFlow } from './other-logins.ts'

/** Every flow, as written down. A method that is part of several belongs to the first. */
const flowPlans: readonly FlowPlan[] = [
  loginFlow,
  emailFlow,
  recoveryFlow,
  qrFlow,
  passkeyFlow,
  botFlow,
  changeNumberFlow,
  confirmPhoneFlow,
  verifyPhoneFlow,
  transferFlow,
  temporaryKeyFlow,
]

/** Tells which names have pages. */
export type HasPage = (kind: EntryKind, name: string) => boolean

/** The flows with addresses; calls that the schema lacks are left out, and flows without any call. */
export function createFlows(hasPage: HasPage): Flow[] {
  return flowPlans.map(plan => createFlow(plan, hasPage)).filter(flow => flow.steps.some(step => step.method))
}

/** The place of a method in the first flow that has it; undefined when none has. */
export function placeIn(flows: readonly Flow[], method: string): FlowPlace | undefined {
  for (const { id, steps, moves } of flows) {
    const step = steps.find(candidate => candidate.method === method)
    if (step === undefined) continue
    const neighbour = (move: FlowMove, end: string): FlowNeighbour => neighbourOf(steps, end, move)
    return {
      flow: id,
      step: step.id,
      before: moves.filter(move => move.to === step.id).map(move => neighbour(move, move.from)),
      after: moves.filter(move => move.from === step.id).map(move => neighbour(move, move.to)),
    }
  }
  return undefined
}

function createFlow(plan: FlowPlan, hasPage: HasPage): Flow {
  const steps: FlowStep[] = []
  for (const [id, [column, row]] of Object.entries(plan.steps)) {
    const step = { id, label: id, column, row }
    // Names of methods have no blanks; all other steps are states.
    if (!isMethodName(id)) steps.push(step)
    else if (hasPage('method', id)) steps.push({ ...step, method: id, linkTo: pageAddress('method', id) })
  }
  const kept = new Set(steps.map(step => step.id))
  const moves = plan.moves
    .filter(([from, to]) => kept.has(from) && kept.has(to))
    .map(([from, to, when]) => ({ from, to, when, ...linkOf(when, hasPage) }))
  const { id, title, description, sources } = plan
  return { id, title, description, sources, steps, moves }
}

function isMethodName(id: string): boolean {
  return id.includes('.') || /^[a-z]+[A-Z]/.test(id)
}

// The name in front of the words: `auth.sentCode with next_type`, `USER_MIGRATE_X: in that data center`.
function linkOf(when: string, hasPage: HasPage): Pick<FlowMove, 'linkTo'> {
  const name = /^[\w.]+/.exec(when)?.[0] ?? ''
  const error = name.replace(/_X$/, '_%d')
  if (/^[A-Z\d_%]+$/.test(name) && hasPage('error', error)) return { linkTo: pageAddress('error', error) }
  for (const kind of ['constructor', 'type'] as const) {
    if (hasPage(kind, name)) return { linkTo: pageAddress(kind, name) }
  }
  return {}
}

function neighbourOf(steps: readonly FlowStep[], id: string, { when }: FlowMove): FlowNeighbour {
  const step = steps.find(candidate => candidate.id === id)
  return {
    label: step?.label ?? id,
    when,
    ...(step?.method !== undefined && { method: step.method }),
    ...(step?.linkTo !== undefined && { linkTo: step.linkTo }),
  }
}
