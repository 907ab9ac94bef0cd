/**
 * Errors that are no method's own: any call can meet them.
 *
 * @see https://core.telegram.org/api/errors and https://core.telegram.org/api/invoking
 */
export const generalErrors: ReadonlySet<string> = new Set([
  // Another data center is to be asked.
  'FILE_MIGRATE_%d',
  'NETWORK_MIGRATE_%d',
  'PHONE_MIGRATE_%d',
  'STATS_MIGRATE_%d',
  'USER_MIGRATE_%d',
  // The connection was not opened as it should be.
  'CONNECTION_DEVICE_MODEL_EMPTY',
  'CONNECTION_LANG_PACK_INVALID',
  'CONNECTION_NOT_INITED',
  'CONNECTION_SYSTEM_EMPTY',
  'CONNECTION_SYSTEM_LANG_CODE_EMPTY',
  'INPUT_CONSTRUCTOR_INVALID',
  'INPUT_FETCH_ERROR',
  'INPUT_FETCH_FAIL',
  'INPUT_LAYER_INVALID',
  'INPUT_METHOD_INVALID',
  'INPUT_REQUEST_TOO_LONG',
  'TYPE_CONSTRUCTOR_INVALID',
  'UNKNOWN_METHOD',
  // The key has no user, or none that may do this.
  'ACTIVE_USER_REQUIRED',
  'AUTH_KEY_DUPLICATED',
  'AUTH_KEY_INVALID',
  'AUTH_KEY_PERM_EMPTY',
  'AUTH_KEY_UNREGISTERED',
  'BOT_METHOD_INVALID',
  'SESSION_EXPIRED',
  'SESSION_PASSWORD_NEEDED',
  'SESSION_REVOKED',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
  // Too often.
  'FLOOD_PREMIUM_WAIT_%d',
  'FLOOD_TEST_PHONE_WAIT_%d',
  'FLOOD_WAIT_%d',
  'PEER_FLOOD',
  // The server failed.
  'INTERDC_%d_CALL_ERROR',
  'INTERDC_%d_CALL_RICH_ERROR',
  'RPC_CALL_FAIL',
  'RPC_MCGET_FAIL',
  'Timedout',
  'UNKNOWN_ERROR',
  'WORKER_BUSY_TOO_LONG_RETRY',
])
