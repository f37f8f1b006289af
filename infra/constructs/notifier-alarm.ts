import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { OutageName } from '../alarms/outages.ts';

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
    /** Sends the mail in this alarm's place. */
    outage?: OutageName;
  };

/**
 * An alarm that sends a mail when it begins to ring, unless its outage does. The mail says what is lost meanwhile and where to find
 * help.
 */
export class NotifierAlarm extends Alarm {
  constructor(scope: Construct, topic: ITopic, { id, title, loses, runbook, outage, ...watches }: AlarmSpec) {
    super(scope, id, {
      ...watches,
      alarmName: `${Stack.of(scope).stackName} - ${title}`,
      alarmDescription: describeAlarm({ loses, runbook }),
    });
    if (outage === undefined) this.addAlarmAction(new SnsAction(topic));
  }
}

export const describeAlarm = ({ loses, runbook }: Pick<AlarmSpec, 'loses' | 'runbook'>): string =>
  `${loses} What to do: ${runbookPlace(runbook)}`;

/**
 * File and anchor of a heading, as GitHub makes anchors.
 * @internal
 */
export const runbookPlace = (heading: string): string =>
  `RUNBOOK.md#${heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')}`;
