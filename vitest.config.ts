import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './test/support/strict-reporter.ts'],
    // Many tests wait for a process, a browser or a clock: one more than the cores has something to do meanwhile.
    maxWorkers: availableParallelism() + 1,
    // These find what hangs. How long a thing takes is no test's business: a machine may be busy with something else.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          // No test leaves anything behind in a module: loading the schema anew for each file would only take time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: ['test/interop/peers/**'],
        },
      },
    ],
  },
})
