// For users: how failures look.
export type { ErrorDetails, ProtocolErrorCode, SecurityErrorCode, UsageErrorCode } from './errors.ts'
export { ProtocolError, SecurityError, TransportError, transportErrorCodes, UsageError } from './errors.ts'

// For people building on us: environment, transports, key exchange.
export type { Compression, CryptoEnv, MtprotoEnv } from './env.ts'
export type { AgreedKey, ClientExchangeStep, CreatedKey, KeyOutcome, ServerExchangeStep } from './exchange/exchange.ts'
export type { Frame, Transport, TransportKind } from './transport/transport.ts'
export { clientToServerFrameBytesMax, serverToClientFrameBytesMax } from './transport/transport.ts'
