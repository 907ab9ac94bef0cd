import { UsageError } from '../usage-error.ts'
import {
  type FieldKind,
  mediumShapes,
  nextMedia,
  type PartKind,
  partShapes,
  proofShapes,
  type Shape,
  stateShapes,
  waysIn,
} from './login-shapes.ts'
import { type LoginState, textLengthMax } from './login-state.ts'

/**
 * Reads a {@link LoginState} from JSON text, checking every field.
 *
 * @throws {UsageError} `LOGIN_STATE_INVALID`
 */
export function parseLoginState(text: string): LoginState {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalid('it is not JSON', cause)
  }
  return checkLoginState(value)
}

/** The same for a value that is already parsed. What the state has no place for does not come along. */
export function checkLoginState(value: unknown): LoginState {
  if (!isRecord(value)) throw invalid('it is not an object')
  if (value.at === 'unsupported') return ofEarlierVersion(value)
  if (typeof value.at !== 'string' || !Object.hasOwn(stateShapes, value.at)) throw invalid('`at` names no state')
  const shape = stateShapes[value.at as LoginState['at']]
  return { at: value.at, ...pick(value, shape) } as LoginState
}

/** Such a state no longer exists: what it stood for is begun again, with the same number. */
function ofEarlierVersion(value: Readonly<Record<string, unknown>>): LoginState {
  return { at: 'phone', ...pick(value, { phone_number: 'string?' }) }
}

/** The fields of a shape, checked one by one. */
function pick(value: Readonly<Record<string, unknown>>, shape: Shape): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [field, written] of Object.entries(shape)) {
    const found = value[field]
    if (found === undefined) {
      if (!written.endsWith('?')) throw invalid(`\`${field}\` is missing`)
      continue
    }
    picked[field] = checkField(field, found, written.replace('?', '') as FieldKind)
  }
  return picked
}

function checkField(field: string, value: unknown, kind: FieldKind): unknown {
  switch (kind) {
    case 'medium':
      return checkVariant(field, value, mediumShapes)
    case 'proof':
      return checkVariant(field, value, proofShapes)
    case 'terms':
    case 'form':
    case 'settings':
      if (!isRecord(value)) throw invalid(`\`${field}\` is not an object`)
      return pick(value, partShapes[kind])
    default:
      if (!plainKinds[kind](value)) throw invalid(`\`${field}\` is not a ${kind}`)
      return value
  }
}

function checkVariant(field: string, value: unknown, shapes: Readonly<Record<string, Shape>>): unknown {
  if (!isRecord(value) || typeof value.kind !== 'string' || !Object.hasOwn(shapes, value.kind)) {
    throw invalid(`\`${field}\` is not known`)
  }
  return { kind: value.kind, ...pick(value, shapes[value.kind] ?? {}) }
}

const plainKinds: Readonly<Record<Exclude<FieldKind, 'medium' | 'proof' | PartKind>, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string' && value.length <= textLengthMax,
  number: value => Number.isFinite(value),
  boolean: value => typeof value === 'boolean',
  // A TL long.
  decimal: value => typeof value === 'string' && /^-?\d{1,19}$/.test(value),
  next: value => typeof value === 'string' && nextMedia.has(value),
  way: value => typeof value === 'string' && waysIn.has(value),
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(problem: string, cause?: unknown): UsageError {
  return new UsageError(
    'LOGIN_STATE_INVALID',
    `this is not a saved login state: ${problem}. Start again with the phone number`,
    { problem },
    cause === undefined ? undefined : { cause },
  )
}
