/** Silent pushes to programs on iOS through Apple's push service, with a key of one's developer account. */
export interface ApnsOptions {
  /** The bundle id of the program. */
  readonly topic: string
  /** 10 characters: the id of the key. */
  readonly keyId: string
  /** 10 characters: the id of the team. */
  readonly teamId: string
  /** The private key: the text of the `.p8` file. */
  readonly privateKey: string
  /** Where pushes go. Default `https://api.push.apple.com`; without encryption on this machine alone. */
  readonly url?: string
  /** Where those of the development environment go. Default `https://api.sandbox.push.apple.com`. */
  readonly sandboxUrl?: string
  /** Seconds that a program is to wait for a push, 1 to 300. Default 15. */
  readonly timeoutSeconds?: number
}

/** Where pushes go to programs from the store. */
export const productionUrl = 'https://api.push.apple.com'
/** Where they go to programs under development. */
export const developmentUrl = 'https://api.sandbox.push.apple.com'
