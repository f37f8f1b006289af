import { ConfigError } from '../lib/config/config-error.ts';

/**
 * Runs a command. An error that a person can fix is printed as its message alone, without a stack trace.
 * @param exitCode if it fails
 */
export const explainErrors = async (command: () => Promise<void>, exitCode: number): Promise<void> => {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = exitCode;
  }
};
