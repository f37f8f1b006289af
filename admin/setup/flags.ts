import { defined } from '../../lib/domain/defined.ts';
import { checkChannelId, checkUrl, explainUsage, readArguments } from '../read-arguments.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { type Answers, QUESTION_NAMES, type QuestionName } from './config/questions.ts';

export type Flags = {
  answers: Answers;
  /** Shows what setup will do, and does nothing. */
  plan: boolean;
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

const ANSWER_FLAGS: Partial<Record<QuestionName, { type: 'string' }>> = Object.fromEntries(
  QUESTION_NAMES.map((name) => [name, { type: 'string' as const }]),
);

export const readFlags = (texts: AdminTexts): Flags => {
  const { usage, badWait } = texts.setup;
  const help = { usage, texts };
  const { values } = readArguments(help, [], {
    ...ANSWER_FLAGS,
    plan: { type: 'boolean' },
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
  for (const name of QUESTION_NAMES) {
    const value = values[name];
    if (typeof value === 'string') answers[name] = value;
  }
  return {
    answers,
    plan: values.plan ?? false,
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
