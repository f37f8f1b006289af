import { type Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE } from '../lib/config/names.ts';
import type { FunctionName } from './function-names.ts';

/**
 * One of METRICS, as the function that counts it writes it: its name is the one dimension.
 * @param statistic CloudWatch's word, such as `Maximum` or `p90`
 */
export const metricOf = (
  metricName: string,
  of: FunctionName,
  { statistic, period, label }: { statistic: string; period: Duration; label?: string },
): Metric =>
  new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: { service: of },
    statistic,
    period,
    ...(label !== undefined && { label }),
  });
