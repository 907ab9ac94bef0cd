import type { Command } from 'commander'

/**
 * Takes the empty ones of the environment variables that options may come from for absent, as a secret is that a build
 * server does not have. Commander would take them for values.
 */
export function ignoreEmptyVariables(program: Command, environment: NodeJS.ProcessEnv): void {
  for (const { envVar } of program.commands.flatMap(command => command.options)) {
    if (envVar !== undefined && environment[envVar] === '') delete environment[envVar]
  }
  for (const command of program.commands) ignoreEmptyVariables(command, environment)
}
