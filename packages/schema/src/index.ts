export type { DescribedError, ErrorFact, MethodAccess } from './facts.ts'
export { access, allErrors, describeError, errorsOf, isMethod, methodNames, methodsWithError } from './facts.ts'
