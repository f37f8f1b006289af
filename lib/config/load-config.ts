import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNativeError } from 'node:util/types';
import { ConfigError } from './config-error.ts';
import type { Config } from './schema.ts';
import { parseConfig } from './parse-config.ts';
import { createHash } from 'node:crypto';

/**
 * Reads and checks a configuration: a module with a default export (`.ts`, `.js`, `.mjs`) or a `.json` file.
 * @param named as in NOTIFIER_CONFIG, relative to the working folder
 * @throws ConfigError that names the file
 */
export const loadConfig = async (named?: string): Promise<Config> => {
  const file = configFileOf(named);
  return parseConfig(await readInput(file), file);
};

/** An empty NOTIFIER_CONFIG counts as absent. */
export const configFileOf = (named: string | undefined): string => named?.trim() || 'notifier.config.ts';

const readInput = async (file: string): Promise<unknown> => {
  const path = resolve(file);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const why =
      isNativeError(cause) && 'code' in cause && cause.code === 'ENOENT'
        ? 'does not exist'
        : 'cannot be read';
    throw new ConfigError(`The configuration ${file} ${why}. Set NOTIFIER_CONFIG to the file to use.`, {
      cause,
    });
  });
  // Some editors begin a file with a byte order mark, which JSON does not allow.
  if (/\.json$/i.test(path)) return parseJson(text.replace(/^\uFEFF/, ''), file);
  if (!/\.m?[jt]s$/i.test(path)) {
    throw new ConfigError(`The configuration ${file} must be a .ts or a .json file.`);
  }
  return importDefault(path, file);
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = messageOf(cause)
      .replace(/( of JSON input|, (\.{3})?".*| in JSON at position .*)$/s, '')
      .replace('\n', ' ');
    throw new ConfigError(
      `The configuration ${file} is not valid JSON, line ${lineOfJsonFault(text, cause)}: ${why}.`,
      { cause },
    );
  }
};

/** V8's message may have no line. Then the fault is in the first line after which the text has an unexpected token. */
const lineOfJsonFault = (text: string, fault: unknown): number => {
  const line = /\(line (\d+) column \d+\)$/.exec(messageOf(fault))?.[1];
  if (line !== undefined) return Number(line);
  const lines = text.trimEnd().split('\n');
  const index = lines.findIndex((_, at) => isUnexpectedToken(`${lines.slice(0, at + 1).join('\n')}\n`));
  return index === -1 ? lines.length : index + 1;
};

const isUnexpectedToken = (text: string): boolean => {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return messageOf(error).startsWith('Unexpected token');
  }
};

const importDefault = async (path: string, file: string): Promise<unknown> => {
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (cause) {
    throw new ConfigError(
      `The configuration ${file} cannot be loaded${placeIn(cause, path)}: ${messageOf(cause)}`,
      { cause },
    );
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default;
  throw new ConfigError(
    `The configuration ${file} has no default export. Write export default defineConfig({…}).`,
  );
};

/** Node puts the place of a syntax error before the message, and the place of any other error into the stack. */
const placeIn = (error: unknown, path: string): string => {
  const stack = isNativeError(error) ? (error.stack ?? '') : '';
  const [, before, beforeLine] = /^(?:file:\/\/)?(\/.*|[A-Z]:\\.*):(\d+)$/m.exec(stack) ?? [];
  const [, inside, insideLine] = /^ {4}at .*?file:\/\/(\/.*?):(\d+):\d+\)?$/m.exec(stack) ?? [];
  const file = before ?? inside;
  if (file === undefined) return '';
  return `, line ${beforeLine ?? insideLine}${file === path ? '' : ` of ${file}`}`;
};

const messageOf = (error: unknown): string => (isNativeError(error) ? error.message : 'unknown error');

/** Identifies a checked configuration without revealing it. */
export const configHash = (config: Config): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
