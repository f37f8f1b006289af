import { ConfigError } from '../../lib/config/config-error.ts';
import { type Names, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { describeStack } from '../../lib/deployment/describe-stack.ts';
import { openClients } from '../doctor/open-clients.ts';
import { nameAwsError } from '../../lib/deployment/name-aws-error.ts';

/**
 * The address that Slack calls, as the deployed stack names it.
 * @throws ConfigError that says what to do
 */
export const findUrl = async (region: string, { stacks }: Names): Promise<string> => {
  const { cloudFormation } = openClients(region);
  const found = await describeStack(cloudFormation, stacks.notifier).catch((error: unknown) => {
    throw new ConfigError(
      `The address that Slack calls could not be looked up in ${region}: ${nameAwsError(error)} Or name it: --url`,
    );
  });
  const url = found?.outputs[OUTPUTS.slackActionsUrl];
  if (url !== undefined) return url;
  throw new ConfigError(
    `No address that Slack could call is in ${region} yet. Deploy with acting: 'on': npx cdk deploy ${STACKS.notifier}. Or name it: --url`,
  );
};
