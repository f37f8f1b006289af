import { isNativeError } from 'node:util/types';
import { ConfigError } from '../lib/config/config-error.ts';
import { HelpRequested } from './read-arguments.ts';

/**
 * Runs a command. For an error that a person can fix it prints only the message, without a stack trace.
 * @param exitCode if it fails
 */
export const explainErrors = async (command: () => Promise<void>, exitCode: number): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (error instanceof HelpRequested) {
      console.log(error.message);
      return;
    }
    console.error(explain(error));
    process.exitCode = exitCode;
  }
};

const explain = (error: unknown): unknown => {
  if (error instanceof ConfigError) return error.message;
  // The system's own error of a file or a folder names it.
  if (isNativeError(error) && 'syscall' in error && 'path' in error)
    return `${error.message}. Check the path, the rights to it and the disk.`;
  return error;
};
