import { type Duration, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { SCHEDULES_A_STACK } from '../../lib/config/aws-settings.ts';
import type { NotifierFunction } from './notifier-function.ts';

export type MinuteSchedule = {
  /** Unique within the stack. */
  name: string;
  target: NotifierFunction;
  /** Whole minutes. */
  rate: Duration;
  input: Record<string, string>;
};

/**
 * The functions' schedules, with one role that can start only those functions. Past `SCHEDULES_A_STACK`, polls go into
 * nested stacks, each with its own group: names are unique within a group, and CloudFormation creates a moved poll
 * before it deletes the old. The groups are in the main stack, where the doctor finds them.
 */
export class MinuteSchedules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { polls, others }: Record<'polls' | 'others', readonly MinuteSchedule[]>,
  ) {
    super(scope, id);
    const parts = [
      { in: this, id: 'Group', schedules: [...polls.slice(0, SCHEDULES_A_STACK), ...others] },
      ...cut(polls.slice(SCHEDULES_A_STACK)).map((schedules, index) => ({
        in: new NestedStack(this, `Further${index + 1}`),
        id: `Group${index + 1}`,
        schedules,
      })),
    ].map((part) => ({
      ...part,
      group: new ScheduleGroup(this, part.id, { removalPolicy: RemovalPolicy.DESTROY }),
    }));
    const arns = parts.map(({ group }) => group.scheduleGroupArn);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': arns.length === 1 ? arns[0] : arns,
          },
        },
      }),
    });
    // The L2 schedule target would let the role start every version of the function, by a wildcard.
    for (const { lambda } of new Set([...polls, ...others].map(({ target }) => target)))
      role.addToPolicy(
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
      );
    for (const { in: stack, group, schedules } of parts)
      for (const schedule of schedules) addSchedule(stack, schedule, group, role);
  }
}

const cut = (schedules: readonly MinuteSchedule[]): (readonly MinuteSchedule[])[] =>
  Array.from({ length: Math.ceil(schedules.length / SCHEDULES_A_STACK) }, (_, index) =>
    schedules.slice(index * SCHEDULES_A_STACK, (index + 1) * SCHEDULES_A_STACK),
  );

const addSchedule = (
  scope: Construct,
  { name, target, rate, input }: MinuteSchedule,
  group: ScheduleGroup,
  role: Role,
): void => {
  const schedule = new CfnSchedule(scope, name, {
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
};

const rateExpression = (rate: Duration): string => {
  const minutes = rate.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
};
