import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Config } from '../../lib/config/schema.ts';

export const retentionDays = (logDays: Config['logDays']): RetentionDays => {
  const found = Object.values(RetentionDays).find(
    (days): days is RetentionDays => typeof days !== 'string' && days.valueOf() === logDays,
  );
  if (found === undefined) throw new Error(`The CDK knows no retention of ${logDays} days.`);
  return found;
};
