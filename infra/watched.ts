import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Config, VendorConfig } from '../lib/config/schema.ts';
import type { DeliveryLane } from './constructs/delivery-lane.ts';
import type { NotifierFunction } from './constructs/notifier-function.ts';
import type { FunctionName } from './function-names.ts';

/** What stands in Notifier, for those who watch it. */
export type Watched = {
  config: Config;
  /** None: nothing runs, and nothing is to be watched. */
  liveVendors: readonly VendorConfig[];
  functions: Record<FunctionName, NotifierFunction>;
  /** Each with its queue and its dead-letter queue. */
  lanes: Record<'urgent' | 'normal', DeliveryLane>;
  /** Where what a function did not do in all its tries ends, for those that have such a queue. */
  failures: Partial<Record<FunctionName, IQueue>>;
  bus: EventBus;
  /** The team's own, if it has one: for the topic. */
  key: IKey | undefined;
};
