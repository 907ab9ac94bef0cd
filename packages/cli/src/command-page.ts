import type { Command, Option } from 'commander'

/** The help of a command for programs: what it is for, and its arguments, options and commands of its own. */
export function commandPage(command: Command): object {
  const { commands, options, registeredArguments } = command
  return {
    kind: 'command',
    name: nameOf(command),
    description: command.description(),
    usage: `${nameOf(command)} ${command.usage()}`,
    arguments: registeredArguments.map(argument => ({
      name: argument.name(),
      description: argument.description,
      required: argument.required,
      variadic: argument.variadic,
    })),
    options: options.map(optionPage),
    commands: commands.map(commandPage),
  }
}

function optionPage({ flags, description, defaultValue, defaultValueDescription, envVar, argChoices }: Option): object {
  const hasDefault = defaultValue !== undefined && defaultValueDescription === undefined
  return {
    flags,
    description,
    ...(hasDefault && { default: defaultValue }),
    ...(envVar !== undefined && { variable: envVar }),
    ...(argChoices !== undefined && { choices: argChoices }),
  }
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`
}
