import { ConfigError } from '../../lib/config/config-error.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import type { Config } from '../../lib/config/schema.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { hasFailed, printLines } from '../doctor/print-checks.ts';
import { answerQuestions } from './config/answer-questions.ts';
import { type Answers, toConfigInput } from './config/questions.ts';
import type { Setup } from './setup.ts';

const CHANNELS = ['channel', 'fallback-channel', 'lead-channel'] as const;

/** Asks for the channels until the app can post in each. The configuration is complete then. */
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

/** Looks until the app can post in each channel of a configuration that is there. */
export const awaitChannels = async (setup: Setup, config: Config, token: string): Promise<void> => {
  while (!(await hasChannels(setup, config, token)))
    await setup.talk.prompt(({ ask }) =>
      ask({ text: 'Enter looks again', check: () => undefined, otherwise: 'now' }),
    );
};

/** @throws ConfigError where there is nobody to mend it */
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
  throw new ConfigError('The app cannot post in every channel. Mend that, then run npm run setup again.');
};
