import { ConfigError } from '../lib/config/config-error.ts';
import { HelpAsked } from './read-arguments.ts';

/**
 * Runs a command. For an error that a person can fix it prints only the message, without a stack trace.
 * @param exitCode if it fails
 */
export const explainErrors = async (command: () => Promise<void>, exitCode: number): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (error instanceof HelpAsked) {
      console.log(error.message);
      return;
    }
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = exitCode;
  }
};
