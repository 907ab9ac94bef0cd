import type { BenchCase } from './harness.ts'
import { tlCases } from './tl/cases.ts'

/** Every folder of benchmarks, by its name: makes its cases from the node_modules folder of the peers. */
export const suites: Readonly<Record<string, (modules: string) => Promise<BenchCase[]>>> = { tl: tlCases }
