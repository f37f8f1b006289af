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
import type { Setup } from '../setup.ts';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import { WEEKDAYS } from '../../../lib/domain/time/dates.ts';

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
    throw new ConfigError(`${error.message}\n${words.mendConfig}`);
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
  const text = renderConfig(config, path.startsWith('.') ? path : `./${path}`);
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
): string => `import { defineConfig } from ${quote(parseConfigPath)};

/**
 * The settings that a team edits. After a change: \`npx cdk deploy Notifier\`. \`vendor-schema.ts\`, \`schema.ts\` and \`aws-settings.ts\` in
 * \`lib/config\` explain each setting and its default. Keys never belong here.
 */
export default defineConfig({
  region: ${quote(region)},
${namePrefix === undefined ? '' : `  // Begins the names of stacks and secrets. Another one is another deployment.\n  namePrefix: ${quote(namePrefix)},\n`}  // A fixed address, which WING must know.
  egress: ${quote(egress)},
  // Gets the alarms.
  alarmMail: ${renderMails(alarmMail)},
${renderHeartbeat(heartbeatUrl)}  // Whether people claim, confirm and reply from Slack: docs/setup.md, Acting in Slack.
  acting: ${quote(acting)},
  vendors: [${vendors.map((vendor) => renderVendor(vendor, acting)).join('')}
  ],
});
`;

const renderVendor = (vendor: Config['vendors'][number], acting: Config['acting']): string => `
    {
      // As WING shows it.
      id: ${quote(vendor.id)},
      // It decides the time zone: ${MARKET_ZONES[vendor.market]}.
      market: ${quote(vendor.market)},
      // The shop's name on cards.
      label: ${quote(vendor.label)},
      // Whether the program reads Coupang. \`npm run setup\` sets it at the end.
      live: ${vendor.live},
      // The language of the cards.
      language: ${quote(vendor.language)},
      // Where the cards go.
      channel: ${quote(vendor.channel)},
      // Where they go if Slack refuses \`channel\`.
      fallbackChannel: ${quote(vendor.fallbackChannel)},
      // When the team works, in the market's time. A missing day is a day off; without any day the team always works.
      hours: {${renderHours(vendor.hours)}},
${renderHolidays(vendor)}      // How long before a deadline the team is warned.
      ladder: [${vendor.ladder.map(quote).join(', ')}],
      // Whom each warning mentions, such as '1h': ['S0123456789']. A missing step mentions nobody.
      mentions: {${renderSteps(vendor.mentions, (ids) => `[${ids.map(quote).join(', ')}]`)}},
      // A second channel for a warning, such as the lead's: '1h': 'C0123456789'.
      stepChannels: {${renderSteps(vendor.stepChannels, quote)}},${acting === 'on' ? PEOPLE : ''}
    },`;

const renderMails = (mails: Config['alarmMail']): string => {
  const quoted = mails.map(quote).join(', ');
  return mails.length === 1 ? quoted : `[${quoted}]`;
};

const renderHeartbeat = (url: Config['heartbeatUrl']): string =>
  url === undefined
    ? ''
    : `  // Called each minute: if the calls stop, that service warns you.
  heartbeatUrl: ${quote(url)},
`;

const PEOPLE = `
      // Who may confirm and reply, by Slack user id, such as U0123456789: { wingId: 'the login in WING' }.
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
const renderHolidays = ({ holidays: { add, years } }: Config['vendors'][number]): string =>
  years.length === 0
    ? ''
    : `      // Days off beside the weekends. \`years\`: those of which \`add\` holds all public holidays.
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
