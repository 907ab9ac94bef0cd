export { FakeClock } from './fake-clock.ts'
export { createIntegritySigner, type IntegritySigner, type VerdictChanges } from './integrity-signer.ts'
export { seededRandom } from './seeded-random.ts'
