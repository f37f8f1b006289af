import { ConfigError } from '../../lib/config/config-error.ts';
import { configHash } from '../../lib/config/load-config.ts';
import { hasEgressStack } from '../../lib/config/aws-settings.ts';
import { namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { describeStack, UNDER_REVIEW } from '../../lib/deployment/describe-stack.ts';
import { findForeignStacks, findLostTables } from '../../lib/deployment/find-obstacles.ts';
import type { DeployedPoll } from '../doctor/check-coupang.ts';
import { askAws } from './aws.ts';
import type { Configured, Setup } from './setup.ts';

/** The stack of `cdk bootstrap`, which exists once for each account and region. */
const BOOTSTRAP = 'CDKToolkit';
const LOOK_EVERY_MS = 5000;
const SETTLED_WITHIN_MS = 60_000;

type Outputs = Record<string, string>;
type Wanted = { stack: string; why: string; isDone: (outputs: Outputs) => boolean; args: string[] };

export type Deployed = DeployedPoll & { slackUrl: string | undefined };

/**
 * Deploys missing stacks: the bootstrap, the address, the notifier.
 * @throws ConfigError if a person declines, or if `cdk` fails
 */
export const deployStacks = async (setup: Configured, account: string): Promise<Deployed> => {
  const {
    talk,
    config,
    texts: { setup: words },
  } = setup;
  const names = namesOf(config).stacks;
  const stacks = listStacks(setup, account);
  const missing: Wanted[] = [];
  for (const wanted of stacks) if (!(await findDone(setup, wanted))) missing.push(wanted);
  if (missing.length > 0) await refuseObstacles(setup);
  if (missing.length > 0) await confirm(setup, missing, account);
  let egressIp: string | undefined;
  let pollFunction = '';
  let slackUrl: string | undefined;
  for (const wanted of stacks) {
    if (missing.includes(wanted)) await deploy(setup, wanted);
    const outputs = await awaitDone(setup, wanted);
    talk.say(words.isThere(wanted.stack));
    if (wanted.stack === names.egress) {
      egressIp = outputs[OUTPUTS.egressIp];
      talk.say(`\n${words.address(egressIp, outputs[OUTPUTS.nextStep])}\n`);
    }
    if (wanted.stack === names.notifier && missing.includes(wanted)) talk.say(words.confirmMail);
    pollFunction = outputs[OUTPUTS.pollFunction] ?? '';
    slackUrl = outputs[OUTPUTS.slackActionsUrl];
  }
  return { egressIp, pollFunction, slackUrl };
};

/** Reports obstacles before anything is deployed. `cdk` would report them only at the second stack. */
const refuseObstacles = async (setup: Configured): Promise<void> => {
  const {
    clients,
    config,
    texts: { setup: words },
  } = setup;
  const obstacles = await askAws(setup, words.looksForObstacles, async () => [
    ...(await findForeignStacks(clients, config)),
    ...(await findLostTables(clients, config)),
  ]);
  if (obstacles.length > 0) throw new ConfigError([words.nothingDeployed, ...obstacles].join('\n'));
};

const listStacks = ({ flags, config, texts: { setup: words } }: Configured, account: string): Wanted[] => {
  const trial = [
    ...(flags.coupangBaseUrl === undefined ? [] : ['-c', `coupangBaseUrl=${flags.coupangBaseUrl}`]),
    ...(flags.slackApiUrl === undefined ? [] : ['-c', `slackApiUrl=${flags.slackApiUrl}`]),
  ];
  const names = namesOf(config).stacks;
  const deployArgs = (id: string) => ['deploy', id, '--require-approval', 'never', '--no-notices', ...trial];
  return [
    {
      stack: BOOTSTRAP,
      why: words.whyBootstrap,
      isDone: () => true,
      args: ['bootstrap', `aws://${account}/${config.region}`, '--no-notices'],
    },
    ...(hasEgressStack(config.egress)
      ? [
          {
            stack: names.egress,
            why: words.whyEgress,
            isDone: (outputs: Outputs) => outputs[OUTPUTS.egressIp] !== undefined,
            args: deployArgs(STACKS.egress),
          },
        ]
      : []),
    {
      stack: names.notifier,
      why: words.whyNotifier,
      isDone: (outputs) => outputs[OUTPUTS.configHash] === configHash(config),
      args: deployArgs(STACKS.notifier),
    },
  ];
};

const confirm = async (
  { talk, flags, config: { region, heartbeatUrl }, texts: { setup: words } }: Configured,
  missing: Wanted[],
  account: string,
) => {
  talk.say(`\n${words.toBeDeployed(account, region)}`);
  for (const { stack, why } of missing) talk.say(`  ${stack}: ${why}`);
  // Prints only the host: anyone who knows the whole address can call it.
  talk.say(words.watcher(heartbeatUrl === undefined ? undefined : new URL(heartbeatUrl).host));
  talk.say(words.costsMoney);
  if (flags.yes) return;
  if (!talk.isPerson) throw new ConfigError(words.addYes);
  if (!(await talk.confirm(words.deploy, 'y'))) throw new ConfigError(words.declined);
};

const deploy = async (
  { talk, cdk, texts: { setup: words } }: Setup,
  { stack, args }: Wanted,
): Promise<void> => {
  talk.say(`\n$ npx cdk ${args.join(' ')}\n${words.buildsFirst}`);
  const code = await cdk(args);
  if (code === 0) return;
  throw new ConfigError(words.notDeployed(stack, code));
};

/** The outputs of a complete stack; `undefined` for any other. Waits while AWS changes it. */
const findDone = async (setup: Configured, { stack, isDone }: Wanted): Promise<Outputs | undefined> =>
  askAws(setup, setup.texts.setup.looksAtStack(stack), async () => {
    for (;;) {
      const found = await describeStack(setup.clients.cloudFormation, stack);
      if (found === undefined) return undefined;
      const isChanging = found.status.endsWith('_IN_PROGRESS') && found.status !== UNDER_REVIEW;
      if (!isChanging) return isComplete(found.status) && isDone(found.outputs) ? found.outputs : undefined;
      await setup.sleep(LOOK_EVERY_MS);
    }
  });

/** After a rolled back update a stack has its earlier state and outputs. The doctor reports it. */
const isComplete = (status: string): boolean =>
  /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK)_COMPLETE$/.test(status);

const awaitDone = async (setup: Configured, wanted: Wanted): Promise<Outputs> => {
  const end = setup.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const outputs = await findDone(setup, wanted);
    if (outputs) return outputs;
    if (setup.now() > end) throw new ConfigError(setup.texts.setup.unexpectedOutputs(wanted.stack));
    await setup.sleep(LOOK_EVERY_MS);
  }
};
