import { Stack } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Outage } from '../alarms/outages.ts';
import { type AlarmRouting, describeAlarm } from './notifier-alarm.ts';

/** Rings while any of its alarms rings. It sends a mail at the beginning and at the end. */
export class OutageAlarm extends CompositeAlarm {
  constructor(
    scope: Construct,
    routing: AlarmRouting,
    { id, title, ...texts }: Outage,
    alarms: readonly IAlarm[],
  ) {
    super(scope, id, {
      compositeAlarmName: `${Stack.of(scope).stackName} - ${title}`,
      alarmDescription: describeAlarm(texts, routing),
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    });
    const mail = new SnsAction(routing.topic);
    this.addAlarmAction(mail);
    this.addOkAction(mail);
  }
}
