import { defined } from '../../lib/domain/defined.ts';
import { checkChannelId, checkUrl, explainUsage, readArguments } from '../read-arguments.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { type Answers, QUESTION_NAMES } from './config/questions.ts';

export type Flags = {
  answers: Answers;
  /** A new configuration may replace an existing file. */
  force: boolean;
  yes: boolean;
  live: boolean;
  /** The source of keys: a file, or `env:NAME`. */
  slackKeys?: string;
  coupangKeys?: string;
  testTicket?: string;
  /** How long to wait for WING and Coupang, minutes. */
  waitMinutes?: number;
  slackApiUrl?: string;
  coupangBaseUrl?: string;
};

export const readFlags = (texts: AdminTexts): Flags => {
  const { usage, badWait } = texts.setup;
  const help = { usage, texts };
  const { values } = readArguments(help, [], {
    region: { type: 'string' },
    'name-prefix': { type: 'string' },
    market: { type: 'string' },
    vendor: { type: 'string' },
    label: { type: 'string' },
    'card-language': { type: 'string' },
    'product-questions': { type: 'string' },
    hours: { type: 'string' },
    holidays: { type: 'string' },
    acting: { type: 'string' },
    'alarm-mail': { type: 'string' },
    heartbeat: { type: 'string' },
    channel: { type: 'string' },
    'fallback-channel': { type: 'string' },
    mention: { type: 'string' },
    'lead-channel': { type: 'string' },
    force: { type: 'boolean' },
    yes: { type: 'boolean' },
    live: { type: 'boolean' },
    'slack-keys': { type: 'string' },
    'coupang-keys': { type: 'string' },
    'test-ticket': { type: 'string' },
    wait: { type: 'string' },
    'slack-api-url': { type: 'string' },
    'coupang-base-url': { type: 'string' },
  });
  const { wait, 'test-ticket': testTicket, 'slack-api-url': slackApiUrl } = values;
  const coupangBaseUrl = values['coupang-base-url'];
  checkChannelId('--test-ticket', testTicket, help);
  checkUrl('--slack-api-url', slackApiUrl, help);
  checkUrl('--coupang-base-url', coupangBaseUrl, help);
  if (wait !== undefined && !/^\d{1,4}$/.test(wait)) throw explainUsage(badWait, help);
  const answers: Answers = {};
  for (const name of QUESTION_NAMES) if (values[name] !== undefined) answers[name] = values[name];
  return {
    answers,
    force: values.force ?? false,
    yes: values.yes ?? false,
    live: values.live ?? false,
    ...defined({
      slackKeys: values['slack-keys'],
      coupangKeys: values['coupang-keys'],
      testTicket,
      waitMinutes: wait === undefined ? undefined : Number(wait),
      slackApiUrl,
      coupangBaseUrl,
    }),
  };
};
