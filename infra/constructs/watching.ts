import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ENV } from '../../lib/config/names.ts';
import { listAlarms } from '../alarms/list-alarms.ts';
import { OUTAGES, type Outage } from '../alarms/outages.ts';
import type { Watched } from '../watched.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { NotifierAlarm, type AlarmRouting, describeAlarm } from './notifier-alarm.ts';
import { NotifierDashboard } from './notifier-dashboard.ts';
import { Stack } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';

/**
 * Alarms by mail, outside of Slack (O6), and a dashboard (S9). The topic exists before any vendor is live, so that its
 * mail can be confirmed.
 */
export class Watching extends Construct {
  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { config, liveVendors } = watched;
    const { topic } = new AlarmTopic(this, 'Alarms', {
      mails: config.alarmMail,
      pagerUrl: config.pagerUrl,
    });
    const routing = { topic, runbookUrl: config.runbookUrl, mails: watched.mails };
    watched.functions.report.lambda.addEnvironment(ENV.alarmTopicArn, topic.topicArn);
    watched.functions.report.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
        resources: [topic.topicArn],
      }),
    );
    const rings = listAlarms(watched).map((spec) => ({
      outage: spec.outage,
      alarm: new NotifierAlarm(this, routing, spec),
    }));
    for (const [name, outage] of Object.entries(OUTAGES)) {
      const ofIt = rings.filter((ring) => ring.outage === name).map(({ alarm }) => alarm);
      if (ofIt.length > 0) new OutageAlarm(this, routing, outage, ofIt);
    }
    const alarms = rings.map(({ alarm }) => alarm);
    if (liveVendors.length === 0) return;
    new NotifierDashboard(this, 'Dashboard', { watched, alarms });
  }
}

/** Rings while any of its alarms rings. It sends a mail at the beginning and at the end. */
class OutageAlarm extends CompositeAlarm {
  constructor(
    scope: Construct,
    routing: AlarmRouting,
    { id, title, loses, runbook }: Outage,
    alarms: readonly IAlarm[],
  ) {
    super(scope, id, {
      compositeAlarmName: `${Stack.of(scope).stackName} - ${title}`,
      alarmDescription: describeAlarm({ loses: routing.mails[loses], runbook }, routing),
      alarmRule: AlarmRule.anyOf(...alarms.map((alarm) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM))),
    });
    const mail = new SnsAction(routing.topic);
    this.addAlarmAction(mail);
    this.addOkAction(mail);
  }
}
