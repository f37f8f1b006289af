import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What each alarm must say about itself. */
export type AlarmSpec = Required<
  Pick<AlarmProps, 'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'>
> &
  Pick<AlarmProps, 'datapointsToAlarm'> & {
    /** Unique within the stack. */
    id: string;
    /** The problem. It follows the stack's name in the mail's subject. */
    title: string;
    /** What the team loses while the alarm rings, in a sentence or two. */
    loses: string;
    /** The heading in RUNBOOK.md with the instructions. */
    runbook: string;
  };

/**
 * An alarm that sends a mail when it begins to ring and when it ends. The mail says what is lost meanwhile and where to
 * find help.
 */
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
