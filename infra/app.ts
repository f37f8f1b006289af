import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { explainConfigErrors } from './explain-config-errors.ts';
import { loadDeployableConfig } from './load-deployable-config.ts';
import { NotifierStack } from './notifier-stack.ts';

await explainConfigErrors(async () => {
  const config = await loadDeployableConfig(process.env, Date.now());
  const account = process.env['CDK_DEFAULT_ACCOUNT'];
  const app = new App();
  new NotifierStack(app, 'CoupangInquiryNotifier', {
    env: { region: config.region, ...(account !== undefined && { account }) },
    description: 'Brings the hand-overs of Coupang inquiries to Slack.',
    config,
    assetsDir: 'dist',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
});
