import { Construct } from 'constructs';
import { listAlarms } from '../alarms/list-alarms.ts';
import type { Watched } from '../watched.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { NotifierAlarm } from './notifier-alarm.ts';
import { NotifierDashboard } from './notifier-dashboard.ts';

/**
 * What tells people that something is wrong, by mail and past Slack (O6), and the figures at a glance (S9). The topic is there
 * before any vendor is live, so that its mail can be confirmed; alarms and dashboard while one is.
 */
export class Watching extends Construct {
  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { config, liveVendors, key } = watched;
    const { topic } = new AlarmTopic(this, 'Alarms', { mail: config.alarmMail, key });
    if (liveVendors.length === 0) return;
    const alarms = listAlarms(watched).map((spec) => new NotifierAlarm(this, topic, spec));
    new NotifierDashboard(this, 'Dashboard', { watched, alarms });
  }
}
