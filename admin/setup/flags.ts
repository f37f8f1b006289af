import { ConfigError } from '../../lib/config/config-error.ts';
import { defined } from '../../lib/domain/defined.ts';
import { checkChannelId, checkUrl, readArguments } from '../read-arguments.ts';
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

const USAGE = `Usage: npm run setup [-- <options>]

Sets the notifier up, from nothing to the test ticket. It does only what is missing, so run it again
whenever it stopped. In a terminal it asks. Otherwise options answer, and --yes is needed.

--vendor, --label            the vendor's id in WING, such as A00012345, and its name on the cards
--channel, --fallback-channel   Slack channel ids: of the cards, and of cards that cannot go there
--alarm-mail                 who gets the alarms
--region, --name-prefix      where AWS runs it (ap-northeast-2), and a prefix of its names (none)
--market KR|TW, --language ko|en|zh-TW   the market (KR), and the language of the cards (its own)
--hours, --holidays          'mon-fri 09:00-18:00' or always; all public holidays that are unknown
--acting on|off              whether people claim, confirm and reply from Slack (off)
--mention                    whom the last warning mentions: 'S0123456789', here or nobody (nobody)
--lead-channel               a second channel for the last warning (none)
--heartbeat                  an https address outside of AWS that is called each minute (none)
--slack-keys                 a file or env:NAME, a line each: bot token, signing secret
--coupang-keys               a file or env:NAME, a line each: access key, secret key, last day
--force                      replaces the configuration; the old file stays, with .old at its end
--yes, --live                deploys, and starts the vendors, without asking
--test-ticket                the channel of the test ticket (that of the cards)
--wait                       how many minutes to wait for WING and Coupang (in a terminal: no end)
--slack-api-url, --coupang-base-url   for a trial: what is called instead of Slack and Coupang

Exit code: 0 if all is done, 1 if something has to be fixed, 3 if it waits for WING or Coupang.
More: docs/setup.md`;

export const readFlags = (texts: AdminTexts): Flags => {
  const help = { usage: USAGE, texts };
  const { values } = readArguments(help, [], {
    region: { type: 'string' },
    'name-prefix': { type: 'string' },
    market: { type: 'string' },
    vendor: { type: 'string' },
    label: { type: 'string' },
    language: { type: 'string' },
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
  if (wait !== undefined && !/^\d{1,4}$/.test(wait))
    throw new ConfigError(`--wait must be a number of minutes such as 30.\n\n${USAGE}`);
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
