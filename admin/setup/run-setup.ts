import type { Config } from '../../lib/config/schema.ts';
import { describeStack } from '../../lib/deployment/describe-stack.ts';
import { namesOf } from '../../lib/config/names.ts';
import { answerQuestions, offerAnswers, readAnswers } from './config/answer-questions.ts';
import { askAws, showAccount } from './aws.ts';
import { awaitChannels, chooseChannels, connectSlack } from './connect-slack.ts';
import { keepConfig, setLive, writeConfig } from './config/config-file.ts';
import { namePrefixOf, QUESTION_NAMES, SOURCE_QUESTIONS } from './config/questions.ts';
import { deployStacks } from './deploy.ts';
import type { Clients } from '../doctor/open-clients.ts';
import { chooseTestTicket, examineAll, proveAlarms } from './finish.ts';
import { findSlackKeys, readSources, storeKeys } from './keys.ts';
import { letIn } from './let-in.ts';
import type { Configured, Outcome, Setup } from './setup.ts';
import { showPlan } from './show-plan.ts';

/**
 * Leads from nothing to the test ticket. Each step does only missing work, so a run continues an interrupted run.
 * @throws ConfigError that says what happened, where, and what to do
 */
export const runSetup = async (begun: Setup): Promise<Outcome> => {
  const { talk, flags, texts } = begun;
  const { setup: words } = texts;
  if (flags.plan) {
    const answers = { ...(await readAnswers(begun.answersFile)), ...flags.answers };
    talk.say(showPlan(answers, begun.now(), texts));
    return 'done';
  }
  if (talk.isPerson) talk.say(words.beforeYouBegin);
  await readSources(begun);
  const kept = await keepConfig(begun);
  const setup = { ...begun, keepsAnswers: !kept && (await offerAnswers(begun)) };
  if (!kept && !talk.isPerson) await answerQuestions(QUESTION_NAMES, {}, setup);
  const answers = kept ? {} : await answerQuestions(['region'], {}, setup);
  const region = kept?.region ?? answers.region ?? '';
  const clients = setup.clientsIn(region);
  const account = await showAccount(setup, clients, region);

  if (!kept && (await mayStandBeside(setup, clients)))
    Object.assign(answers, await answerQuestions(['name-prefix'], answers, setup));
  const more = kept ? {} : await answerQuestions(BEFORE_SLACK, answers, setup);
  const names = namesOf(kept ?? { namePrefix: namePrefixOf(more) });
  const { token, toStore } = await findSlackKeys(setup, clients, names);
  if (kept) await awaitChannels(setup, kept, token);
  const config = kept ?? (await writeConfig(setup, await chooseChannels(setup, more, token)));
  const configured: Configured = { ...setup, config, clients };

  const deployed = await deployStacks(configured, account);
  if (toStore !== undefined) await storeKeys(configured, { of: 'slack' }, toStore);
  await connectSlack(setup, config, token, deployed);
  if (!(await letIn(configured, deployed))) {
    talk.say(`\n${words.waitsForCoupang}`);
    return 'waits';
  }
  const isFine =
    (await examineAll(configured, await chooseTestTicket(configured))) && (await proveAlarms(configured));
  if (!isFine) {
    talk.say(words.fixFailures);
    return 'to-fix';
  }
  return goLive(setup, config, async (live) => {
    await deployStacks({ ...configured, config: live }, account);
    return examineAll({ ...configured, config: live });
  });
};

const mayStandBeside = async (setup: Setup, { cloudFormation }: Clients): Promise<boolean> =>
  setup.flags.answers['name-prefix'] !== undefined ||
  (await askAws(setup, setup.texts.setup.looksForNotifier, () =>
    describeStack(cloudFormation, namesOf({}).stacks.notifier),
  )) !== undefined;

const BEFORE_SLACK = [
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
] as const;

/** The last step, since the vendor's open hand-overs come into the channel at once. */
const goLive = async (
  setup: Setup,
  config: Config,
  start: (config: Config) => Promise<boolean>,
): Promise<Outcome> => {
  const {
    talk,
    flags,
    texts: { setup: words },
  } = setup;
  const off = config.vendors.filter(({ live }) => !live);
  if (off.length === 0) {
    talk.say(words.allLive);
    return 'done';
  }
  const shops = off.map(({ label }) => label).join(', ');
  const isWanted = flags.live || (talk.isPerson && (await talk.confirm(words.start(shops), 'y')));
  if (!isWanted) {
    talk.say(words.notStarted(shops));
    return 'done';
  }
  const isFine = await start(await setLive(setup, config));
  talk.say(isFine ? words.isLive(shops) : words.isLiveButFails(shops));
  return isFine ? 'done' : 'to-fix';
};
