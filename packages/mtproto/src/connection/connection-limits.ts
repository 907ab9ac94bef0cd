/** Bounds and times of one connection of a server. Times are milliseconds. */
export interface ServerConnectionLimits {
  /** Packets that wait for the host to look their keys up. At a bound the connection is closed. */
  readonly heldPacketsMax: number
  /** Bytes of packets that wait for the host to look their keys up. */
  readonly heldBytesMax: number
  /** Keys remembered by one connection; clients use two or three. */
  readonly keysMax: number
  /** Sessions carried by one connection. */
  readonly sessionsMax: number
  /** Transport errors sent on one connection; after these it is closed. */
  readonly errorsMax: number
  /** A connection without any accepted encrypted message is closed after so long. Some clients keep warm spares. */
  readonly unprovenMs: number
  /** A connection without any packet is closed after so long. */
  readonly silentMs: number
  /** Longest delay that a `ping_delay_disconnect` is granted. */
  readonly disconnectDelayMsMax: number
}

/** The defaults of {@link ServerConnectionLimits}. */
export const serverConnectionLimits: ServerConnectionLimits = {
  heldPacketsMax: 64,
  heldBytesMax: 2 * 1024 * 1024,
  keysMax: 16,
  sessionsMax: 64,
  errorsMax: 16,
  unprovenMs: 120_000,
  silentMs: 15 * 60_000,
  disconnectDelayMsMax: 24 * 60 * 60_000,
}
