import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { describeIssue } from '../../lib/config/describe-issue.ts';
import { findScriptFaults } from './find-script-faults.ts';
import { type Script, scriptSchema } from './script.ts';

/**
 * Reads a script of events.
 * @param vendorIds the vendors that a hand-over may name
 * @throws ConfigError with every fault: path, value, reason
 */
export const readScript = async (file: string, vendorIds: string[]): Promise<Script> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`The script ${file} cannot be read. Name a file that exists.`, { cause });
  });
  return parseScript(parseJson(text, file), file, vendorIds);
};

/**
 * Checks a script like `readScript`.
 * @internal
 */
export const parseScript = (input: unknown, file: string, vendorIds: string[]): Script => {
  const read = z.safeParse(scriptSchema, input);
  const faults = read.success
    ? findScriptFaults(read.data, vendorIds)
    : read.error.issues.map((issue) => describeIssue(issue, input));
  if (read.success && faults.length === 0) return read.data;
  throw new ConfigError(
    `The script ${file} cannot be played:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`The script ${file} is not valid JSON: ${String(cause)}.`, { cause });
  }
};
