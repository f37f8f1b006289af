import * as z from 'zod/mini';
import { yearWithoutHolidays } from '../../../lib/config/holidays.ts';
import { MARKET_LANGUAGES, MARKET_ZONES } from '../../../lib/config/market.ts';
import { configSchema } from '../../../lib/config/schema.ts';
import { defined } from '../../../lib/domain/defined.ts';
import type { AdminTexts } from '../../wording/wording.ts';
import type { Market } from '../../../lib/domain/inquiry/inquiry.ts';
import { type Source, SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import { type Weekday, WEEKDAYS } from '../../../lib/domain/time/dates.ts';

/** The question whether a source is read. A source without one is always read. */
export const SOURCE_QUESTIONS = {
  product: 'product-questions',
} as const satisfies { [source in Source]?: string };
type SourceQuestion = (typeof SOURCE_QUESTIONS)[keyof typeof SOURCE_QUESTIONS];
const sourceQuestionOf = (source: Source): SourceQuestion | undefined =>
  Object.entries(SOURCE_QUESTIONS).find(([name]) => name === source)?.[1];
const isSourceQuestion = (name: QuestionName): name is SourceQuestion =>
  Object.values<string>(SOURCE_QUESTIONS).includes(name);

/** In the order of the questions. Each name is a flag, too. */
export const QUESTION_NAMES = [
  'region',
  'name-prefix',
  'market',
  'vendor',
  'label',
  'card-language',
  ...Object.values(SOURCE_QUESTIONS),
  'hours',
  'holidays',
  'alarm-mail',
  'heartbeat',
  'acting',
  'mention',
  'channel',
  'fallback-channel',
  'lead-channel',
] as const;
export type QuestionName = (typeof QUESTION_NAMES)[number];
export type Answers = Partial<Record<QuestionName, string>>;

type ConfigQuestion = {
  text: string;
  path: readonly (string | number)[];
  usual?: string;
  choices?: readonly { value: string; label: string }[];
};

/** A question depends on the earlier answers. `now` is in epoch ms. */
type Context = { answers: Answers; now: number; words: AdminTexts['setup'] };

const NOBODY = 'nobody';
export const NONE = 'none';
const OFF = 'off';
const LAST_STEP = '1h';

const ofVendor = (field: string) => ['vendors', 0, field];

type Setting = Pick<ConfigQuestion, 'path' | 'usual'>;

const SETTINGS: Record<Exclude<QuestionName, SourceQuestion>, Setting> = {
  region: { path: ['region'], usual: 'ap-northeast-2' },
  'name-prefix': { path: ['namePrefix'], usual: NONE },
  market: { path: ofVendor('market'), usual: 'KR' },
  vendor: { path: ofVendor('id') },
  label: { path: ofVendor('label') },
  'card-language': { path: ofVendor('language') },
  hours: { path: ofVendor('hours'), usual: 'mon-fri 09:00-18:00' },
  holidays: { path: ofVendor('holidays') },
  'alarm-mail': { path: ['alarmMail'] },
  heartbeat: { path: ['heartbeatUrl'], usual: NONE },
  acting: { path: ['acting'], usual: OFF },
  mention: { path: ofVendor('mentions'), usual: NOBODY },
  channel: { path: ofVendor('channel') },
  'fallback-channel': { path: ofVendor('fallbackChannel') },
  'lead-channel': { path: ofVendor('stepChannels'), usual: NONE },
};

const settingOf = (name: QuestionName): Setting =>
  isSourceQuestion(name) ? { path: ofVendor('sources'), usual: OFF } : SETTINGS[name];

/** Returns the question; `undefined` if it need not be asked. */
export const questionOf = (
  name: QuestionName,
  { answers, now, words: { questions, choices } }: Context,
): ConfigQuestion | undefined => {
  const setting = settingOf(name);
  const among = (...values: (keyof typeof choices)[]) =>
    values.map((value) => ({ value, label: choices[value] }));
  if (isSourceQuestion(name)) return { ...setting, text: questions[name].text, choices: among('off', 'on') };
  switch (name) {
    case 'market':
      return { ...setting, text: questions.market.text, choices: among('KR', 'TW') };
    case 'card-language': {
      const usual = MARKET_LANGUAGES[marketOf(answers)];
      return {
        ...setting,
        text: questions['card-language'].text,
        usual,
        choices: among('ko', 'en', 'zh-TW'),
      };
    }
    case 'acting':
      return { ...setting, text: questions[name].text, choices: among('off', 'on') };
    case 'hours':
      return { ...setting, text: questions.hours.text(MARKET_ZONES[marketOf(answers)]) };
    case 'holidays': {
      const year = unknownYear(answers, now);
      return year === undefined ? undefined : { ...setting, text: questions.holidays.text(year) };
    }
    default:
      return { ...setting, text: questions[name].text };
  }
};

/** Checks an answer by the rules of the configuration. Returns the fault, or `undefined`. */
export const checkAnswer = (name: QuestionName, answer: string, context: Context): string | undefined => {
  const { answers, now, words } = context;
  if (name === 'hours' && parseHours(answer) === undefined) return words.noHours;
  const { path } = settingOf(name);
  const { error } = z.safeParse(configSchema, toConfigInput({ ...VALID, ...answers, [name]: answer }, now));
  const issue = error?.issues.find(({ path: at }) => path.every((part, index) => at[index] === part));
  return issue && words.questions[name].fault(issue.message);
};

/**
 * Builds the unchecked configuration of the answers. The vendor is not live.
 * @param now epoch ms
 */
export const toConfigInput = (answers: Answers, now: number): unknown => {
  const year = unknownYear(answers, now);
  return {
    region: answers.region,
    ...defined({ namePrefix: namePrefixOf(answers) }),
    egress: 'nat-instance',
    alarmMail: mailsOf(answers),
    heartbeatUrl: unlessNone(answers.heartbeat),
    acting: answers.acting?.toLowerCase(),
    vendors: [
      {
        id: answers.vendor?.toUpperCase(),
        market: answers.market?.toUpperCase(),
        label: answers.label,
        live: false,
        language: answers['card-language']?.toLowerCase().replace(/-tw$/, '-TW'),
        channel: answers.channel,
        fallbackChannel: answers['fallback-channel'],
        sources: sourcesOf(answers),
        hours: hoursOf(answers),
        mentions: mentionsOf(answers),
        stepChannels: stepChannelsOf(answers),
        ...(year !== undefined && { holidays: { add: datesOf(answers), years: [year] } }),
      },
    ],
  };
};

export const namePrefixOf = ({ 'name-prefix': prefix = '' }: Answers): string | undefined =>
  ['', NONE].includes(prefix.toLowerCase()) ? undefined : prefix;

/** Valid values for the questions that come later. */
const VALID: Answers = {
  region: 'ap-northeast-2',
  market: 'KR',
  vendor: 'A00000000',
  label: 'any',
  hours: 'always',
  'alarm-mail': 'any@example.com',
  channel: 'C00000000A',
  'fallback-channel': 'C00000000B',
};

const hoursOf = ({ hours }: Answers) => parseHours(hours ?? '') ?? {};

/** An answer beside on and off becomes no source's name, which is a fault of the configuration. */
const sourcesOf = (answers: Answers): string[] =>
  SOURCE_NAMES.flatMap((source) => {
    const question = sourceQuestionOf(source);
    const given = question ? (answers[question]?.toLowerCase() ?? OFF) : 'on';
    if (given === 'on') return [source];
    return [OFF, ''].includes(given) ? [] : [''];
  });

const mailsOf = ({ 'alarm-mail': mails }: Answers) => (mails === undefined ? undefined : wordsOf(mails));

const datesOf = ({ holidays }: Answers): string[] => wordsOf(holidays);

const mentionsOf = ({ mention }: Answers) => {
  const words = wordsOf(mention).map((word) => word.replace(/^@?here$/i, 'here'));
  return words.length === 0 || words.join().toLowerCase() === NOBODY ? {} : { [LAST_STEP]: words };
};

const stepChannelsOf = ({ 'lead-channel': answer }: Answers) => {
  const channel = unlessNone(answer);
  return channel === undefined ? {} : { [LAST_STEP]: channel };
};

const unlessNone = (answer = ''): string | undefined =>
  ['', NONE].includes(answer.toLowerCase()) ? undefined : answer;

const wordsOf = (text = ''): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

const marketOf = ({ market }: Answers): Market => (market?.toUpperCase() === 'TW' ? 'TW' : 'KR');

const unknownYear = (answers: Answers, now: number): number | undefined => {
  const holidays = { add: [], remove: [], years: [] };
  return yearWithoutHolidays({ market: marketOf(answers), hours: hoursOf(answers), holidays }, now);
};

export type Hours = Partial<Record<Weekday, string[]>>;

const ALWAYS = 'always';
const DAY = new RegExp(`^(${WEEKDAYS.join('|')})(?:-(${WEEKDAYS.join('|')}))?$`);

/**
 * Hours as a person types them: `mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00`, or `always`. The schema checks the
 * ranges.
 * @returns undefined for any other form
 * @internal
 */
export const parseHours = (text: string): Hours | undefined => {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.join() === ALWAYS) return {};
  const hours: Hours = {};
  let days: Weekday[] = [];
  let hasRange = true;
  for (const word of words) {
    const named = readDays(word);
    if (named) {
      days = hasRange ? named : [...days, ...named];
      hasRange = false;
    } else {
      if (days.length === 0) return undefined;
      hasRange = true;
      for (const day of days) hours[day] = [...(hours[day] ?? []), word];
    }
  }
  return hasRange && words.length > 0 ? hours : undefined;
};

const readDays = (word: string): Weekday[] | undefined => {
  const [, first, last = first] = DAY.exec(word) ?? [];
  const from = WEEKDAYS.findIndex((day) => day === first);
  if (from < 0) return undefined;
  const count = (WEEKDAYS.findIndex((day) => day === last) - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => WEEKDAYS[(from + index) % 7] ?? 'sun');
};
