import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../../lib/config/names.ts';
import type { NotifierFunction, Tries } from './notifier-function.ts';

export type BusRuleProps = {
  bus: EventBus;
  event: string;
  starts: NotifierFunction;
  /** Default: the function's. */
  tries?: Tries;
};

/**
 * The bus starts the function for each event, without a queue (R18). A lost event does no harm: all its information is
 * in the table (R25).
 */
export class BusRule extends Construct {
  constructor(scope: Construct, id: string, { bus, event, starts, tries = starts.tries }: BusRuleProps) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [event] },
    });
    const { retries: retryAttempts, latestStart: maxEventAge } = tries;
    rule.addTarget(new LambdaFunction(starts.lambda, { retryAttempts, maxEventAge }));
  }
}
