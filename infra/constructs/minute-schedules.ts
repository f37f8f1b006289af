import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { NotifierFunction } from './notifier-function.ts';

export type MinuteSchedule = {
  /** Unique within the stack. */
  name: string;
  target: NotifierFunction;
  /** Whole minutes. */
  rate: Duration;
  /** The function's event. */
  input: Record<string, string>;
};

/** The functions' schedules, in whole minutes, with one role that can start only those functions. */
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
    // The L2 schedule target would let the role start every version of the function, by a wildcard.
    for (const { lambda } of new Set(schedules.map(({ target }) => target)))
      role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
      );
    for (const { name, target, rate, input } of schedules) {
      const schedule = new CfnSchedule(this, name, {
        name,
        groupName: group.scheduleGroupName,
        scheduleExpression: rateExpression(rate),
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: target.lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(input),
          retryPolicy: {
            maximumRetryAttempts: target.tries.retries,
            maximumEventAgeInSeconds: target.tries.latestStart.toSeconds(),
          },
        },
      });
      schedule.node.addDependency(role);
    }
  }
}

const rateExpression = (rate: Duration): string => {
  const minutes = rate.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
};
