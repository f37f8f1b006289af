import { Duration } from 'aws-cdk-lib';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import type { Watched } from '../watched.ts';
import { LASTING } from './lasting.ts';

/** In five minutes. Slack signs each request, so a refused one is a stranger's, or the signing secret is wrong. */
const MANY_REFUSED = 50;

/** What happens at the URL that Slack calls. It exists with `acting: 'on'`. */
export const actingAlarms = ({ functions }: Watched): AlarmSpec[] => {
  const door = functions['slack-actions'];
  if (!door) return [];
  return [
    {
      id: 'RequestsRefused',
      title: 'requests refused',
      loses:
        'Somebody floods the address that Slack calls, or the signing secret is wrong: then no button in Slack works.',
      runbook: 'Requests refused',
      // Lambda counts it for each URL, for nothing. Source: its developer guide, "Monitoring Lambda function URLs".
      metric: door.lambda.metric('Url4xxCount', { statistic: 'Sum', period: Duration.minutes(5) }),
      ...LASTING,
      threshold: MANY_REFUSED,
    },
  ];
};
