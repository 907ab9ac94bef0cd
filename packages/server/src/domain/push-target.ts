/** Where a silent push reaches a program on iOS. Whoever has the token can wake the program: it is sealed at rest. */
export interface PushTarget {
  /** The device token of APNs: hexadecimal digits. */
  readonly token: string
  /** It is of Apple's development environment. */
  readonly sandbox: boolean
}

/** Reads a device token; undefined for what is none. Apple says that they may grow: 64 digits today. */
export function readPushTarget(token: string, sandbox: boolean): PushTarget | undefined {
  return /^(?:[\da-f]{2}){16,100}$/i.test(token) ? { token, sandbox } : undefined
}

/** Wakes programs without anybody seeing it. */
export interface SilentPushes {
  /** Seconds that a program is to wait for one. */
  readonly timeoutSeconds: number
  /** Hands a push over with what it is to hold; false when the platform did not take it. Never rejects. */
  push(target: PushTarget, payload: Readonly<Record<string, string>>): Promise<boolean>
  /** Ends the connections. */
  close(): void
}
