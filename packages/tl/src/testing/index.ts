export { type ArbitraryOptions, arbitraryCall, arbitraryResult, arbitraryValue } from './arbitrary-value.ts'
