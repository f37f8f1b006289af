import type { FakeCoupangOptions } from 'fake-coupang';
import { checkHolidays, listMissingHolidays } from '../../lib/config/parse-config.ts';
import { defined } from '../../lib/domain/defined.ts';
import { FAULT_WORDS } from '../../lib/config/wording/wording.ts';
import { startError } from '../common/start-error.ts';
import type { ErrorTexts } from '../common/wording/en.ts';
import { BOT_TOKEN } from '../../lib/config/read-secret.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import type { Person } from 'fake-slack';
import { inLanguage, isSample } from './sample-language.ts';
import { languageOfLocale, terminalLanguage } from '../../lib/config/language-of-locale.ts';
import { MADE_UP_PEOPLE, MADE_UP_WING_IDS, peopleOf, withMadeUpPeople } from './made-up-people.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { TERMINAL_TEXTS, type TerminalTexts } from '../page/texts.ts';
import { refuseMisspelt } from './refuse-misspelt.ts';

export type CoupangSettings = { baseUrl: string; accessKey: string; secretKey: string };
/** Without `appToken` no press arrives. */
export type SlackSettings = { apiUrl: string; botToken: string; appToken?: string };

export type LaptopSettings = {
  /** The functions' configuration: every vendor to poll is `live`. */
  config: Config;
  /** Absent: the simulator is started. */
  coupang?: CoupangSettings;
  /** Absent: the local Slack and its page are started. */
  slack?: SlackSettings;
  people: readonly Person[];
  /** The page chooses the language of the cards. Without a choice it is the configuration's. */
  pageChoosesLanguage: boolean;
  dataDir: string;
  /** The port of the page. 0: any free port. */
  port: number;
  pollSeconds: number;
  simulator: Pick<FakeCoupangOptions, 'seed' | 'arrivals' | 'callsPerSecond' | 'wingIds' | 'onCall'>;
  notes: string[];
  /** For the lines at the terminal, in its language. */
  texts: TerminalTexts;
};

export type Environment = Record<string, string | undefined>;

/**
 * The laptop's contract: everything that `npm start` takes from its environment. An empty variable counts as absent.
 * @param now epoch ms
 * @throws ConfigError that names the variable and the remedy, and never a key's value
 */
export const readSettings = async (env: Environment, now = Date.now()): Promise<LaptopSettings> => {
  const value = (name: string) => env[name]?.trim() || undefined;
  refuseMisspelt(env);
  // Even an unused token shows that somebody expects messages in Slack.
  refuseIf(
    value('SLACK_BOT_TOKEN') !== undefined && !BOT_TOKEN.test(value('SLACK_BOT_TOKEN') ?? ''),
    (errors) => errors.noBotToken,
  );
  const coupang = readCoupang(value);
  const slack = readSlack(value);
  const pollSeconds = readNumber('POLL_SECONDS', value, 5, { least: 0.1, most: 3600 });
  const port = readNumber('PORT', value, 4400, { least: 0, most: 65_535, whole: true });
  const vendorId = readPattern('COUPANG_VENDOR_ID', value, VENDOR_ID, 'A00012345');
  const channel = readPattern('SLACK_CHANNEL', value, CHANNEL_ID, 'C0123456789');
  const configFile = value('NOTIFIER_CONFIG');
  const isTrial = configFile === undefined && coupang === undefined && slack === undefined;
  const found = await loadConfig(configFile);
  const isOurs = configFile === undefined || configFile === TAIWANESE_SAMPLE;
  const pageChoosesLanguage = isOurs && coupang === undefined && slack === undefined && isSample(found);
  const locale = languageOfLocale(env);
  const language = terminalLanguage(env);
  const texts = TERMINAL_TEXTS[language];
  const given = pageChoosesLanguage && locale !== undefined ? inLanguage(found, locale) : found;
  const isDeaf = slack !== undefined && slack.appToken === undefined;
  const loaded: Config = isTrial ? withMadeUpPeople(given) : { ...given, ...(isDeaf && { acting: 'off' }) };
  const vendors = loaded.vendors.map((vendor, index) =>
    index === 0 ? { ...vendor, ...replacements(vendorId, channel) } : vendor,
  );
  refuseVendors(vendors, channel);
  const polled = coupang === undefined ? vendors.map((vendor) => ({ ...vendor, live: true })) : vendors;
  refuseIf(
    polled.every((vendor) => !vendor.live),
    (errors) => errors.noLiveVendor,
  );
  // As in synth. With the simulator nobody misses a deadline, so a note is enough.
  if (coupang !== undefined) checkHolidays({ vendors: polled }, now);
  const pace = coupang === undefined ? { callsPerSecond: PACE } : {};
  return {
    config: { ...loaded, vendors: polled, settings: { ...loaded.settings, pollSeconds, ...pace } },
    ...defined({ coupang, slack }),
    people: isTrial ? MADE_UP_PEOPLE : peopleOf(loaded),
    pageChoosesLanguage,
    dataDir: value('DATA_DIR') ?? '.local',
    port,
    pollSeconds,
    simulator: {
      seed: readNumber('SIMULATOR_SEED', value, 1, {
        least: 0,
        most: 2 ** 32 - 1,
        whole: true,
      }),
      arrivals: true,
      callsPerSecond: SIMULATORS_LIMIT,
      ...(isTrial && { wingIds: MADE_UP_WING_IDS }),
    },
    notes: [
      ...notesOnCoupang(value, polled, coupang, texts),
      ...notesOnSlack(value, given.acting, slack, texts),
      ...(coupang === undefined ? listMissingHolidays({ vendors: polled }, now, FAULT_WORDS[language]) : []),
    ],
    texts,
  };
};

