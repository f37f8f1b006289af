import { parseConfig } from '../../lib/config/parse-config.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Config } from '../../lib/config/schema.ts';
import { checkSlack } from '../doctor/check-slack.ts';
import { hasFailed, printLines } from '../doctor/check.ts';
import { buildManifest } from '../manifest/build-manifest.ts';
import { type Answers, toConfigInput } from './config/questions.ts';
import { answerQuestions } from './config/answer-questions.ts';
import type { Deployed } from './deploy.ts';
import type { AdminTexts } from '../wording/wording.ts';
import type { Setup } from './setup.ts';
import type { Talk } from './talk.ts';

/** With acting: explains how the deployed address gets into the app's settings, until the app has the scopes. */
export const connectSlack = async (
  { talk, slack, texts }: Setup,
  config: Config,
  token: string,
  { slackUrl }: Deployed,
): Promise<void> => {
  if (config.acting === 'off' || slackUrl === undefined) return;
  const { setup: words } = texts;
  let isExplained = false;
  for (;;) {
    const checks = await talk.during(words.looksAtActing, () =>
      checkSlack(slack, token, { vendors: config.vendors, acting: config.acting, words: texts }),
    );
    const scopes = checks.filter(({ name }) => name === texts.doctor.slack.scopes.name);
    talk.say(printLines(scopes, texts));
    if (!hasFailed(scopes)) return;
    if (!isExplained)
      talk.say(words.howToAct(slackUrl, JSON.stringify(buildManifest(config, slackUrl), undefined, 2)));
    isExplained = true;
    if (!talk.isPerson) return;
    await awaitEnter(talk, words);
  }
};

const awaitEnter = (talk: Talk, words: AdminTexts['setup']): Promise<string> =>
  talk.prompt(({ ask }) => ask({ text: words.looksAgain, check: () => undefined, otherwise: '' }));

const CHANNELS = ['channel', 'fallback-channel', 'lead-channel'] as const;

export const chooseChannels = async (setup: Setup, answers: Answers, token: string): Promise<Config> => {
  const { setup: words } = setup.texts;
  let again = false;
  for (;;) {
    const all = await answerQuestions(CHANNELS, answers, setup, again);
    const config = parseConfig(toConfigInput(all, setup.now()), words.theAnswers);
    if (await hasChannels(setup, config, token)) return config;
    setup.talk.say(words.sameChannel);
    Object.assign(answers, all);
    again = true;
  }
};

export const awaitChannels = async (setup: Setup, config: Config, token: string): Promise<void> => {
  while (!(await hasChannels(setup, config, token))) await awaitEnter(setup.talk, setup.texts.setup);
};

const hasChannels = async (
  { talk, slack, flags, texts }: Setup,
  config: Config,
  token: string,
): Promise<boolean> => {
  const { setup: words } = texts;
  const checks = await talk.during(words.looksAtChannels, () =>
    // The scopes for acting come with the address, which is not deployed yet.
    checkSlack(slack, token, { vendors: config.vendors, words: texts }, flags.testTicket),
  );
  const channels = checks.filter(({ name }) => name.startsWith(texts.doctor.slack.channel.name('')));
  talk.say(printLines(channels, texts));
  if (!hasFailed(checks)) return true;
  if (talk.isPerson) return false;
  throw new ConfigError(words.channelsRefused);
};
