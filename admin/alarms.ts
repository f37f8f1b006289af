import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import { namesOf, STACKS } from '../lib/config/names.ts';
import { checkPasted, confirmSubscription } from './alarms/confirm-subscription.ts';
import { findStack } from './doctor/check-stack.ts';
import { openClients } from './doctor/open-clients.ts';
import { checkCommand, explainErrors, readArguments } from './read-arguments.ts';
import { describeAwsFailure } from '../lib/deployment/name-aws-error.ts';
import { openPrompt } from './secrets/open-prompt.ts';

await explainErrors(1, async (texts) => {
  const words = texts.alarms;
  const help = { usage: words.usage, texts };
  const { positionals, values } = readArguments(help, ['confirm'], {
    region: { type: 'string' },
  });
  checkCommand(positionals[0], ['confirm'], help);
  const config = await loadConfig(process.env['NOTIFIER_CONFIG']);
  const region = values.region ?? config.region;
  const { cloudFormation, sns } = openClients(region);
  const facts = await findStack(cloudFormation, 'notifier', namesOf(config)).catch((error: unknown) => {
    throw new ConfigError(
      describeAwsFailure(error, texts.awsErrors, (reason) => words.awsRefused(region, reason)),
    );
  });
  const [topicArn] = facts?.idsOf('AWS::SNS::Topic') ?? [];
  if (topicArn === undefined)
    throw new ConfigError(words.noTopic(region, `npx cdk deploy ${STACKS.notifier}`));
  const prompt = openPrompt(process.stdin, process.stderr, texts.prompt);
  const pasted = await prompt
    .ask({ text: words.question, check: checkPasted(words), hidden: true })
    .finally(prompt.close);
  await confirmSubscription(sns, topicArn, pasted, texts);
  console.log(words.confirmed);
});
