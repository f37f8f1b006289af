import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { neededConcurrency, neededLimit } from '../../lib/config/needed-concurrency.ts';
import type { Config } from '../../lib/config/schema.ts';
import { type Check, lookAt, ok, warn } from './check.ts';

const NAME = 'concurrency';

/** Whether the account allows enough functions to run at once. Lambda throttles the rest (R26). */
export const checkConcurrency = async (client: LambdaClient, config: Config): Promise<Check[]> => {
  const found = await lookAt(NAME, async () => [await compare(client, config)]);
  // A low limit is only a warning, so failing to read the limit is only a warning too.
  return found.map((check) => (check.state === 'fail' ? { ...check, state: 'warn' } : check));
};

const compare = async (
  client: LambdaClient,
  { vendors, slackActionsConcurrency: toReserve }: Config,
): Promise<Check> => {
  const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions;
  if (limit === undefined)
    return warn(NAME, 'the limit is unknown: Lambda does not return it', 'See Service Quotas, AWS Lambda.');
  // Other functions cannot use reserved concurrency.
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? limit;
  const needed = neededConcurrency(vendors);
  const limits = `the account may run ${free} functions at once`;
  const reserved = free < limit ? `, as ${limit - free} of ${limit} are reserved` : '';
  if (toReserve !== undefined && limit < neededLimit(vendors, toReserve))
    return warn(
      NAME,
      `the account may run ${limit} functions at once; slackActionsConcurrency: ${toReserve} needs a limit of ${neededLimit(vendors, toReserve)}`,
      `Request it in Service Quotas (AWS Lambda, Concurrent executions), in the region of the stack. Or lower slackActionsConcurrency, or remove it.`,
    );
  if (free >= needed) return ok(NAME, `${limits}${reserved}; ${needed} is enough`);
  const live = vendors.filter((vendor) => vendor.live).length;
  return warn(
    NAME,
    `${limits}${reserved}; live vendors: ${live}. They need ${needed}, or cards and warnings come late`,
    `Ask for at least ${needed + limit - free} in Service Quotas (AWS Lambda, Concurrent executions), in the region of the stack.`,
  );
};
