import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import type { Watched } from '../watched.ts';
import { actingAlarms } from './acting-alarms.ts';
import { functionAlarms, reportAlarms } from './function-alarms.ts';
import { readingAlarms } from './reading-alarms.ts';
import { slackAlarms } from './slack-alarms.ts';
import { ticketAlarms } from './ticket-alarms.ts';
import { webhookAlarms } from './webhook-alarms.ts';

/** All alarms. While no vendor is live, only `report` runs. */
export const listAlarms = (watched: Watched): AlarmSpec[] =>
  watched.liveVendors.length === 0
    ? reportAlarms(watched)
    : [
        ...readingAlarms(watched),
        ...functionAlarms(watched),
        ...reportAlarms(watched),
        ...slackAlarms(watched),
        ...ticketAlarms(watched),
        ...actingAlarms(watched),
        ...webhookAlarms(watched),
      ];
