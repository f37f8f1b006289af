import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { NotifierFunction } from './constructs/notifier-function.ts';
import type { FunctionName } from './function-names.ts';

/** The parts of Notifier that are watched. */
export type Watched = {
  config: Config;
  /** If there are none, nothing runs and nothing needs watching. */
  liveVendors: readonly VendorConfig[];
  functions: Record<FunctionName, NotifierFunction>;
  /** The team's own key, if it has one, for the topic. */
  key: IKey | undefined;
};
