import type { Reporter, TestModule } from 'vitest/node'

/**
 * Closes every run with one plain line of counts, and turns a skipped test into a failed run where `CI` is set:
 * a test that could not run has shown nothing.
 */
export default class StrictReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    const skippedNames: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') counts.passed++
        else if (state === 'failed') counts.failed++
        else {
          counts.skipped++
          skippedNames.push(`${module.relativeModuleId}: ${test.fullName}`)
        }
      }
    }
    for (const name of skippedNames) process.stderr.write(`NOT RUN: ${name}\n`)
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
    if (process.env['CI'] !== undefined && counts.skipped > 0) {
      process.stderr.write('A skipped test counts as failed here.\n')
      process.exitCode = 1
    }
    if (unhandledErrors.length > 0) process.exitCode = 1
  }
}
