/** What to do about errors that any call can meet: connections, keys, other data centers, floods, and servers that fail. */
export const connectionRemedies: Readonly<Record<string, string>> = {
  AUTH_KEY_DUPLICATED:
    'The same key was used from two places at once and is dead now: log in again, which our client does with a new key, and give each program a session of its own.',
  AUTH_KEY_INVALID: 'This key is dead: log in again, which our client does with a new one.',
  AUTH_KEY_PERM_EMPTY: 'Bind the temporary key first: {@link auth.bindTempAuthKey}.',
  AUTH_KEY_UNREGISTERED:
    'Nobody is logged in with this session: log in first. In another data center than the home one, import the authorization.',
  AUTH_KEY_UNSYNCHRONIZED: 'Call again.',
  BOT_METHOD_INVALID: 'This method is not for bots: use the session of a user.',
  CDN_METHOD_INVALID: 'Ask an ordinary data center: CDN ones only hand out files.',
  CONNECTION_API_ID_INVALID: 'Check `api_id`: a data center of your own prints its number when it starts.',
  CONNECTION_APP_VERSION_EMPTY: 'Fill in `app_version` of {@link initConnection}.',
  CONNECTION_DEVICE_MODEL_EMPTY: 'Fill in `device_model` of {@link initConnection}.',
  CONNECTION_LANG_PACK_INVALID: 'Leave `lang_pack` of {@link initConnection} empty: only official apps have one.',
  CONNECTION_LAYER_INVALID:
    'Wrap the first call of a connection in {@link invokeWithLayer} with a layer that the server knows.',
  CONNECTION_NOT_INITED: 'Wrap the first call of a connection in {@link initConnection}; our client does.',
  CONNECTION_SYSTEM_EMPTY: 'Fill in `system_version` of {@link initConnection}.',
  CONNECTION_SYSTEM_LANG_CODE_EMPTY: 'Fill in `system_lang_code` of {@link initConnection}.',
  ENCRYPTED_MESSAGE_INVALID:
    'Make a new temporary key and bind that: the message that binds it is made for one key and one session.',
  EXPIRES_AT_INVALID: 'Bind the temporary key with the time at which it was agreed to expire; check the clock.',
  'FILE_MIGRATE_%d':
    'Ask data center X for this file; leave the main data center as it is. Our client does so by itself; where it was led on from there too, ask again later.',
  'FLOOD_PREMIUM_WAIT_%d': 'Wait X seconds before calling again; the limit is higher with Premium.',
  'FLOOD_WAIT_%d':
    'Wait X seconds before calling again. Our client waits by itself up to 10 seconds, except in a login.',
  FROZEN_METHOD_INVALID:
    'The account is frozen: appeal at the address in `freeze_appeal_url` of the app configuration.',
  INPUT_CONSTRUCTOR_INVALID: 'The server does not know a constructor in the layer of the connection: check the layer.',
  INPUT_FETCH_ERROR: 'Check that the call is encoded in the layer of the connection.',
  INPUT_METHOD_INVALID: 'The server does not know this method in the layer of the connection: check the layer.',
  'INTERDC_%d_CALL_ERROR': 'Call again after a pause: data center X did not answer the one asked.',
  'INTERDC_%d_CALL_RICH_ERROR': 'Call again after a pause: data center X did not answer the one asked.',
  'Invalid msg_resend_req query': 'A fault of the library: the service message is malformed.',
  'Invalid msgs_ack query': 'A fault of the library: the service message is malformed.',
  'Invalid msgs_state_req query': 'A fault of the library: the service message is malformed.',
  METHOD_INVALID:
    'This server does not have the method: do without it. Which ones a data center of your own answers, the reference tells. Where the call names a method itself, as {@link bots.sendCustomRequest} does, check that name.',
  MSGID_DECREASE_RETRY: 'Call again; a library does so with a new `msg_id`.',
  MSG_WAIT_FAILED: 'The call that this one waited for failed: repeat both.',
  MSG_WAIT_TIMEOUT: 'The call that this one waited for took too long: repeat this one once it has ended.',
  'NETWORK_MIGRATE_%d':
    'New accounts from this address belong to data center X: repeat {@link auth.sendCode} there. Our client leads that call there by itself, unless somebody is logged in: then log out first, or use another session.',
  PERSISTENT_TIMESTAMP_OUTDATED: 'Call again after a pause; if it stays, fetch the whole difference.',
  'PHONE_MIGRATE_%d':
    'This account lives in data center X: repeat {@link auth.sendCode} there, not only {@link auth.signIn}. Our client leads that call there by itself, unless somebody is logged in: then log out first, or use another session.',
  PTS_CHANGE_EMPTY: 'Nothing to do: there was no change.',
  RPC_CALL_FAIL:
    'Call again after a pause that grows each time. Our client does so by itself where it does no harm that a call is carried out twice.',
  'STATS_MIGRATE_%d':
    'Ask data center X for these statistics; leave the main data center as it is. Our client does so by itself; where it was led on from there too, ask again later.',
  'TAKEOUT_INIT_DELAY_%d': 'Wait X seconds, or confirm the export from another device.',
  TAKEOUT_REQUIRED:
    'Begin an export with {@link account.initTakeoutSession}, and wrap the call in {@link invokeWithTakeout}.',
  TEMP_AUTH_KEY_ALREADY_BOUND: 'Make a new temporary key: this one is bound to another key.',
  TEMP_AUTH_KEY_EMPTY: 'Send it under the temporary key, not under the permanent one.',
  Timedout: 'Call again after a pause that grows each time.',
  Timeout: 'Call again after a pause that grows each time.',
  UNKNOWN_ERROR: 'Call again after a pause; no more is known about it.',
  UNKNOWN_METHOD: 'Check the name of the method and the layer of the connection.',
  UNSUPPORTED: 'Do without it; it is not supported here.',
  USER_BOT_REQUIRED: 'Only bots may call this method.',
  'USER_MIGRATE_%d':
    'This account lives in data center X: repeat the call there. Our client does so by itself, but no login call leads it away from the account that it has: log out first, or use another session.',
  VERIFICATION_FAILED: 'Repeat the call by itself, and answer the new challenge that comes.',
  WORKER_BUSY_TOO_LONG_RETRY: 'Call again after a pause that grows each time.',
}
