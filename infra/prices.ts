/**
 * List prices of Asia Pacific (Seoul) in USD, without taxes, from public documents that quote the AWS Price List
 * (offers AmazonEC2, AmazonVPC, AWSSecretsManager, AmazonCloudWatch; region ap-northeast-2). Also on aws.amazon.com:
 * /vpc/pricing, /ec2/pricing/on-demand, /ebs/pricing, /secrets-manager/pricing, /cloudwatch/pricing.
 */
export const PRICES = {
  region: 'ap-northeast-2',
  asOf: '2026-10-01',
  natGatewayHour: 0.059,
  /** A t4g.nano with Linux, and a GB of gp3. Looked up on 2026-11-26. */
  natInstanceHour: 0.0052,
  diskGbMonth: 0.0912,
  publicIpv4Hour: 0.005,
  secretMonth: 0.4,
  customMetricMonth: 0.3,
  alarmMetricMonth: 0.1,
  /** An alarm over other alarms. Looked up on 2026-11-26. */
  compositeAlarmMonth: 0.5,
  dashboardMonth: 3,
} as const;

/** The length of a month in AWS's examples. */
export const HOURS_A_MONTH = 730;

/** CloudWatch's free tier for each account, per month. Source: aws.amazon.com/cloudwatch/pricing. */
export const FREE = { customMetrics: 10, alarmMetrics: 10, dashboards: 3 } as const;
