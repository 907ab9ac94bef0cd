/** Ends the message of a prompt whose empty answer leads to a menu. */
export const elseHint = 'Enter alone shows what else can be done.'
