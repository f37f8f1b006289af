import { parseConfig } from '../../lib/config/parse-config.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Config } from '../../lib/config/schema.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { hasFailed, printLines } from '../doctor/check.ts';
import { buildManifest } from '../manifest/build-manifest.ts';
import { type Answers, toConfigInput } from './config/questions.ts';
import { answerQuestions } from './config/answer-questions.ts';
import type { Deployed } from './deploy.ts';
import type { Setup } from './setup.ts';

/** With acting: explains how the deployed address gets into the app's settings, until the app has the scopes. */
export const connectSlack = async (
  { talk, slack }: Setup,
  config: Config,
  token: string,
  { slackUrl }: Deployed,
): Promise<void> => {
  if (config.acting === 'off' || slackUrl === undefined) return;
  let isExplained = false;
  for (;;) {
    const checks = await talk.during('Slack: looks whether the app may act', () =>
      checkSlack(slack, token, { vendors: config.vendors, acting: config.acting }),
    );
    const scopes = checks.filter(({ name }) => name === 'Slack scopes');
    talk.say(printLines(scopes));
    if (!hasFailed(scopes)) return;
    if (!isExplained) talk.say(howTo(config, slackUrl));
    isExplained = true;
    if (!talk.isPerson) return;
    await talk.prompt(({ ask }) =>
      ask({ text: 'Enter looks again', check: () => undefined, otherwise: 'now' }),
    );
  }
};

const howTo = (config: Config, url: string): string => `
Acting in Slack: the app must know ${url}
1. At api.slack.com/apps, the app, App Manifest: replace all by what follows, and save. Slack tries the address then.
   (npm run manifest prints it again, and can put it there: docs/setup.md, Acting in Slack.)
2. Install App, Reinstall to Workspace. If Slack shows another bot token: npm run secrets -- slack

${JSON.stringify(buildManifest(config, url), undefined, 2)}
`;

const CHANNELS = ['channel', 'fallback-channel', 'lead-channel'] as const;

export const chooseChannels = async (setup: Setup, answers: Answers, token: string): Promise<Config> => {
  let again = false;
  for (;;) {
    const all = await answerQuestions(CHANNELS, answers, setup, again);
    const config = parseConfig(toConfigInput(all, setup.now()), 'The answers');
    if (await hasChannels(setup, config, token)) return config;
    setup.talk.say('Enter takes the same channel once more.');
    Object.assign(answers, all);
    again = true;
  }
};

export const awaitChannels = async (setup: Setup, config: Config, token: string): Promise<void> => {
  while (!(await hasChannels(setup, config, token)))
    await setup.talk.prompt(({ ask }) =>
      ask({ text: 'Enter looks again', check: () => undefined, otherwise: 'now' }),
    );
};

const hasChannels = async (
  { talk, slack, flags }: Setup,
  config: Config,
  token: string,
): Promise<boolean> => {
  const checks = await talk.during('Slack: looks at the channels', () =>
    // The scopes for acting come with the address, which is not deployed yet.
    checkSlack(slack, token, { vendors: config.vendors }, flags.testTicket),
  );
  const channels = checks.filter(({ name }) => name.startsWith('Slack channel'));
  talk.say(printLines(channels));
  if (!hasFailed(checks)) return true;
  if (talk.isPerson) return false;
  throw new ConfigError('The app cannot post in every channel. Fix that, then run npm run setup again.');
};
