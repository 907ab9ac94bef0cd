import type { Kernel } from '../kernel/kernel.ts'
import { loadKernelNow } from '../kernel/load-kernel.ts'

let loaded: Kernel | undefined

/** The kernel of this process, compiled at its first use so that importing the package stays cheap. */
export function kernel(): Kernel {
  loaded ??= loadKernelNow()
  return loaded
}
