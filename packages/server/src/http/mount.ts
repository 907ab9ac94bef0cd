import { OptionsError } from '../options-error.ts'

/** Something besides the console that the HTTP port serves, such as the reference. */
export interface Mount {
  /** Where it stands: `/reference`, one segment, without a slash at the end. `/api` is taken. */
  readonly path: string
  /**
   * Answers a request for `path` or anything below it; undefined when nothing is there, which becomes a 404. An answer
   * that does not say `cache-control` is not cached.
   */
  handle(request: Request): Response | undefined | Promise<Response | undefined>
  /** What the first page of the console calls it: `The reference`. Without one it is not listed there. */
  readonly title?: string
  /** A sentence about it for that page. */
  readonly summary?: string
  /** Whether everybody who reaches the port may read it without the console's token. Default false. */
  readonly isPublic?: boolean
}

/** @throws {OptionsError} `MOUNT_INVALID` for a path that cannot be told from another, or is taken */
export function checkMounts(mounts: readonly Mount[]): void {
  const taken = new Set(['/api'])
  for (const { path } of mounts) {
    if (!/^\/[\w-]+$/.test(path) || taken.has(path)) {
      throw new OptionsError('MOUNT_INVALID', `${path} cannot be mounted: name one segment that is free, as /reference`)
    }
    taken.add(path)
  }
}
