/** What can be wrong with the data of a data center. */
export type StoreErrorCode =
  | 'DATABASE_LOCKED'
  | 'DATABASE_NEWER'
  | 'DATABASE_UNREADABLE'
  | 'NESTED_TRANSACTION'
  | 'SECRET_MISMATCH'
  | 'SECRET_MISSING'
  | 'SECRET_PERMISSIONS'
  | 'SECRET_UNREADABLE'
  | 'SEAL_BROKEN'
  | 'STORE_BUSY'
  | 'STORE_CLOSED'

/** The data on disk cannot be used, or was used in the wrong way. Nothing was changed when it is thrown at opening. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, explanation: string, options?: ErrorOptions) {
    super(`[${code}] ${explanation}`, options)
    this.name = 'StoreError'
    this.code = code
  }
}
