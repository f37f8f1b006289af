import type { App } from 'aws-cdk-lib';
import { hasEgressStack } from '../lib/config/aws-settings.ts';
import { namesOf, STACK_DESCRIPTIONS, STACKS } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { EgressStack } from './egress-stack.ts';
import { NotifierStack } from './notifier-stack.ts';
import type { Endpoints } from './read-endpoints.ts';

export type StackOptions = {
  config: Config;
  assetsDir: string;
  /** Default: the account of the credentials at deployment. */
  account?: string | undefined;
  endpoints?: Endpoints;
};

export const addStacks = (
  app: App,
  { config, assetsDir, account, endpoints = {} }: StackOptions,
): { egress: EgressStack | undefined; notifier: NotifierStack } => {
  const { stacks } = namesOf(config);
  const isTrial = Object.values(endpoints).some((endpoint) => endpoint !== undefined);
  const common = {
    env: { region: config.region, ...(account !== undefined && { account }) },
    // Nobody should delete the stacks of a live vendor by mistake. A trial is meant to be deleted.
    terminationProtection: !isTrial && config.vendors.some(({ live }) => live),
  };
  const egress = hasEgressStack(config.egress)
    ? new EgressStack(app, STACKS.egress, {
        ...common,
        stackName: stacks.egress,
        description: STACK_DESCRIPTIONS.egress,
        config,
      })
    : undefined;
  const notifier = new NotifierStack(app, STACKS.notifier, {
    ...common,
    stackName: stacks.notifier,
    description: STACK_DESCRIPTIONS.notifier,
    config,
    assetsDir,
    endpoints,
  });
  if (egress) notifier.addStackDependency(egress);
  return { egress, notifier };
};
