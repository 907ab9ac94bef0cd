export { isLoginLeftError, LoginLeftError } from './login-left-error.ts'
export type { TerminalInput, TerminalOutput } from './screen.ts'
export { type StartOptions, startOnTerminal } from './start-on-terminal.ts'
export { type TerminalAnswers, type TerminalOptions, terminalAnswers } from './terminal-answers.ts'
