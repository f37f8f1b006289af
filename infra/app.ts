import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConfigError } from '../lib/config/config-error.ts';
import { AWS_ERROR_TEXTS } from '../lib/deployment/name-aws-error.ts';
import { addStacks } from './add-stacks.ts';
import { checkRegion } from './check-region.ts';
import { countFixed, countWhenLive } from './count-fixed.ts';
import { describeMonthlyCost } from './monthly-cost.ts';
import { explainConfigErrors, loadDeployableConfig } from './load-deployable-config.ts';
import { readEndpoints } from './read-endpoints.ts';
import { readTablesToLeave } from './read-tables-to-leave.ts';

// CDK's own validator takes more than half of a synth. The check run requests it, and CloudFormation validates
// templates anyway.
process.env['CDK_VALIDATION'] ??= 'false';

await explainConfigErrors(async () => {
  const config = await loadDeployableConfig(process.env, Date.now());
  checkRegion(config);
  const app = new App();
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  // The CDK CLI sets it from the shell's credentials. Without credentials its own error only mentions the account.
  if (account === undefined)
    console.error(
      `No AWS account is known. A synth needs none; a deployment does. ${AWS_ERROR_TEXTS.signIn}`,
    );
  const stacks = { config, assetsDir: 'dist', account, endpoints: readEndpoints(app) };
  const { notifier } = addStacks(app, stacks);
  const leave = readTablesToLeave(app);
  if (account !== undefined) {
    // Without credentials, the AWS clients need not be loaded.
    const { lookBeforeDeploy } = await import('./look-before-deploy.ts');
    const { foreign, lost, unseen } = await lookBeforeDeploy(account, config, leave);
    // Stop every command, because a destroy would delete somebody else's resources.
    if (foreign.length > 0) throw new ConfigError(foreign.join('\n'));
    if (unseen !== undefined)
      console.error(`What a deploy would replace or leave behind could not be looked up: ${unseen}`);
    // A deploy stops at an error of its stack. A destroy does not.
    for (const text of lost) Annotations.of(notifier).addError(text);
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
  const live = config.vendors.some((vendor) => vendor.live) ? undefined : countWhenLive(stacks);
  console.error(describeMonthlyCost(config, countFixed(app, config), live).join('\n'));
});
