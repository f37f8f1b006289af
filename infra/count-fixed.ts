import { App, CfnResource } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { addStacks, type StackOptions } from './add-stacks.ts';
import { ACTING_METRICS, METRICS, WEBHOOK_METRICS } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import type { FixedCounts } from './monthly-cost.ts';

/**
 * Counts what costs money every month: resources of the app's stacks, and resources that they reuse from earlier
 * stacks.
 */
export const countFixed = (
  app: App,
  { vendors, acting, webhooks }: Pick<Config, 'vendors' | 'acting' | 'webhooks'>,
): FixedCounts => {
  const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  const countOf = (type: string) =>
    resources.filter(({ cfnResourceType }) => cfnResourceType === type).length;
  const unused = [
    ...(acting === 'on' ? [] : ACTING_METRICS),
    ...(webhooks.length > 0 ? [] : WEBHOOK_METRICS),
  ];
  return {
    natGateways: countOf('AWS::EC2::NatGateway'),
    natInstances: countOf('AWS::AutoScaling::AutoScalingGroup'),
    // One more for Slack. No template contains them, because `npm run secrets` and `npm run webhooks` create them.
    secrets: vendors.length + 1 + webhooks.length,
    // They cost money while functions write them.
    customMetrics: vendors.some(({ live }) => live)
      ? Object.values(METRICS).filter((name) => !unused.includes(name)).length
      : 0,
    alarmMetrics: resources
      .filter((resource) => resource instanceof CfnAlarm)
      .reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: countOf('AWS::CloudWatch::CompositeAlarm'),
    dashboards: countOf('AWS::CloudWatch::Dashboard'),
  };
};

/** Counts as `countFixed` does, as if all vendors were live. */
export const countWhenLive = (options: StackOptions): FixedCounts => {
  const config = {
    ...options.config,
    vendors: options.config.vendors.map((vendor) => ({ ...vendor, live: true })),
  };
  // The CDK CLI would get this app, too, if it wrote itself.
  const app = new App({ autoSynth: false });
  addStacks(app, { ...options, config });
  return countFixed(app, config);
};

const metricsOf = ({ metrics }: CfnAlarm): number => {
  if (!Array.isArray(metrics)) return 1;
  return metrics.filter(
    (metric) =>
      typeof metric === 'object' &&
      metric !== null &&
      'metricStat' in metric &&
      metric.metricStat !== undefined,
  ).length;
};
