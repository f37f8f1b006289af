import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNativeError } from 'node:util/types';
import { ConfigError } from './config-error.ts';
import { parseConfig } from './parse-config.ts';
import type { Config } from './schema.ts';

/**
 * Reads and checks a configuration: a module with a default export (`.ts`, `.js`, `.mjs`) or a `.json` file.
 * @param file relative to the working folder, as NOTIFIER_CONFIG names it
 * @throws ConfigError that names the file
 */
export const loadConfig = async (file = 'notifier.config.ts'): Promise<Config> =>
  parseConfig(await readInput(file), file);

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
  if (/\.json$/i.test(path)) return parseJson(text, file);
  if (!/\.m?[jt]s$/i.test(path)) {
    throw new ConfigError(`The configuration ${file} must be a .ts or a .json file.`);
  }
  return importDefault(path, file);
};

const parseJson = (text: string, file: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`The configuration ${file} is not valid JSON.`, { cause });
  }
};

const importDefault = async (path: string, file: string): Promise<unknown> => {
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (cause) {
    const why = isNativeError(cause) ? cause.message : 'unknown error';
    throw new ConfigError(`The configuration ${file} cannot be loaded: ${why}`, { cause });
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default;
  throw new ConfigError(
    `The configuration ${file} has no default export. Write export default defineConfig({…}).`,
  );
};
