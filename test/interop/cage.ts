import { spawnSync } from 'node:child_process'

/** Whether a program can be run without any network here. */
export interface Cage {
  /** Command to put before a program: a network namespace of its own in which nothing but loopback is up. */
  readonly within: readonly string[]
}

/** A network namespace that cannot be made, and why. */
export interface NoCage {
  readonly reason: string
}

const onlyLoopback = ['sh', '-c', '{ ip link set lo up || ifconfig lo up; } && exec "$@"', 'cage']

/**
 * Finds out how a network namespace can be made: as an ordinary user inside a user namespace, or as root without one.
 * A peer that may try to reach the world by itself runs in it or not at all.
 */
export function findCage(): Cage | NoCage {
  if (process.platform !== 'linux') return { reason: `${process.platform} has no network namespaces` }
  let reason = ''
  for (const flags of ['-rn', '-n']) {
    const within = ['unshare', flags, ...onlyLoopback]
    const [program = '', ...words] = [...within, 'true']
    const { status, stderr, error } = spawnSync(program, words, { encoding: 'utf8' })
    if (status === 0) return { within }
    reason = `${program} ${flags}: ${error?.message ?? stderr.trim()}`
  }
  return { reason }
}
