import type { Config } from '../../lib/config/schema.ts';
import { describeStack } from '../../lib/deployment/describe-stack.ts';
import { namesOf } from '../../lib/config/names.ts';
import { answerQuestions } from './config/answer-questions.ts';
import { askAws, showAccount } from './aws.ts';
import { awaitChannels, chooseChannels, connectSlack } from './connect-slack.ts';
import { keepConfig, setLive, writeConfig } from './config/config-file.ts';
import { namePrefixOf, QUESTION_NAMES } from './config/questions.ts';
import { deployStacks } from './deploy.ts';
import type { Clients } from '../doctor/open-clients.ts';
import { chooseTestTicket, examineAll, proveAlarms } from './finish.ts';
import { findSlackKeys, readSources, storeKeys } from './keys.ts';
import { letIn } from './let-in.ts';
import type { Configured, Outcome, Setup } from './setup.ts';

/**
 * Leads from nothing to the test ticket. Each step does only missing work, so a run continues an interrupted run.
 * @throws ConfigError that says what happened, where, and what to do
 */
export const runSetup = async (setup: Setup): Promise<Outcome> => {
  const { talk } = setup;
  if (talk.isPerson) talk.say(BEFORE_YOU_BEGIN);
  await readSources(setup.flags);
  const kept = await keepConfig(setup);
  if (!kept && !talk.isPerson) await answerQuestions(QUESTION_NAMES, {}, setup);
  const answers = kept ? {} : await answerQuestions(['region'], {}, setup);
  const region = kept?.region ?? answers.region ?? '';
  const clients = setup.clientsIn(region);
  const account = await showAccount(talk, clients, region);

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
    talk.say(
      '\nNothing else can be done until Coupang lets the key in. Run npm run setup again then: it goes on from here.',
    );
    return 'waits';
  }
  const isFine =
    (await examineAll(configured, await chooseTestTicket(configured))) && (await proveAlarms(configured));
  if (!isFine) {
    talk.say('Fix what is marked fail above, then run npm run setup again: it goes on from here.');
    return 'to-fix';
  }
  return goLive(setup, config, async (live) => {
    await deployStacks({ ...configured, config: live }, account);
    return examineAll({ ...configured, config: live });
  });
};

const mayStandBeside = async ({ flags, talk }: Setup, { cloudFormation }: Clients): Promise<boolean> =>
  flags.answers['name-prefix'] !== undefined ||
  (await askAws(talk, 'CloudFormation: looks for another notifier', () =>
    describeStack(cloudFormation, namesOf({}).stacks.notifier),
  )) !== undefined;

const BEFORE_YOU_BEGIN = `Sets the notifier up, step by step. Ctrl-C stops it at any time; npm run setup goes on from there. Enter takes the answer in brackets.
First check who owns the Open API key, in WING > 판매자정보 > 추가판매정보 > OPEN API. The key of an integrator (연동업체), such as an ERP, takes no address of
yours, and the notifier cannot read Coupang with it. In that case stop here, and do not switch the key: docs/setup.md, First of all the key.
If another program uses a key of your own (자체개발), the notifier shares it: never have it reissued.
`;

const BEFORE_SLACK = [
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
] as const;

/** The last step, since the vendor's open hand-overs come into the channel at once. */
const goLive = async (
  setup: Setup,
  config: Config,
  start: (config: Config) => Promise<boolean>,
): Promise<Outcome> => {
  const { talk, flags } = setup;
  const off = config.vendors.filter(({ live }) => !live);
  if (off.length === 0) {
    talk.say('All is set up, and every vendor is live.');
    return 'done';
  }
  const shops = off.map(({ label }) => label).join(', ');
  const isWanted =
    flags.live ||
    (talk.isPerson &&
      (await talk.confirm(`Start ${shops} now? Open hand-overs come into Slack within two minutes.`, 'y')));
  if (!isWanted) {
    talk.say(`All is set up. To start ${shops}: npm run setup -- --live`);
    return 'done';
  }
  const isFine = await start(await setLive(setup, config));
  talk.say(
    isFine
      ? `${shops}: live. In two minutes the first readings are complete: npm run doctor`
      : `${shops}: live, but something has to be fixed: see above. Then: npm run doctor`,
  );
  return isFine ? 'done' : 'to-fix';
};
