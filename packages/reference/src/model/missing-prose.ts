/** What is said in the place of a description where the source has none. */
export function missingProse(kind: 'method' | 'constructor' | 'type'): string {
  return kind === 'type'
    ? 'The source of the schema has no description of this type; its constructors below say what it is.'
    : `The source of the schema has no description of this ${kind}; its line in the schema is all that is known.`
}

/** The same for errors. */
export const missingErrorProse =
  'The source of the schema has no description of this error; its name is all that is known.'

/** Goes with a meaning of our own. */
export const ownReading = '(Our reading; no source describes it.)'
