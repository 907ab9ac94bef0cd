import { gunzippedBytesMax } from '../message/gzip.ts'

/** Bounds and times of a {@link ClientSession}. Times are milliseconds. */
export interface ClientSessionLimits {
  /** Calls that wait for an answer at one time; a further one is a `UsageError`. Each costs its body. */
  readonly callsMax: number
  /** Largest query, in bytes, as a server's frame bound allows. */
  readonly callBytesMax: number
  /** Messages in one container. Servers refuse more than 1024. */
  readonly containerMessagesMax: number
  /** Bytes of messages in one container; a longer query travels alone. Small packets are lost and resent cheaply. */
  readonly containerBytesMax: number
  /** Queries from this length on are packed by gzip when that makes them shorter. */
  readonly compressFromBytes: number
  /** Received `msg_id`s remembered, to recognise repeats. At the limit the lowest is forgotten and nothing below accepted. */
  readonly receivedIdsMax: number
  /** Records of sent messages other than calls, to recognise what a `bad_msg_notification` is about. */
  readonly sentRecordsMax: number
  /** Service messages waiting to be sent; at the limit the oldest is given up (its sender will ask again). */
  readonly servicesMax: number
  /** Acknowledgements wait this long for another message to travel with. */
  readonly ackDelayMs: number
  /** So many waiting acknowledgements are sent at once. */
  readonly acksMax: number
  /** Time between `ping_delay_disconnect`s. */
  readonly pingIntervalMs: number
  /** After so long without a ping the server closes the connection; whole seconds go on the wire. */
  readonly disconnectDelayMs: number
  /** So long after a ping without any packet the connection counts as dead. */
  readonly pongTimeoutMs: number
  /** A call without acknowledgement or answer for so long is asked about with `msgs_state_req`. */
  readonly stateRequestMs: number
  /** Least time between two `get_future_salts`. */
  readonly saltRequestIntervalMs: number
  /** Corrections (wrong salt, wrong clock, …) in a row without any success, after which the session gives up. */
  readonly correctionsMax: number
  /** Largest object in `gzip_packed`, in bytes. */
  readonly gunzippedBytesMax: number
}

/** The defaults of {@link ClientSessionLimits}. */
export const clientSessionLimits: ClientSessionLimits = {
  callsMax: 65_536,
  callBytesMax: 1_044_404,
  containerMessagesMax: 1020,
  containerBytesMax: 32 * 1024,
  compressFromBytes: 512,
  receivedIdsMax: 2048,
  sentRecordsMax: 4096,
  servicesMax: 1024,
  ackDelayMs: 15_000,
  acksMax: 16,
  pingIntervalMs: 60_000,
  disconnectDelayMs: 75_000,
  pongTimeoutMs: 20_000,
  stateRequestMs: 30_000,
  saltRequestIntervalMs: 60_000,
  correctionsMax: 5,
  gunzippedBytesMax,
}
