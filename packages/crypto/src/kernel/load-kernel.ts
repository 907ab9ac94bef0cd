import { plainKernel, relaxedKernel } from '../../gen/kernel.js'
import { CryptoError } from '../crypto-error.ts'
import { decodeBase64 } from '../pem.ts'
import { createKernel, type Kernel, type KernelExports } from './kernel.ts'
import { instantiate, instantiateNow, validate } from './web-assembly.ts'

/** Which build of the kernel: `relaxed` uses relaxed SIMD, about a third faster where the engine has it. */
export type KernelBuild = 'plain' | 'relaxed'

/**
 * Compiles the kernel in the calling thread, some milliseconds. Without a build, takes the best that the engine runs.
 *
 * @throws {CryptoError} `KERNEL_UNAVAILABLE` when the engine has no 128-bit SIMD in WebAssembly
 */
export function loadKernelNow(build?: KernelBuild): Kernel {
  return createKernel(instantiateNow(chooseBytes(build)) as KernelExports)
}

/** The same, compiled away from the calling thread. */
export async function loadKernel(build?: KernelBuild): Promise<Kernel> {
  return createKernel((await instantiate(chooseBytes(build))) as KernelExports)
}

function chooseBytes(build: KernelBuild | undefined): Uint8Array {
  const candidates =
    build === 'plain' ? [plainKernel] : build === 'relaxed' ? [relaxedKernel] : [relaxedKernel, plainKernel]
  for (const candidate of candidates) {
    const bytes = decodeBase64(candidate)
    if (validate(bytes)) return bytes
  }
  throw new CryptoError('KERNEL_UNAVAILABLE', 'this engine cannot run WebAssembly with SIMD; use a newer one')
}
