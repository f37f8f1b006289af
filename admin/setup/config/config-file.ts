import { copyFile, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { configHash } from '../../../lib/config/config-hash.ts';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config, VendorConfig } from '../../../lib/config/schema.ts';
import { answerQuestions } from './answer-questions.ts';
import { QUESTION_NAMES, toConfigInput } from './questions.ts';
import { renderConfig } from './render-config.ts';
import { writeAtomically } from '../../../lib/config/write-atomically.ts';
import type { Setup } from '../setup.ts';

/** Others may read it: it holds no secret. */
const MODE = 0o666;

/**
 * The configuration that is there, if it is to be used as it stands. An edited one is never replaced unasked.
 * @throws ConfigError if it cannot be used, or if flags say otherwise than the file
 */
export const keepConfig = async (setup: Setup): Promise<Config | undefined> => {
  const { flags, talk, configFile, now } = setup;
  if (flags.force || !existsSync(configFile)) return undefined;
  const config = await loadConfig(configFile).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(
      `${error.message}\nMend it, or let setup write a new one: npm run setup -- --force`,
    );
  });
  const hasAnswers = Object.keys(flags.answers).length > 0;
  if (talk.isPerson) {
    const shops = config.vendors.map(({ id, market, label }) => `${label} (${market} ${id})`).join(', ');
    const isSample = config.alarmMail.every((mail) => mail.endsWith('@example.com'));
    const keeps = await talk.confirm(
      `${configFile} is there: ${shops}${isSample ? ', the sample' : ''}. Go on with it as it is?`,
      isSample || hasAnswers ? 'n' : 'y',
    );
    return keeps ? config : undefined;
  }
  if (!hasAnswers) return config;
  const answers = await answerQuestions(QUESTION_NAMES, {}, setup);
  const answered = parseConfig(toConfigInput(answers, now()), 'The answers');
  if (hashWithoutLive(answered) === hashWithoutLive(config)) return config;
  const names = Object.keys(flags.answers).map((name) => `--${name}`);
  throw new ConfigError(
    `${configFile} is there and says otherwise than the flags. Leave out ${names.join(', ')} to go on with the file, or add --force to replace it; the old one is kept as ${configFile}.old.`,
  );
};

/**
 * Writes the configuration. One that is there is kept beside it, and a vendor that is live there stays live.
 * @returns what was written
 */
export const writeConfig = async ({ configFile, talk }: Setup, chosen: Config): Promise<Config> => {
  if (!/\.m?[jt]s$/.test(configFile))
    throw new ConfigError(`NOTIFIER_CONFIG is ${configFile}, but setup writes a .ts file only. Name one.`);
  // One that cannot be read is no reason not to write another.
  const before = existsSync(configFile) ? await loadConfig(configFile).catch(() => undefined) : undefined;
  const isLive = ({ market, id }: VendorConfig) =>
    before?.vendors.some((vendor) => vendor.market === market && vendor.id === id && vendor.live) ?? false;
  const vendors = chosen.vendors.map((vendor) => ({ ...vendor, live: isLive(vendor) }));
  const config = { ...chosen, vendors };
  const path = relative(dirname(resolve(configFile)), resolve('lib/config/parse-config.ts'));
  const text = renderConfig(config, path.startsWith('.') ? path : `./${path}`);
  if (existsSync(configFile) && (await readFile(configFile, 'utf8')) !== text) {
    await copyFile(configFile, `${configFile}.old`);
    talk.say(`The configuration before is kept as ${configFile}.old.`);
  }
  await writeAtomically(configFile, text, MODE);
  talk.say(`Wrote ${configFile}. It is yours to edit; npx cdk deploy Notifier takes a change over.`);
  if (vendors.every(({ mentions }) => Object.keys(mentions).length === 0))
    talk.say('No warning mentions anybody, so nobody is pinged. `mentions` in that file names whom.');
  return config;
};

/**
 * Sets every vendor live, in the file and in what it returns.
 * @throws ConfigError if the file is written so that only a person can
 */
export const setLive = async ({ configFile }: Setup, config: Config): Promise<Config> => {
  const off = config.vendors.filter(({ live }) => !live);
  const text = await readFile(configFile, 'utf8');
  const pattern = /(\blive['"]?\s*:\s*)false\b/g;
  if ([...text.matchAll(pattern)].length !== off.length) {
    const ids = off.map(({ id }) => id).join(', ');
    throw new ConfigError(
      `${configFile} could not be changed, since live: false does not stand there once a vendor. Set live: true for ${ids} by hand, then run npm run setup again.`,
    );
  }
  await writeAtomically(configFile, text.replaceAll(pattern, '$1true'), MODE);
  return { ...config, vendors: config.vendors.map((vendor) => ({ ...vendor, live: true })) };
};

const hashWithoutLive = (config: Config): string =>
  configHash({ ...config, vendors: config.vendors.map((vendor) => ({ ...vendor, live: false })) });
