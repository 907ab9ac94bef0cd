import type { CryptoEnv } from '../env.ts'
import { createAbridgedFraming } from './abridged.ts'
import type { Framing, FramingOptions } from './framing.ts'
import { createFullFraming } from './full.ts'
import { createIntermediateFraming } from './intermediate.ts'
import { createPaddedIntermediateFraming } from './padded-intermediate.ts'
import type { TransportKind } from './transport.ts'

/** Makes the framing of a kind for one connection. */
export function createFraming(env: CryptoEnv, kind: TransportKind, options: FramingOptions): Framing {
  switch (kind) {
    case 'abridged':
      return createAbridgedFraming(options)
    case 'intermediate':
      return createIntermediateFraming(options)
    case 'paddedIntermediate':
      return createPaddedIntermediateFraming(env, options)
    case 'full':
      return createFullFraming(options)
  }
}
