import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Config } from '../lib/config/schema.ts';
import { findAccount } from '../lib/deployment/describe-stack.ts';
import { findForeignStacks, findLostTables } from '../lib/deployment/find-obstacles.ts';
import { nameAwsError } from '../lib/deployment/name-aws-error.ts';

type Look = { foreign: string[]; lost: string[]; unseen?: string };

/** One attempt each, so that a deploy does not wait long. */
const BRIEFLY = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 2000, requestTimeout: 3000, throwOnRequestTimeout: true },
};

const openClients = (region: string) => ({
  cloudFormation: new CloudFormationClient({ region, ...BRIEFLY }),
  dynamoDb: new DynamoDBClient({ region, ...BRIEFLY }),
  eventBridge: new EventBridgeClient({ region, ...BRIEFLY }),
});

/**
 * Looks for what a deploy would replace or leave behind. It never fails.
 * @param account the account of the deployment
 * @param leave the tables that may be left behind
 */
export const lookBeforeDeploy = async (
  account: string,
  config: Pick<Config, 'region' | 'egress' | 'existingTable' | 'namePrefix'>,
  leave: readonly string[],
  clients = openClients(config.region),
): Promise<Look> => {
  const look: Look = { foreign: [], lost: [] };
  try {
    const signedIn = await findAccount(clients.eventBridge);
    // With --profile, the CDK does not pass its keys on.
    if (signedIn !== account)
      return {
        ...look,
        unseen: `The shell is signed in to account ${signedIn}, but the CDK deploys into ${account}.`,
      };
    look.foreign = await findForeignStacks(clients, config);
    look.lost = await findLostTables(clients, config, leave);
    return look;
  } catch (error) {
    return { ...look, unseen: nameAwsError(error) };
  }
};
