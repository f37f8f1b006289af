import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNativeError } from 'node:util/types';
import { ConfigError } from './config-error.ts';
import type { Config } from './schema.ts';
import { parseConfig } from './parse-config.ts';
import { createHash } from 'node:crypto';
import { inEachLanguage } from './wording/wording.ts';

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
    const isAbsent = isNativeError(cause) && 'code' in cause && cause.code === 'ENOENT';
    const fault = inEachLanguage((words) => (isAbsent ? words.notFound(file) : words.notReadable(file)));
    throw new ConfigError(fault, { cause });
  });
  // Some editors begin a file with a byte order mark, which JSON does not allow.
  if (/\.json$/i.test(path)) return parseJson(text.replace(/^\uFEFF/, ''), file);
  if (!/\.m?[jt]s$/i.test(path)) {
    throw new ConfigError(inEachLanguage((words) => words.otherKind(file)));
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
    const line = lineOfJsonFault(text, cause);
    throw new ConfigError(
      inEachLanguage((words) => words.noJson(file, line, why)),
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
    const why = messageOf(cause);
    const place = placeIn(cause, path);
    throw new ConfigError(
      inEachLanguage((words) =>
        words.notLoaded(file, place === undefined ? '' : words.placeOf(place.line, place.file), why),
      ),
      { cause },
    );
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default;
  throw new ConfigError(inEachLanguage((words) => words.noDefault(file)));
};

/** Node puts the place of a syntax error before the message, and the place of any other error into the stack. */
const placeIn = (
  error: unknown,
  path: string,
): { line: string | undefined; file: string | undefined } | undefined => {
  const stack = isNativeError(error) ? (error.stack ?? '') : '';
  const [, before, beforeLine] = /^(?:file:\/\/)?(\/.*|[A-Z]:\\.*):(\d+)$/m.exec(stack) ?? [];
  const [, inside, insideLine] = /^ {4}at .*?file:\/\/(\/.*?):(\d+):\d+\)?$/m.exec(stack) ?? [];
  const file = before ?? inside;
  if (file === undefined) return undefined;
  return { line: beforeLine ?? insideLine, file: file === path ? undefined : file };
};

const messageOf = (error: unknown): string => (isNativeError(error) ? error.message : 'unknown error');

/** Identifies a checked configuration without revealing it. */
export const configHash = (config: Config): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
