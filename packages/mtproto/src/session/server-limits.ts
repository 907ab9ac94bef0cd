import { gunzippedBytesMax } from '../message/gzip.ts'

/** Bounds and times of server sessions and their table. Times are milliseconds. */
export interface ServerSessionLimits {
  /** Received `msg_id`s remembered in a session. More than a client may have on the way at one time. */
  readonly receivedIdsMax: number
  /** Calls of one session that run at one time; beyond it the client is sent −429. */
  readonly runningCallsMax: number
  /** Messages that wait to be sent or acknowledged; at the limit the oldest is given up. */
  readonly queueMessagesMax: number
  /** Bytes that wait to be sent or acknowledged; at the limit the oldest message is given up. */
  readonly queueBytesMax: number
  /** An unacknowledged message is kept for so long. */
  readonly queueAgeMs: number
  /** Acknowledgements wait this long for an answer to travel with. */
  readonly ackDelayMs: number
  /** So many waiting acknowledgements are sent at once. */
  readonly acksMax: number
  /** Results from this length on are packed by gzip when that makes them shorter. */
  readonly compressFromBytes: number
  /** Messages in one container. */
  readonly containerMessagesMax: number
  /** Bytes of messages in one container; a longer message travels alone. */
  readonly containerBytesMax: number
  /** A waiting message older than this goes into a container: bare, its id would look like a replay. */
  readonly bareAgeMs: number
  /** Listeners of one session that wait for calls to finish. */
  readonly listenersMax: number
  /** Largest object in `gzip_packed`, in bytes. */
  readonly gunzippedBytesMax: number
  /** Sessions of one key; beyond it the one without connection for longest is forgotten. */
  readonly sessionsPerKeyMax: number
  /** Sessions in the table; beyond it the one without connection for longest is forgotten. */
  readonly sessionsMax: number
  /** A session without connection is forgotten after so long. */
  readonly idleMs: number
}

/** The defaults of {@link ServerSessionLimits}. */
export const serverSessionLimits: ServerSessionLimits = {
  receivedIdsMax: 4096,
  runningCallsMax: 4096,
  queueMessagesMax: 4096,
  queueBytesMax: 16 * 1024 * 1024,
  queueAgeMs: 10 * 60_000,
  ackDelayMs: 200,
  acksMax: 16,
  compressFromBytes: 1024,
  containerMessagesMax: 1020,
  containerBytesMax: 512 * 1024,
  bareAgeMs: 20_000,
  listenersMax: 1024,
  gunzippedBytesMax,
  sessionsPerKeyMax: 256,
  sessionsMax: 200_000,
  idleMs: 60 * 60_000,
}
