import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { NotifierFunction } from './constructs/notifier-function.ts';
import type { FunctionName } from './function-names.ts';

/** What stands in Notifier, for those who watch it. */
export type Watched = {
  config: Config;
  /** None: nothing runs, and nothing is to be watched. */
  liveVendors: readonly VendorConfig[];
  functions: Record<FunctionName, NotifierFunction>;
  /** The team's own, if it has one: for the topic. */
  key: IKey | undefined;
};
