import { type App, CfnResource } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import type { FixedCounts } from './monthly-cost.ts';

/** Counts in the stacks of an app, and what they take back from earlier ones, what is paid by the month. */
export const countFixed = (app: App, { vendors }: Pick<Config, 'vendors'>): FixedCounts => {
  const resources = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
  const countOf = (type: string) =>
    resources.filter(({ cfnResourceType }) => cfnResourceType === type).length;
  return {
    natGateways: countOf('AWS::EC2::NatGateway'),
    // Slack's, too. One that an earlier stack left is in no template, and is paid all the same.
    secrets: vendors.length + 1,
    // They are paid for as long as functions run and write them.
    customMetrics: countOf('AWS::Scheduler::Schedule') === 0 ? 0 : Object.keys(METRICS).length,
    alarmMetrics: resources
      .filter((resource) => resource instanceof CfnAlarm)
      .reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    dashboards: countOf('AWS::CloudWatch::Dashboard'),
  };
};

/** One, or as many as its expressions read. */
const metricsOf = ({ metrics }: CfnAlarm): number => {
  if (!Array.isArray(metrics)) return 1;
  return metrics.filter(
    (one) => typeof one === 'object' && one !== null && 'metricStat' in one && one.metricStat !== undefined,
  ).length;
};
