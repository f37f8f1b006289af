import { ConfigError } from '../lib/config/config-error.ts';

/** Runs a command. A wrong configuration is printed as its message, without a stack trace, and fails the command. */
export const explainConfigErrors = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
