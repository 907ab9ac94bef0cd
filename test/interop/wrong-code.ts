/** A code of the same kind that is not this one. */
export function wrongCode(code: string): string {
  return code.replace(/^./, first => (first === '1' ? '2' : '1'))
}
