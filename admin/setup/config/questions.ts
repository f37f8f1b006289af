import * as z from 'zod/mini';
import { yearWithoutHolidays } from '../../../lib/config/holidays.ts';
import { MARKET_LANGUAGES, MARKET_ZONES } from '../../../lib/config/market.ts';
import { configSchema } from '../../../lib/config/schema.ts';
import { defined } from '../../../lib/domain/defined.ts';
import type { Market } from '../../../lib/domain/inquiry/inquiry.ts';
import { type Weekday, WEEKDAYS } from '../../../lib/domain/time/dates.ts';

/** In the order of the questions. Each name is a flag, too. */
export const QUESTION_NAMES = [
  'region',
  'name-prefix',
  'market',
  'vendor',
  'label',
  'language',
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
};

const NOBODY = 'nobody';
const NONE = 'none';
const LAST_STEP = '1h';

const ofVendor = (field: string) => ['vendors', 0, field];

const QUESTIONS: Record<Exclude<QuestionName, 'hours' | 'holidays'>, ConfigQuestion> = {
  region: { text: 'AWS region', path: ['region'], usual: 'ap-northeast-2' },
  'name-prefix': {
    text: 'Prefix for the names of a second notifier, such as staging; or none, to continue with the existing notifier',
    path: ['namePrefix'],
    usual: NONE,
  },
  market: { text: 'Market, KR or TW', path: ofVendor('market'), usual: 'KR' },
  vendor: { text: 'Vendor id, as WING shows it, such as A00012345', path: ofVendor('id') },
  label: { text: "The shop's name, for the cards", path: ofVendor('label') },
  language: { text: 'Language of the cards, ko, en or zh-TW', path: ofVendor('language') },
  'alarm-mail': { text: 'Mail address for the alarms, or several', path: ['alarmMail'] },
  heartbeat: {
    text: 'The https address of a check outside of AWS: the notifier calls it each minute, and it warns you if the calls stop; or none',
    path: ['heartbeatUrl'],
    usual: NONE,
  },
  acting: {
    text: 'Claim, confirm and reply from Slack, on or off (it can be changed later)',
    path: ['acting'],
    usual: 'off',
  },
  mention: {
    text: 'Whom the last warning mentions, an hour before a deadline: user groups (S0123456789), users (U0123456789), here; or nobody',
    path: ofVendor('mentions'),
    usual: NOBODY,
  },
  channel: { text: 'Slack channel for the cards, by its id (C0123456789)', path: ofVendor('channel') },
  'fallback-channel': {
    text: 'Another channel, by its id, used if Slack refuses the first channel',
    path: ofVendor('fallbackChannel'),
  },
  'lead-channel': {
    text: "A second channel for the last warning, such as the lead's, by its id; or none",
    path: ofVendor('stepChannels'),
    usual: NONE,
  },
};

/**
 * Returns the question, which depends on earlier answers; `undefined` if it need not be asked.
 * @param now epoch ms
 */
export const questionOf = (name: QuestionName, answers: Answers, now: number): ConfigQuestion | undefined => {
  switch (name) {
    case 'language':
      return { ...QUESTIONS.language, usual: MARKET_LANGUAGES[marketOf(answers)] };
    case 'hours':
      return {
        text: `When the team works, in the time of ${MARKET_ZONES[marketOf(answers)]}, such as mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00; or always`,
        path: ofVendor('hours'),
        usual: 'mon-fri 09:00-18:00',
      };
    case 'holidays': {
      const year = unknownYear(answers, now);
      if (year === undefined) return undefined;
      return {
        text: `All public holidays of ${year}, which the program does not know, such as ${year}-01-01 ${year}-02-17`,
        path: ofVendor('holidays'),
      };
    }
    default:
      return QUESTIONS[name];
  }
};

/**
 * Checks an answer by the rules of the configuration. Returns the fault, or `undefined`.
 * @param answers the earlier answers
 */
export const checkAnswer = (
  name: QuestionName,
  answer: string,
  answers: Answers,
  now: number,
): string | undefined => {
  if (name === 'hours' && parseHours(answer) === undefined)
    return 'must name days and then their hours, such as mon-fri 09:00-18:00, or be always';
  const path = questionOf(name, answers, now)?.path ?? [];
  const { error } = z.safeParse(configSchema, toConfigInput({ ...VALID, ...answers, [name]: answer }, now));
  return error?.issues.find((issue) => path.every((part, index) => issue.path[index] === part))?.message;
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
        language: answers.language?.toLowerCase().replace(/-tw$/, '-TW'),
        channel: answers.channel,
        fallbackChannel: answers['fallback-channel'],
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
