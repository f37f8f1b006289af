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

const USAGE = `Sets the notifier up, from nothing to the test ticket. It does only what is missing, so run it again
whenever it stopped. In a terminal it asks; otherwise flags answer, and --yes is needed.

  npm run setup
  npm run setup -- --yes --vendor A00012345 --label 'My shop' --channel C0123456789 --fallback-channel C9876543210 \\
    --alarm-mail ops@example.com --slack-keys slack.txt --coupang-keys coupang.txt

The configuration, written to notifier.config.ts (or NOTIFIER_CONFIG):
--vendor, --label, --channel, --fallback-channel, --alarm-mail
--region (ap-northeast-2), --name-prefix (none), --market KR|TW (KR), --language ko|en|zh-TW (the market's), --hours ('mon-fri 09:00-18:00'; or always)
--acting on|off      claim, confirm and reply from Slack (off)
--mention            whom the last warning, an hour before a deadline, mentions: 'S0123456789 U0123456789', here, or nobody (nobody)
--lead-channel       a second channel for that warning, such as the lead's (none)
--heartbeat          the https address of a check outside of AWS: it is called each minute, and warns you if the calls stop (none)
--holidays           all public holidays of the year, where the program does not know them
--force              replaces an existing configuration; the old file stays, with .old at its end

The keys, each from a file or from an environment variable (env:NAME), a line each; never in the command itself:
--slack-keys         bot token, signing secret
--coupang-keys       access key, secret key, last day of the key (180 days from today); where there is one vendor

--yes                deploys without asking
--live               starts the vendors at the end without asking
--test-ticket        the channel of the test ticket (that of the cards)
--wait               how many minutes to wait for WING and Coupang (in a terminal without end; otherwise 0)
--slack-api-url, --coupang-base-url   for a trial: what is called instead of Slack and Coupang

Exit code: 0 if all is done, 1 if something has to be fixed, 3 if it waits for WING or Coupang.`;

export const readFlags = (texts: AdminTexts): Flags => {
  const help = { usage: USAGE, texts };
  const { values } = readArguments(help, 0, {
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
