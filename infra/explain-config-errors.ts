import { ConfigError } from '../lib/config/config-error.ts';

/** Runs a command. A wrong configuration fails it with a message instead of a stack trace. */
export const explainConfigErrors = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};
