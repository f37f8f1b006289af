import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What an alarm must say of itself. */
export type AlarmSpec = Required<
  Pick<AlarmProps, 'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'>
> &
  Pick<AlarmProps, 'datapointsToAlarm'> & {
    /** Within the stack. */
    id: string;
    /** In the mail's subject, after the stack's name: what is wrong. */
    title: string;
    /** What the team loses while it rings, in a sentence or two. */
    loses: string;
    /** The heading of RUNBOOK.md that says what to do. */
    runbook: string;
  };

/** An alarm that mails when it begins to ring and when it ends, and says what is lost meanwhile and where help stands. */
export class NotifierAlarm extends Alarm {
  constructor(scope: Construct, topic: ITopic, { id, title, loses, runbook, ...watches }: AlarmSpec) {
    super(scope, id, {
      ...watches,
      alarmName: `${Stack.of(scope).stackName} - ${title}`,
      alarmDescription: `${loses} What to do: ${runbookPlace(runbook)}`,
    });
    const mail = new SnsAction(topic);
    this.addAlarmAction(mail);
    this.addOkAction(mail);
  }
}

/**
 * File and anchor of a heading, as GitHub makes anchors.
 * @internal
 */
export const runbookPlace = (heading: string): string =>
  `RUNBOOK.md#${heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')}`;