/** As `npm run start:tw` names it. */
const TAIWANESE_SAMPLE = 'local/taiwan.config.ts';

type Value = (name: string) => string | undefined;

/**
 * Calls per second. The simulator allows more than Coupang, so that it never warns of the limit, and a leap is quick.
 */
const PACE = 5;
const SIMULATORS_LIMIT = 10;

const VENDOR_ID = /^[AC]\d{8}$/;
const CHANNEL_ID = /^[CG][A-Z0-9]{2,}$/;
const APP_TOKEN = /^xapp-[\w-]+$/;

const readCoupang = (value: Value): CoupangSettings | undefined => {
  const baseUrl = readUrl('COUPANG_BASE_URL', value);
  if (baseUrl === undefined) return undefined;
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    accessKey: required('COUPANG_ACCESS_KEY', value, 'COUPANG_BASE_URL'),
    secretKey: required('COUPANG_SECRET_KEY', value, 'COUPANG_BASE_URL'),
  };
};

const readSlack = (value: Value): SlackSettings | undefined => {
  const apiUrl = readUrl('SLACK_API_URL', value);
  if (apiUrl === undefined) return undefined;
  const appToken = value('SLACK_APP_TOKEN');
  refuseIf(appToken !== undefined && !APP_TOKEN.test(appToken), (errors) => errors.noAppToken);
  return {
    apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
    botToken: required('SLACK_BOT_TOKEN', value, 'SLACK_API_URL'),
    ...defined({ appToken }),
  };
};

const refuseIf = (isWrong: boolean, say: (errors: ErrorTexts) => string): void => {
  if (isWrong) throw startError(say);
};

const required = (name: string, value: Value, because: string): string => {
  const found = value(name);
  if (found === undefined) throw startError((errors) => errors.missing(name, because));
  return found;
};

const readUrl = (name: string, value: Value): string | undefined => {
  const text = value(name);
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw startError((errors) => errors.noUrl(name));
  if (`${url.username}${url.password}${url.search}${url.hash}` !== '')
    throw startError((errors) => errors.onlyHostAndPath(name));
  return text;
};

type Range = { least: number; most: number; whole?: boolean };

const readNumber = (
  name: string,
  value: Value,
  usual: number,
  { least, most, whole = false }: Range,
): number => {
  const text = value(name) ?? String(usual);
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most && (!whole || Number.isInteger(number))) return number;
  throw startError((errors) => errors.noNumber(name, JSON.stringify(text), { least, most, whole }));
};

const readPattern = (name: string, value: Value, pattern: RegExp, example: string): string | undefined => {
  const text = value(name);
  if (text === undefined || pattern.test(text)) return text;
  throw startError((errors) => errors.noId(name, JSON.stringify(text), example));
};

const replacements = (
  vendorId: string | undefined,
  channel: string | undefined,
): Partial<Pick<VendorConfig, 'id' | 'live' | 'channel'>> => ({
  ...(vendorId !== undefined && { id: vendorId, live: true }),
  ...(channel !== undefined && { channel, live: true }),
});

const refuseVendors = (vendors: VendorConfig[], channel: string | undefined): void => {
  const [first, ...others] = vendors;
  refuseIf(
    others.some((vendor) => vendor.id === first?.id && vendor.market === first.market),
    (errors) => errors.sameVendor,
  );
  // Otherwise the channel would get the step twice.
  refuseIf(channel !== undefined && Object.values(first?.stepChannels ?? {}).includes(channel), (errors) =>
    errors.sameChannel(JSON.stringify(channel)),
  );
};

const notesOnCoupang = (
  value: Value,
  vendors: VendorConfig[],
  coupang: CoupangSettings | undefined,
  { notes }: TerminalTexts,
): string[] => {
  const live = vendors.filter((vendor) => vendor.live).length;
  return [
    ...(coupang === undefined && value('COUPANG_ACCESS_KEY') !== undefined ? [notes.keyUnused] : []),
    ...(coupang !== undefined && live > 1 ? [notes.keyForAll(live)] : []),
  ];
};

const notesOnSlack = (
  value: Value,
  acting: Config['acting'],
  slack: SlackSettings | undefined,
  { notes }: TerminalTexts,
): string[] => [
  ...(slack === undefined && value('SLACK_BOT_TOKEN') !== undefined ? [notes.tokenUnused] : []),
  ...(slack !== undefined && slack.appToken === undefined && acting === 'on' ? [notes.noButtons] : []),
  ...(slack?.appToken !== undefined && acting === 'off' ? [notes.appTokenUnused] : []),
];
