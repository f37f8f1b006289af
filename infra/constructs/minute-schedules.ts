import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { FailureQueue } from './failure-queue.ts';
import type { NotifierFunction } from './notifier-function.ts';

/** R26: of what runs each minute the next minute is the retry. */
const MINUTELY = { retries: 0, latestStart: Duration.seconds(60) };
/** Of what runs seldom each run counts, and is tried twice; its queue is told what it did not do. */
const SELDOM = { retries: 1, latestStart: Duration.hours(1) };

export type MinuteSchedule = {
  /** Unique within the stack. */
  name: string;
  target: NotifierFunction;
  /** Whole minutes. */
  rate: Duration;
  /** The function's event. */
  input: Record<string, string>;
  /** Of what runs seldom: where a run goes that failed in all its tries. */
  failures?: FailureQueue;
};

/** The schedules of the functions, in whole minutes, with one role that can start those functions only. */
export class MinuteSchedules extends Construct {
  constructor(scope: Construct, id: string, schedules: readonly MinuteSchedule[]) {
    super(scope, id);
    const group = new ScheduleGroup(this, 'Group', { removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': group.scheduleGroupArn,
          },
        },
      }),
    });
    const targets = new Map(schedules.map(({ target, failures }) => [target, failures]));
    for (const [{ lambda }, failures] of targets) {
      // The L2 schedule target would let the role start every version of the function, by a wildcard.
      role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
      );
      // Scheduler hands over to Lambda's own queue and then knows no more; that queue's default is two retries in
      // six hours. That failures go nowhere is said outright, for not everything that deploys takes it as read.
      new CfnEventInvokeConfig(lambda, failures ? 'Retry' : 'NoRetry', {
        functionName: lambda.functionName,
        qualifier: '$LATEST',
        ...triesOf(failures),
        destinationConfig: failures ? { onFailure: { destination: failures.queue.queueArn } } : {},
      });
    }
    for (const { name, target, rate, input, failures } of schedules) {
      const schedule = new CfnSchedule(this, name, {
        name,
        groupName: group.scheduleGroupName,
        scheduleExpression: rateExpression(rate),
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(input),
          retryPolicy: triesOf(failures),
        },
      });
      schedule.node.addDependency(role);
    }
  }
}

/** Scheduler and Lambda spell it alike. */
const triesOf = (failures: FailureQueue | undefined) => {
  const { retries, latestStart } = failures ? SELDOM : MINUTELY;
  return { maximumRetryAttempts: retries, maximumEventAgeInSeconds: latestStart.toSeconds() };
};

const rateExpression = (rate: Duration): string => {
  const minutes = rate.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
};
