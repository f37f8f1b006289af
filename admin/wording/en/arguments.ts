/** Faults in the arguments of a command. */
export const enArguments = {
  /** @param name of the argument, such as `<inquiryId>` */
  isMissing: (command: string, name: string) => `${command}: ${name} is missing.`,
  seeHelp: (command: string) => `${command} shows all options.`,
  didYouMean: (word: string) => `Did you mean ${word}?`,
  unknownCommand: (command: string) => `${command}: there is no such command.`,
  areTooMany: 'There are too many arguments.',
  unknownOption: (option: string) => `Unknown option '${option}'.`,
  needsValue: (option: string) => `${option} needs a value.`,
  takesNoValue: (option: string) => `${option} takes no value.`,
  badLanguage: '--language must be ko or en.',
  badRegion: (option: string) => `${option} must be an AWS region such as ap-northeast-2.`,
  badChannel: (option: string) => `${option} must be a Slack channel id such as C0123456789, not a name.`,
  badUrl: (option: string) =>
    `${option} must be a URL such as http://127.0.0.1:4400/api/. Leave it out to ask the real one.`,
  /** @param reason what AWS answered, and what to do */
  awsRefused: (reason: string) => `AWS: ${reason}`,
  /** @param message the system's, which names the file */
  badFile: (message: string) => `${message}. Check the path, the rights to it and the disk.`,
};
