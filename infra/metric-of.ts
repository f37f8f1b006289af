import { type Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Named, namesOf } from '../lib/config/names.ts';
import type { AnyFunctionName } from './function-names.ts';

/**
 * A metric of METRICS. The name of the function that counts it is the only dimension.
 * @param statistic CloudWatch's word, such as `Maximum` or `p90`
 */
export const metricOf = (
  config: Named,
  metricName: string,
  of: AnyFunctionName,
  { statistic, period, label }: { statistic: string; period: Duration; label?: string },
): Metric =>
  new Metric({
    namespace: namesOf(config).metrics,
    metricName,
    dimensionsMap: { service: of },
    statistic,
    period,
    ...(label !== undefined && { label }),
  });
