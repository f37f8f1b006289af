import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { EVENT_SOURCE, WAKE_UP } from '../../lib/config/names.ts';
import type { NotifierFunction } from './notifier-function.ts';

/**
 * Lets the bus start a function for each wake-up, without a queue (R18). A lost wake-up needs no storage: all its
 * information is in the table (R25).
 */
export class WakeUpRule extends Construct {
  constructor(scope: Construct, id: string, { bus, wakes }: { bus: EventBus; wakes: NotifierFunction }) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [WAKE_UP] },
    });
    const { retries, latestStart } = wakes.tries;
    rule.addTarget(new LambdaFunction(wakes.lambda, { retryAttempts: retries, maxEventAge: latestStart }));
  }
}
