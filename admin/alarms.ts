import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf, STACKS } from '../lib/config/names.ts';
import { checkPasted, confirmSubscription } from './alarms/confirm-subscription.ts';
import { checkStack } from './doctor/check-stack.ts';
import { openClients } from './doctor/open-clients.ts';
import { explainErrors, readArguments } from './read-arguments.ts';
import { nameAwsError } from '../lib/deployment/name-aws-error.ts';
import { openPrompt } from './secrets/open-prompt.ts';

const USAGE = `Confirms that a mail address gets the alarms, so that no link in a mail can end it.

  npm run alarms -- confirm [--region <region>]

It asks for the link in the mail "AWS Notification - Subscription Confirmation", and does not show what you paste. Copy the
link and do not open it: an opened link confirms in a way that anybody with an alarm mail can undo.`;

await explainErrors(async () => {
  const { positionals, values } = readArguments(USAGE, 1, { region: { type: 'string' } });
  if (positionals[0] !== 'confirm') throw new ConfigError(USAGE);
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const region = values.region ?? config.region;
  const { cloudFormation, sns } = openClients(region);
  const { facts } = await checkStack(cloudFormation, 'notifier', namesOf(config)).catch((error: unknown) => {
    throw new ConfigError(`AWS in ${region} refused: ${nameAwsError(error)}`);
  });
  const [topicArn] = facts?.idsOf('AWS::SNS::Topic') ?? [];
  if (topicArn === undefined)
    throw new ConfigError(`The stack in ${region} has no topic: npx cdk deploy ${STACKS.notifier}`);
  const prompt = openPrompt(process.stdin, process.stderr);
  const pasted = await prompt
    .ask({ text: 'Link of the mail, copied and not opened', check: checkPasted, hidden: true })
    .finally(prompt.close);
  await confirmSubscription(sns, topicArn, pasted);
  console.log('Confirmed. Only this AWS account can end it. Next: npm run doctor');
}, 1);
