import { ConfigError } from '../lib/config/config-error.ts';

/**
 * Runs a command; what a person can mend is told in its own words, without a stack trace.
 * @param exitCode where it fails
 */
export const explainErrors = async (command: () => Promise<void>, exitCode: number): Promise<void> => {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = exitCode;
  }
};
