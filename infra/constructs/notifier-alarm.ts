import { Stack } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { OutageName } from '../alarms/outages.ts';
import type { AlarmMails } from '../alarms/wording/en.ts';

export type AlarmSpec = Required<
  Pick<AlarmProps, 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'>
> &
  Pick<AlarmProps, 'datapointsToAlarm'> & {
    metric: Metric;
    /** The value of a period without data. Without it, CloudWatch may use older periods instead. */
    fill?: number;
    /** Unique within the stack. */
    id: string;
    /** The problem, for the mail's subject after the stack's name. */
    title: string;
    /** The team's loss while the alarm rings, in a sentence or two. */
    loses: string;
    /** The heading in RUNBOOK.md with the instructions. */
    runbook: string;
    /** The outage that sends the mail instead of this alarm. */
    outage?: OutageName;
  };

export type AlarmRouting = {
  topic: ITopic;
  /** The address of RUNBOOK.md. Default: the file's name. */
  runbookUrl?: string | undefined;
  mails: AlarmMails;
};

/** An alarm that sends a mail when it begins to ring, unless its outage does. */
export class NotifierAlarm extends Alarm {
  constructor(
    scope: Construct,
    routing: AlarmRouting,
    { id, title, loses, runbook, outage, fill, metric, ...watches }: AlarmSpec,
  ) {
    super(scope, id, {
      ...watches,
      metric: fill === undefined ? metric : filled(metric, fill),
      alarmName: `${Stack.of(scope).stackName} - ${title}`,
      alarmDescription: describeAlarm({ loses, runbook }, routing),
    });
    if (outage === undefined) this.addAlarmAction(new SnsAction(routing.topic));
  }
}

/**
 * While data is missing, CloudWatch looks further back than the evaluation periods: silence rings late, and two counts
 * far apart ring together. FILL prevents that. The newest period may be filled although its data is only late, so a
 * filled alarm must not ring by that period alone. Sources: CloudWatch's user guide, "Configuring how CloudWatch alarms
 * treat missing data" and "Using metric math", FILL.
 */
const filled = (metric: Metric, value: number): MathExpression =>
  new MathExpression({
    expression: `FILL(m, ${value})`,
    usingMetrics: { m: metric },
    period: metric.period,
  });

export const describeAlarm = (
  { loses, runbook }: Pick<AlarmSpec, 'loses' | 'runbook'>,
  { runbookUrl, mails }: Pick<AlarmRouting, 'runbookUrl' | 'mails'>,
): string => `${loses} ${mails.whatToDo(runbookPlace(runbook, runbookUrl))}`;

/** @internal File and anchor of a heading, as GitHub makes anchors. */
export const runbookPlace = (heading: string, file = 'RUNBOOK.md'): string =>
  `${file}#${heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')}`;
