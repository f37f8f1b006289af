import { copyFile, readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { configHash, loadConfig } from '../../../lib/config/load-config.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config, VendorConfig } from '../../../lib/config/schema.ts';
import { answerQuestions } from './answer-questions.ts';
import { QUESTION_NAMES, toConfigInput } from './questions.ts';
import { writeAtomically } from '../../../lib/config/write-atomically.ts';
import type { AdminTexts } from '../../wording/wording.ts';
import type { Setup } from '../setup.ts';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import { WEEKDAYS } from '../../../lib/domain/time/dates.ts';

type Comments = AdminTexts['setup']['comments'];

/** Others may read it, since it contains no secret. */
const MODE = 0o666;

/**
 * Returns the existing configuration if it is to be used unchanged. An edited file is never replaced without a
 * question.
 * @throws ConfigError if it is unusable, or if flags contradict it
 */
export const keepConfig = async (setup: Setup): Promise<Config | undefined> => {
  const {
    flags,
    talk,
    configFile,
    now,
    texts: { setup: words },
  } = setup;
  if (flags.force || !existsSync(configFile)) return undefined;
  const config = await loadConfig(configFile).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${error.in(setup.texts.language)}\n${words.mendConfig}`);
  });
  const hasAnswers = Object.keys(flags.answers).length > 0;
  if (talk.isPerson) {
    const shops = config.vendors.map(({ id, market, label }) => `${label} (${market} ${id})`).join(', ');
    const isSample = config.alarmMail.every((mail) => mail.endsWith('@example.com'));
    const keeps = await talk.confirm(
      words.keepConfig(configFile, shops, isSample),
      isSample || hasAnswers ? 'n' : 'y',
    );
    return keeps ? config : undefined;
  }
  if (!hasAnswers) return config;
  const answers = await answerQuestions(QUESTION_NAMES, {}, setup);
  const answered = parseConfig(toConfigInput(answers, now()), words.theAnswers);
  if (hashWithoutLive(answered) === hashWithoutLive(config)) return config;
  const names = Object.keys(flags.answers).map((name) => `--${name}`);
  throw new ConfigError(words.contradiction(configFile, names));
};

/**
 * Writes the configuration. An existing file is kept beside it, and its live vendors stay live.
 * @returns the written configuration
 */
export const writeConfig = async (
  { configFile, talk, texts: { setup: words } }: Setup,
  chosen: Config,
): Promise<Config> => {
  if (!/\.m?[jt]s$/.test(configFile)) throw new ConfigError(words.onlyTypeScript(configFile));
  const before = existsSync(configFile) ? await loadConfig(configFile).catch(() => undefined) : undefined;
  const isLive = ({ market, id }: VendorConfig) =>
    before?.vendors.some((vendor) => vendor.market === market && vendor.id === id && vendor.live) ?? false;
  const vendors = chosen.vendors.map((vendor) => ({ ...vendor, live: isLive(vendor) }));
  const config = { ...chosen, vendors };
  const path = relative(dirname(resolve(configFile)), resolve('lib/config/parse-config.ts'));
  const text = renderConfig(config, path.startsWith('.') ? path : `./${path}`, words.comments);
  if (existsSync(configFile) && (await readFile(configFile, 'utf8')) !== text) {
    await copyFile(configFile, `${configFile}.old`);
    talk.say(words.keptOld(configFile));
  }
  await writeAtomically(configFile, text, MODE);
  talk.say(words.wrote(configFile));
  if (vendors.every(({ mentions }) => Object.keys(mentions).length === 0)) talk.say(words.mentionsNobody);
  return config;
};

/**
 * Sets every vendor live, in the file and in the result.
 * @throws ConfigError if only a person can change the file
 */
export const setLive = async ({ configFile, texts }: Setup, config: Config): Promise<Config> => {
  const off = config.vendors.filter(({ live }) => !live);
  const text = await readFile(configFile, 'utf8');
  const pattern = /(\blive['"]?\s*:\s*)false\b/g;
  if ([...text.matchAll(pattern)].length !== off.length) {
    const ids = off.map(({ id }) => id);
    throw new ConfigError(texts.setup.notSetLive(configFile, ids));
  }
  await writeAtomically(configFile, text.replaceAll(pattern, '$1true'), MODE);
  return { ...config, vendors: config.vendors.map((vendor) => ({ ...vendor, live: true })) };
};

const hashWithoutLive = (config: Config): string =>
  configHash({ ...config, vendors: config.vendors.map((vendor) => ({ ...vendor, live: false })) });

/**
 * Renders a configuration for further editing: the answers, and a comment for each setting.
 * @param parseConfigPath from the file, such as `./lib/config/parse-config.ts`
 * @internal
 */
export const renderConfig = (
  { region, namePrefix, egress, alarmMail, heartbeatUrl, acting, vendors }: Config,
  parseConfigPath: string,
  comments: Comments,
): string => `import { defineConfig } from ${quote(parseConfigPath)};

/**
${comments.file.map((line) => ` * ${line}\n`).join('')} */
export default defineConfig({
  region: ${quote(region)},
${namePrefix === undefined ? '' : `  // ${comments.namePrefix}\n  namePrefix: ${quote(namePrefix)},\n`}  // ${comments.egress}
  egress: ${quote(egress)},
  // ${comments.alarmMail}
  alarmMail: ${renderMails(alarmMail)},
${renderHeartbeat(heartbeatUrl, comments)}  // ${comments.acting}
  acting: ${quote(acting)},
  vendors: [${vendors.map((vendor) => renderVendor(vendor, acting, comments)).join('')}
  ],
});
`;

const renderVendor = (
  vendor: Config['vendors'][number],
  acting: Config['acting'],
  comments: Comments,
): string => `
    {
      // ${comments.id}
      id: ${quote(vendor.id)},
      // ${comments.market(MARKET_ZONES[vendor.market])}
      market: ${quote(vendor.market)},
      // ${comments.label}
      label: ${quote(vendor.label)},
      // ${comments.live}
      live: ${vendor.live},
      // ${comments.language}
      language: ${quote(vendor.language)},
      // ${comments.sources}
      sources: [${vendor.sources.map(quote).join(', ')}],
      // ${comments.channel}
      channel: ${quote(vendor.channel)},
      // ${comments.fallbackChannel}
      fallbackChannel: ${quote(vendor.fallbackChannel)},
      // ${comments.hours}
      hours: {${renderHours(vendor.hours)}},
${renderHolidays(vendor, comments)}      // ${comments.ladder}
      ladder: [${vendor.ladder.map(quote).join(', ')}],
      // ${comments.mentions}
      mentions: {${renderSteps(vendor.mentions, (ids) => `[${ids.map(quote).join(', ')}]`)}},
      // ${comments.stepChannels}
      stepChannels: {${renderSteps(vendor.stepChannels, quote)}},${acting === 'on' ? renderPeople(comments) : ''}
    },`;

const renderMails = (mails: Config['alarmMail']): string => {
  const quoted = mails.map(quote).join(', ');
  return mails.length === 1 ? quoted : `[${quoted}]`;
};

const renderHeartbeat = (url: Config['heartbeatUrl'], comments: Comments): string =>
  url === undefined
    ? ''
    : `  // ${comments.heartbeatUrl}
  heartbeatUrl: ${quote(url)},
`;

const renderPeople = (comments: Comments): string => `
      // ${comments.people}
      acting: { people: {} },`;

const renderSteps = <Value>(
  steps: Partial<Record<string, Value>>,
  render: (value: Value) => string,
): string => {
  const lines = Object.entries(steps).flatMap(([step, value]) =>
    value === undefined ? [] : [`${quote(step)}: ${render(value)}`],
  );
  return lines.length > 0 ? ` ${lines.join(', ')} ` : '';
};

const renderHours = (hours: Config['vendors'][number]['hours']): string => {
  const days = WEEKDAYS.flatMap((day) => {
    const ranges = hours[day];
    return ranges === undefined ? [] : [`\n        ${day}: [${ranges.map(quote).join(', ')}],`];
  });
  return days.length > 0 ? `${days.join('')}\n      ` : '';
};

/** One date a line, since a year's dates do not fit into one. */
const renderHolidays = (
  { holidays: { add, years } }: Config['vendors'][number],
  comments: Comments,
): string =>
  years.length === 0
    ? ''
    : `      // ${comments.holidays}
      holidays: {
        add: [
${add.map((date) => `          ${quote(date)},\n`).join('')}        ],
        years: [${years.join(', ')}],
      },
`;

const quote = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;
