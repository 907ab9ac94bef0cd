import type { BenchCase, BenchResult } from './harness.ts'
import { loginResults } from './login/login-results.ts'
import { startupResults } from './startup/startup-results.ts'
import { tlCases } from './tl/cases.ts'

/** Suites of code that runs beside its peer in one process: cases by the node_modules folder of the peers. */
export const suites: Readonly<Record<string, (modules: string) => Promise<BenchCase[]>>> = { tl: tlCases }

/** Suites that start whole processes and measure those. */
export const processSuites: Readonly<
  Record<string, (modules: string, settings: { readonly rounds: number }) => Promise<BenchResult[]>>
> = { startup: startupResults, login: loginResults }
