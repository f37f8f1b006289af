import { Duration } from 'aws-cdk-lib';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import type { Watched } from '../watched.ts';
import { ONE_OF_TWO_HOURS } from './lasting.ts';

/** By then a message was tried five times. */
const LATE_MINUTES = 15;

/** The alarm on receivers of webhooks. It exists only with `webhooks`. */
export const webhookAlarms = ({ config, functions, mails }: Watched): AlarmSpec[] =>
  functions.webhooks
    ? [
        {
          id: 'WebhookDoesNotDeliver',
          title: 'a webhook does not deliver',
          loses: mails.webhookDoesNotDeliver(LATE_MINUTES),
          runbook: 'A webhook does not deliver',
          metric: metricOf(config, METRICS.webhookLateSeconds, 'webhooks', {
            statistic: 'Maximum',
            period: Duration.hours(1),
          }),
          // A message is tried at least once an hour.
          ...ONE_OF_TWO_HOURS,
          threshold: LATE_MINUTES * 60,
        },
      ]
    : [];
